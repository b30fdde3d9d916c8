/** What statements are given and rows hold. */
export type SqlValue = string | number | boolean | null | Uint8Array;

/** One statement, its values where it says `$1`, `$2`. Without values it may be several, with a semicolon between them. */
export interface Statement {
  readonly text: string;
  readonly values?: readonly SqlValue[];
}

/** A row by the names of its columns. Whole numbers of 64 bits may come as texts: read them by `Number`. */
export type Row = Readonly<Record<string, unknown>>;

/** Where statements can be done. */
export interface Queries {
  /** The rows of a statement, which is done whole or not at all. */
  query(statement: Statement): Promise<readonly Row[]>;
}

/**
 * A database that speaks PostgreSQL's SQL. Statements are written so that PostgreSQL itself takes them as they are: no
 * extension, types told where a value alone would not tell them.
 *
 * A connection may break when nobody can tell whether a statement was done. It is done again then: statements and
 * transactions are written so that doing them twice comes to the same as doing them once.
 */
export interface Sql extends Queries {
  /** All of them, in their order, or none. */
  together(statements: readonly Statement[]): Promise<void>;
  /**
   * All that `work` does, or nothing of it where it rejects: nobody sees it half done. It may be called again from the start.
   */
  transaction<T>(work: (inside: Queries) => Promise<T>): Promise<T>;
  /** Safe to call twice. */
  close(): Promise<void>;
}
