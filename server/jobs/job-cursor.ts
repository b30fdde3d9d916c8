import { CURSOR_EXPECTED } from "../schemas/parameters.ts";
import { invalidParameter } from "../validation.ts";
import { isJobId } from "./job-id.ts";
import type { JobPage } from "./job-store.ts";

/** Says where a page of jobs ends: opaque to clients. */
export function writeJobCursor({ createdAt, id }: NonNullable<JobPage["after"]>): string {
  return Buffer.from(`${createdAt} ${id}`).toString("base64url");
}

/** What `writeJobCursor` was given. Throws `RequestError` for what it has not written. */
export function readJobCursor(cursor: string): NonNullable<JobPage["after"]> {
  const [, time = "", id = ""] = /^(\d{1,16}) (\S+)$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  const after = { createdAt: Number(time), id };
  if (isJobId(id) && writeJobCursor(after) === cursor) return after;
  throw invalidParameter("suite", cursor, CURSOR_EXPECTED);
}
