import { createHash } from "node:crypto";

const ID_CHARS = 24;

/** Of a job about a dataset: the same for equal questions, as long as they are written in the same way. */
export function jobId(datasetId: string, ...words: readonly string[]): string {
  const hash = createHash("sha256").update([datasetId, ...words].join("\n"));
  return hash.digest("hex").slice(0, ID_CHARS);
}
