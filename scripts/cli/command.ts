import type { Hangups } from "./hangups.ts";

/** What a command may use of the world around it, so that tests can put another in its place. */
export interface Terminal {
  /** Results. */
  out(text: string | Uint8Array): Promise<void>;
  /** The open file behind `out`, for what is not to wait for its reader; absent where there is none. */
  readonly outDescriptor?: number;
  /** Progress and errors. */
  err(text: string): void;
  readonly isInteractive: boolean;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** SIGHUP, heard since before the command was loaded; absent where it ends the program. */
  readonly hangups?: Hangups;
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
