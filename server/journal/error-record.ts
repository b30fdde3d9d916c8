import { scrubbed } from "./scrub.ts";

/** Causes of causes that are told. */
const MOST_CAUSES = 4;

/** An error as a log may keep it. */
export interface ErrorRecord {
  readonly type: string;
  readonly message: string;
  /** The system's or the library's name for it; null without one. */
  readonly code: string | null;
  /** The lines that say where, without the message. */
  readonly stack: readonly string[];
  readonly cause: ErrorRecord | null;
}

/**
 * What a log keeps of an error: its words without what is personal, and where it happened.
 *
 * @param values what a request has brought, which does not go into a log
 */
export function errorRecord(error: unknown, values: readonly string[] = [], depth = 0): ErrorRecord {
  if (!(error instanceof Error)) {
    return {
      type: typeof error,
      message: scrubbed(String(error), values),
      code: null,
      stack: [],
      cause: null,
    };
  }
  const { name, message, stack = "", cause } = error;
  return {
    type: name,
    message: scrubbed(message, values),
    code: "code" in error ? scrubbed(String(error.code), values) : null,
    stack: stack
      .split("\n")
      .filter((line) => /^\s+at /u.test(line))
      .map((line) => line.trim()),
    cause: cause === undefined || depth === MOST_CAUSES ? null : errorRecord(cause, values, depth + 1),
  };
}
