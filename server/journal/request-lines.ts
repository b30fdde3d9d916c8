import type { FastifyReply, FastifyRequest } from "fastify";
import type { Socket } from "node:net";

import type { KeptState } from "../kept-bytes.ts";
import type { App } from "../routes/context.ts";
import { errorRecord } from "./error-record.ts";
import type { Journal } from "./journal.ts";
import type { EventName } from "./lines.ts";

declare module "fastify" {
  // An interface alone adds to that of the package.
  interface FastifyRequest {
    /** Was the answer at hand? null where none is kept. */
    kept: KeptState | null;
  }
}

/** So many values of a body are looked for in the words of an error, from so deep. */
const MOST_VALUES = 500;
const MOST_DEPTH = 8;

/** Tells of each request when it has been answered, or its client has left. To be called before routes are added. */
export function tellRequests(app: App, journal: Journal): void {
  app.decorateRequest("kept", null);
  if (!journal.tellsRequests) return;
  app.addHook("onResponse", async (request, reply) => tell(journal, request, reply, false));
  app.addHook("onRequestAbort", async (request) => tell(journal, request, null, true));
}

function tell(
  { logger }: Journal,
  request: FastifyRequest,
  reply: FastifyReply | null,
  isAborted: boolean,
): void {
  logger.info(
    {
      event: "request" satisfies EventName,
      id: request.id,
      method: request.method,
      // Never the address itself: what people look for, and where they are, stands in it.
      route: request.routeOptions.url ?? null,
      status: reply?.statusCode ?? null,
      ms: reply === null ? null : Math.round(reply.elapsedTime * 100) / 100,
      bytes: bytesOf(request.raw.socket, reply),
      cache: reply?.statusCode === 304 ? "client" : request.kept,
      ...(isAborted ? { aborted: true } : {}),
    },
    isAborted ? "client left" : "answered",
  );
}

const bytesBefore = new WeakMap<Socket, number>();

/** What went out on the connection since the answer before, which answers follow one after the other. */
function bytesOf(socket: Socket, reply: FastifyReply | null): number | null {
  const written = socket.bytesWritten as number | undefined;
  if (written === undefined) {
    const length = reply?.getHeader("content-length");
    return length === undefined ? null : Number(length);
  }
  const bytes = written - (bytesBefore.get(socket) ?? 0);
  bytesBefore.set(socket, written);
  return bytes;
}

/** Tells what went wrong with a request and is ours to mend. */
export function tellFailure(request: FastifyRequest, error: unknown, message: string): void {
  request.log.error(
    {
      event: "request_failed" satisfies EventName,
      id: request.id,
      method: request.method,
      route: request.routeOptions.url ?? null,
      err: errorRecord(error, valuesOf(request)),
    },
    message,
  );
}

/** All that a request has brought, as the words of an error may repeat it. */
function valuesOf({ query, params, body, url, headers }: FastifyRequest): string[] {
  const values: string[] = [url];
  for (const part of [query, params, body, headers]) gather(part, values, 0);
  return values;
}

function gather(value: unknown, values: string[], depth: number): void {
  if (values.length >= MOST_VALUES || depth > MOST_DEPTH) return;
  if (typeof value === "string") values.push(value);
  else if (typeof value === "number") values.push(String(value));
  else if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) {
    for (const inner of Object.values(value)) gather(inner, values, depth + 1);
  }
}
