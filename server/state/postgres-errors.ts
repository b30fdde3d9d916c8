/**
 * Classes and codes of PostgreSQL's errors after which the same statement may well be done: lost connections (08), a server
 * that stops or starts (57P), too many connections, and a transaction that was forgotten.
 */
const PASSING_CODES = /^(08...|57P0[1235]|53300|25P03)$/u;
/** Transactions that stood in each other's way: one of them is done again, and nothing is wrong with the server. */
const CONFLICT_CODES: ReadonlySet<string> = new Set(["40001", "40P01"]);
/** Of the system, and of names: where containers have them, one that restarts has none for a moment. */
const LOST_CODES: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EAI_AGAIN",
  "ENOTFOUND",
]);
/** What the client library says without a code. */
const LOST_WORDS =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|not queryable|connection ended/iu;
/** A statement that took too long, or waited too long for another. */
const TOO_LONG_CODES: ReadonlySet<string> = new Set(["57014", "55P03"]);

/** What an error means for who asked. */
export type PostgresTrouble = "passing" | "conflict" | "too_long" | "other";

/** Says whether the same may be tried again. */
export function troubleOf(error: unknown): PostgresTrouble {
  if (!(error instanceof Error)) return "other";
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  if (code !== null) {
    if (TOO_LONG_CODES.has(code)) return "too_long";
    if (CONFLICT_CODES.has(code)) return "conflict";
    return PASSING_CODES.test(code) || LOST_CODES.has(code) ? "passing" : "other";
  }
  // Of several addresses of one name, none answered.
  if (error instanceof AggregateError) return "passing";
  return LOST_WORDS.test(error.message) ? "passing" : "other";
}
