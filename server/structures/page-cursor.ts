import { CURSOR_EXPECTED } from "../schemas/parameters.ts";
import { invalidParameter } from "../validation.ts";

/**
 * Says where a page ends, to whoever comes back for the next one: opaque to clients. It names the dataset, for places in
 * another one's list mean other structures.
 *
 * @param last index of the last item of the page
 */
export function writeCursor(datasetId: string, last: number): string {
  return Buffer.from(`${last} ${datasetId}`).toString("base64url");
}

/** The index that `writeCursor` was given. Throws `RequestError` for what it has not written for this dataset. */
export function readCursor(datasetId: string, cursor: string): number {
  const last = Number.parseInt(Buffer.from(cursor, "base64url").toString(), 10);
  if (Number.isSafeInteger(last) && last >= 0 && writeCursor(datasetId, last) === cursor) return last;
  throw invalidParameter("suite", cursor, CURSOR_EXPECTED);
}
