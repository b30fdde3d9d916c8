import { parseArgs, type ParseArgsConfig } from "node:util";

/** What a command may use of the world around it, so that tests can put another in its place. */
export interface Terminal {
  /** Results. */
  out(text: string | Uint8Array): Promise<void>;
  /** Progress and errors. */
  err(text: string): void;
  readonly isInteractive: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** One line, French. */
  readonly summary: string;
  /** What `--help` prints after the summary. */
  readonly usage: string;
  run(args: readonly string[], terminal: Terminal): Promise<void>;
}

/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export type Options = NonNullable<ParseArgsConfig["options"]>;
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Reads options strictly: an unknown one, or an argument that nobody asked for, is a `UsageError`. */
export function readOptions(args: readonly string[], options: Options): Values {
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return values as Values;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const [first] = text.split(/\. |\n/u);
    throw new UsageError(first.replace(/\.$/u, ""));
  }
}

export function textOption(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function requiredOption(values: Values, name: string): string {
  const value = textOption(values, name);
  if (value === undefined || value === "") throw new UsageError(`option --${name} is missing`);
  return value;
}

/** A repeatable option. */
export function listOption(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

export function numberOption(values: Values, name: string, fallback: number): number {
  const text = textOption(values, name);
  return text === undefined ? fallback : readNumber(name, text);
}

/** `10,20,30`. */
export function numbersOption(values: Values, name: string, fallback: readonly number[]): readonly number[] {
  const text = textOption(values, name);
  return text === undefined ? fallback : text.split(",").map((part) => readNumber(name, part));
}

function readNumber(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw new UsageError(`option --${name}: got "${text}", expected a number`);
}
