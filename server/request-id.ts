import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/** Carries the id of a request, both ways. */
export const REQUEST_ID_HEADER = "x-request-id";

/** What a log can hold without harm, and all that tracing tools send. */
const SANE = /^[\w.:+/=@-]{1,128}$/;

/** The id that a proxy or client gave the request, if it is fit for a log; else a new one. */
export function requestId({ headers }: { readonly headers: IncomingHttpHeaders }): string {
  const given = headers[REQUEST_ID_HEADER];
  return typeof given === "string" && SANE.test(given) ? given : randomUUID();
}
