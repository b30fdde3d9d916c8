import { CURSOR_EXPECTED } from "../../schemas/parameters.ts";
import { invalidParameter } from "../../validation.ts";

/** Says where a page of saved scenarios ends: opaque to clients. */
export function writeAfter(after: number): string {
  return Buffer.from(`s${after}`).toString("base64url");
}

/** What `writeAfter` was given. Throws `RequestError` for what it has not written. */
export function readAfter(cursor: string): number {
  const after = Number.parseInt(Buffer.from(cursor, "base64url").toString().slice(1), 10);
  if (Number.isSafeInteger(after) && after >= 0 && writeAfter(after) === cursor) return after;
  throw invalidParameter("suite", cursor, CURSOR_EXPECTED);
}
