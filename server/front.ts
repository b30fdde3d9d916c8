import type { FastifyInstance } from "fastify";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

import type { Problem } from "./schemas/answers.ts";

/** How long a client may take to send its headers, and its whole request. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How late after that a client is cut off: Node looks at all connections at once. */
const CHECK_INTERVAL_MS = 2_000;
/** Longer than proxies keep a connection open that nobody uses (a minute): they close it, and not we under a request. */
const KEEP_ALIVE_MS = 72_000;
/** A connection on which nothing moves is closed: longer than any answer takes (`LIMIT_MILLISECONDS` of a question). */
const IDLE_TIMEOUT_MS = 75_000;
/** More than any browser sends; beyond, nothing is read. */
const MAX_HEADER_BYTES = 16 * 1024;
/** A stopping server still takes connections for so long: some may wait to be taken. */
const LAST_CONNECTIONS_MS = 200;
/** A stopping server still answers for so long on connections that are open: their next request may be on its way. */
const LAST_REQUESTS_MS = 500;
/** After so long, answers that are still under way are cut. */
const LAST_ANSWERS_MS = 10_000;
const CLOSE_IDLE_EVERY_MS = 100;
/** An app whose place another has taken is closed after so long, whatever it is still at. */
const RETIREMENT_MS = 90_000;

/**
 * The socket that clients talk to, in front of an app. Another app takes its place between two requests: each request is
 * answered to its end by the app that began it, and no connection is closed for it.
 */
export class Front {
  readonly server: Server;
  #current: Generation;
  #isStopping = false;
  #stopped: Promise<void> | null = null;

  /**
   * @param app ready to answer
   * @param idleMilliseconds after which a connection is closed on which nothing moves: a client that does not read its answer
   */
  constructor(app: FastifyInstance, idleMilliseconds = IDLE_TIMEOUT_MS) {
    this.#current = new Generation(app);
    this.server = createServer(
      {
        headersTimeout: HEADERS_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        keepAliveTimeout: KEEP_ALIVE_MS,
        connectionsCheckingInterval: CHECK_INTERVAL_MS,
        maxHeaderSize: MAX_HEADER_BYTES,
        // Node would refuse without a word.
        requireHostHeader: false,
      },
      (request, response) => {
        if (this.#isStopping) response.setHeader("connection", "close");
        if (lacksHost(request)) refuseEarly(response, WITHOUT_HOST);
        else this.#current.answer(request, response);
      },
    );
    this.server.timeout = idleMilliseconds;
    this.server.on("checkExpectation", (_, response: ServerResponse) => refuseEarly(response, EXPECTING));
    this.server.on("clientError", refuseUnreadable);
  }

  /**
   * Lets another app answer from now on.
   *
   * @returns settles when the one before has been closed, its last answer being out
   */
  async swap(app: FastifyInstance): Promise<void> {
    const before = this.#current;
    this.#current = new Generation(app);
    await before.retire();
  }

  /** Takes no more connections, answers what is under way, then stops. Safe to call twice. */
  async close(): Promise<void> {
    return (this.#stopped ??= this.#stop());
  }

  async #stop(): Promise<void> {
    this.#isStopping = true;
    const { server } = this;
    this.#current.endConnections();
    // Those that the system has taken and we have not seen yet would be reset.
    if (server.listening) await wait(LAST_CONNECTIONS_MS);
    const ended = new Promise<void>((resolve) => {
      // Not the `close` of an HTTP server, which cuts connections whose next request may be on its way.
      NetServer.prototype.close.call(server, () => resolve());
    });
    let sweep: NodeJS.Timeout | undefined;
    const lastRequests = setTimeout(() => {
      server.closeIdleConnections();
      sweep = setInterval(() => server.closeIdleConnections(), CLOSE_IDLE_EVERY_MS);
    }, LAST_REQUESTS_MS);
    const lastAnswers = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
    await ended;
    clearTimeout(lastRequests);
    clearInterval(sweep);
    clearTimeout(lastAnswers);
    // Only its own `close` ends the looking after connections, which would keep the server in memory.
    server.close(() => {});
    await this.#current.retire();
  }
}

declare module "fastify" {
  // An interface alone adds to that of the package.
  interface FastifyInstance {
    /** Answers now all who wait for something to change. */
    readonly endWaits?: () => void;
  }
}

/** An app with the requests that it is answering. */
class Generation {
  readonly #app: FastifyInstance;
  readonly #underWay = new Set<ServerResponse>();
  #isIdle: (() => void) | null = null;

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  answer(request: IncomingMessage, response: ServerResponse): void {
    this.#underWay.add(response);
    const endings = endingsOf(request.socket);
    const end = (): void => {
      if (!endings.delete(end)) return;
      this.#underWay.delete(response);
      if (this.#underWay.size === 0) this.#isIdle?.();
    };
    endings.add(end);
    response.once("close", end);
    this.#app.routing(request, response);
  }

  /** Lets the answers under way be the last on their connections. */
  endConnections(): void {
    this.#app.endWaits?.();
    for (const response of this.#underWay) {
      if (!response.headersSent) response.setHeader("connection", "close");
    }
  }

  /** Closes the app once nothing is under way, or after `RETIREMENT_MS`. */
  async retire(): Promise<void> {
    this.#app.endWaits?.();
    if (this.#underWay.size > 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, RETIREMENT_MS);
        this.#isIdle = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await this.#app.close();
  }
}

/** What is to be done when an answer has ended, of each connection that is open. */
const endingsOfSockets = new WeakMap<Socket, Set<() => void>>();

/** Of a connection that breaks, Node closes the answer under way, and leaves those alone that wait behind it. */
function endingsOf(socket: Socket): Set<() => void> {
  const known = endingsOfSockets.get(socket);
  if (known !== undefined) return known;
  const endings = new Set<() => void>();
  endingsOfSockets.set(socket, endings);
  socket.once("close", () => {
    for (const end of endings) end();
  });
  return endings;
}

/** What could not be read as a request at all reaches no app. */
function refuseUnreadable(error: Error & { code?: string }, socket: Socket): void {
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
      "connection: close",
      "",
      body,
    ].join("\r\n"),
  );
}

/** Refuses what the app is not asked; nothing more of the request is read. */
function refuseEarly(response: ServerResponse, refused: Unreadable): void {
  response.writeHead(refused.status, { "content-type": PROBLEM_TYPE, connection: "close" });
  response.end(bodyOf(refused));
}

/** Every request of HTTP/1.1 says whom it asks (RFC 9112, 3.2). */
function lacksHost({ httpVersion, headers }: IncomingMessage): boolean {
  return httpVersion === "1.1" && headers.host === undefined;
}

function bodyOf({ status, detail }: Unreadable): string {
  return JSON.stringify({
    type: "/problemes/demande-refusee",
    title: "Demande refusée",
    status,
    detail,
  } satisfies Problem);
}

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

const WITHOUT_HOST: Unreadable = {
  status: 400,
  title: "Bad Request",
  detail: "L’en-tête Host manque.",
};

const EXPECTING: Unreadable = {
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
