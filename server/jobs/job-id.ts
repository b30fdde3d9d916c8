import { createHash } from "node:crypto";

const ID_CHARS = 24;
/** Of this program and of others on the same store; no database is asked for what cannot be one, which it may refuse (U+0000). */
const ID = /^[\w-]{1,64}$/u;

/** Of a job about a dataset: the same for equal questions, as long as they are written in the same way. */
export function jobId(datasetId: string, ...words: readonly string[]): string {
  const hash = createHash("sha256").update([datasetId, ...words].join("\n"));
  return hash.digest("hex").slice(0, ID_CHARS);
}

/** May a job have this id? */
export function isJobId(text: string): boolean {
  return ID.test(text);
}
