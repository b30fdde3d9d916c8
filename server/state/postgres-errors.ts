/**
 * Classes and codes of PostgreSQL's errors after which the same statement may well be done: lost connections (08), a server
 * that stops or starts (57P), too many connections, a transaction that was forgotten, and a server that only reads (25006), for
 * another has taken its place.
 */
const PASSING_CODES = /^(08...|57P0[1235]|53300|25P03|25006)$/u;
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
  /connection terminated|query read timeout|client has encountered a connection error|not queryable|connection ended/iu;
/** A statement that took too long, or waited too long for another; a server without room on its disk or in its memory, or whose disk fails. */
const LATER_CODES: ReadonlySet<string> = new Set(["57014", "55P03", "53100", "53200", "58030"]);
/** What the client library says where all its connections are taken, and none has failed. */
const BUSY_WORDS = "timeout exceeded when trying to connect";

/** What an error means for who asked: worth another try within seconds, at once, or later; `other` is not mended by time. */
export type PostgresTrouble = "passing" | "conflict" | "later" | "other";

/** Says whether the same may be tried again. */
export function troubleOf(error: unknown): PostgresTrouble {
  if (!(error instanceof Error)) return "other";
  const code = "code" in error && typeof error.code === "string" ? error.code : null;
  if (code !== null) {
    if (LATER_CODES.has(code)) return "later";
    if (CONFLICT_CODES.has(code)) return "conflict";
    return PASSING_CODES.test(code) || LOST_CODES.has(code) ? "passing" : "other";
  }
  // Of several addresses of one name, none answered.
  if (error instanceof AggregateError) return "passing";
  return LOST_WORDS.test(error.message) || isPoolBusy(error) ? "passing" : "other";
}

/** Were all connections in use for too long? That says nothing of the server. */
export function isPoolBusy(error: unknown): boolean {
  return error instanceof Error && error.message === BUSY_WORDS;
}

/** Why, in a few words that are never empty: an error of several addresses has its words in those of each. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (isPoolBusy(error)) return "all connections are in use";
  if (error.message !== "") return error.message;
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...new Set(parts.map(reasonOf))].join(", ") || error.name;
}
