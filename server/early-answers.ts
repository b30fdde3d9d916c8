import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";

import { notReady } from "./problems.ts";
import { REQUEST_ID_HEADER, requestId } from "./request-id.ts";
import type { Problem } from "./schemas/answers.ts";

/** More than any browser sends; beyond, nothing is read. */
export const MAX_HEADER_BYTES = 16 * 1024;
const HOST = "host";
/** When it is worth while to ask a server again that starts or stops. */
const RETRY_SECONDS = 2;

/** What could not be read as a request at all reaches no app. */
export function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === "ECONNRESET") {
    socket.destroy();
    return;
  }
  const unreadable = UNREADABLE[error.code ?? ""] ?? MALFORMED;
  const { status, title } = unreadable;
  const body = bodyOf(unreadable);
  socket.end(
    [
      `HTTP/1.1 ${status} ${title}`,
      `content-type: ${PROBLEM_TYPE}`,
      `content-length: ${Buffer.byteLength(body)}`,
      `${REQUEST_ID_HEADER}: ${randomUUID()}`,
      "x-content-type-options: nosniff",
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}

/** Refuses what the app is not asked; nothing more of the request is read. */
export function refuseEarly(request: IncomingMessage, response: ServerResponse, refused: Unreadable): void {
  const body = bodyOf(refused);
  response.writeHead(refused.status, {
    "content-type": PROBLEM_TYPE,
    "content-length": String(Buffer.byteLength(body)),
    "x-content-type-options": "nosniff",
    [REQUEST_ID_HEADER]: requestId(request),
    connection: "close",
  });
  response.end(body);
}

/** Every request of HTTP/1.1 says whom it asks, and none says it twice: Node would believe the first, others the last (RFC 9112, 3.2). */
export function lacksOneHost({ httpVersion, headers, rawHeaders }: IncomingMessage): boolean {
  if (headers.host === undefined) return httpVersion === "1.1";
  let hosts = 0;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i];
    if (name.length === HOST.length && name.toLowerCase() === HOST) hosts++;
  }
  return hosts > 1;
}

function bodyOf({ status, detail }: Unreadable): string {
  return JSON.stringify({
    type: "/problemes/demande-refusee",
    title: "Demande refusée",
    status,
    detail,
  } satisfies Problem);
}

const ALIVE_TYPE = "application/json; charset=utf-8";
const ALIVE = JSON.stringify({ status: "ok" });
const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

interface Unreadable {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
}

const MALFORMED: Unreadable = {
  status: 400,
  title: "Bad Request",
  detail: "La demande n’est pas du HTTP bien formé.",
};

export const WITHOUT_ONE_HOST: Unreadable = {
  status: 400,
  title: "Bad Request",
  detail: "L’en-tête Host manque, ou s’y trouve plusieurs fois.",
};

export const EXPECTING: Unreadable = {
  status: 417,
  title: "Expectation Failed",
  detail: "L’en-tête Expect demande autre chose que 100-continue.",
};

const UNREADABLE: Readonly<Record<string, Unreadable>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    title: "Request Header Fields Too Large",
    detail: `L’adresse et les en-têtes dépassent ${MAX_HEADER_BYTES} octets.`,
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    title: "Request Timeout",
    detail: "La demande n’est pas arrivée en entier à temps.",
  },
};

/** Where nobody but the server itself answers. */
const STARTING = notReady(
  "Le serveur démarre : il lit son jeu de données. Réessayez dans quelques instants.",
);
const STOPPING = notReady("Le serveur s’arrête.");

/** Answers for an app that is not there yet: 503, but for `GET /vivant`. */
export function answerStarting(request: IncomingMessage, response: ServerResponse): void {
  if (asksFor(request, "/vivant")) sendEarly(request, response, 200, ALIVE_TYPE, ALIVE);
  else sendEarly(request, response, STARTING.status, PROBLEM_TYPE, JSON.stringify(STARTING));
}

/** Tells those who watch the server that it stops, while it still answers all others. */
export function answerStopping(request: IncomingMessage, response: ServerResponse): void {
  sendEarly(request, response, STOPPING.status, PROBLEM_TYPE, JSON.stringify(STOPPING));
}

/** Is it a reading of that path? */
export function asksFor({ method, url = "" }: IncomingMessage, path: string): boolean {
  return (method === "GET" || method === "HEAD") && url.split("?", 1)[0] === path;
}

function sendEarly(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  type: string,
  body: string,
): void {
  response.writeHead(status, {
    "content-type": type,
    "content-length": String(Buffer.byteLength(body)),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    [REQUEST_ID_HEADER]: requestId(request),
    ...(status === 503 ? { "retry-after": String(RETRY_SECONDS) } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : body);
}
