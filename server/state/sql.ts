/** What statements are given and rows hold. */
export type SqlValue = string | number | null;

/** One statement, its values where it says `$1`, `$2`. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly SqlValue[];
}

/** A row by the names of its columns. Whole numbers of 64 bits may come as texts: read them by `Number`. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * A database that speaks PostgreSQL's SQL. Statements are written so that PostgreSQL itself takes them as they are: no
 * extension, types told where a value alone would not tell them.
 */
export interface Sql {
  /** The rows of a statement, which is done whole or not at all. */
  query(statement: Statement): Promise<readonly Row[]>;
  /** All of them, in their order, or none. */
  together(statements: readonly Statement[]): Promise<void>;
  /** Safe to call twice. */
  close(): Promise<void>;
}
