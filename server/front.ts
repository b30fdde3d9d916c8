import type { FastifyInstance } from "fastify";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { Server as NetServer, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

import {
  answerStarting,
  answerStopping,
  asksFor,
  EXPECTING,
  lacksHost,
  MAX_HEADER_BYTES,
  refuseEarly,
  refuseUnreadable,
  WITHOUT_HOST,
} from "./early-answers.ts";

/** How long a client may take to send its headers, and its whole request. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** How late after that a client is cut off: Node looks at all connections at once. */
const CHECK_INTERVAL_MS = 2_000;
/** Longer than proxies keep a connection open that nobody uses (a minute): they close it, and not we under a request. */
const KEEP_ALIVE_MS = 72_000;
/** A connection on which nothing moves is closed: longer than any answer takes (`LIMIT_MILLISECONDS` of a question). */
const IDLE_TIMEOUT_MS = 75_000;
/** A stopping server still takes connections for so long: some may wait to be taken. */
const LAST_CONNECTIONS_MS = 200;
/** A stopping server still answers for so long on connections that are open: their next request may be on its way. */
const LAST_REQUESTS_MS = 500;
/** After so long, answers that are still under way are cut. */
const LAST_ANSWERS_MS = 10_000;
const CLOSE_IDLE_EVERY_MS = 100;
/** An app whose place another has taken is closed after so long, whatever it is still at. */
const RETIREMENT_MS = 90_000;

/** How a server is: reads its dataset and answers nobody; answers; answers but asks to be left; is not there any more. */
export type Phase = "starting" | "serving" | "draining" | "stopping";

/**
 * The socket that clients talk to, in front of an app. Without one yet, it says that it starts. Another app takes its place
 * between two requests: each request is answered to its end by the app that began it, and no connection is closed for it.
 */
export class Front {
  readonly server: Server;
  #current: Generation | null;
  /** Apps that are being closed. */
  readonly #retiring = new Set<Promise<void>>();
  #running = 0;
  #isDraining = false;
  #isStopping = false;
  #stopped: Promise<void> | null = null;

  /**
   * @param app ready to answer; null where it comes later, by `swap`
   * @param idleMilliseconds after which a connection is closed on which nothing moves: a client that does not read its answer
   */
  constructor(app: FastifyInstance | null, idleMilliseconds = IDLE_TIMEOUT_MS) {
    this.#current = app === null ? null : new Generation(app);
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
        if (lacksHost(request)) refuseEarly(request, response, WITHOUT_HOST);
        else if (this.#current === null) answerStarting(request, response);
        else if (this.#isDraining && asksFor(request, "/sante")) answerStopping(request, response);
        else {
          this.#running++;
          response.once("close", () => this.#running--);
          this.#current.answer(request, response);
        }
      },
    );
    this.server.timeout = idleMilliseconds;
    this.server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) =>
      refuseEarly(request, response, EXPECTING),
    );
    this.server.on("clientError", refuseUnreadable);
  }

  get phase(): Phase {
    if (this.#isStopping) return "stopping";
    if (this.#isDraining) return "draining";
    return this.#current === null ? "starting" : "serving";
  }

  /** Requests that an app is answering, those of an app that goes included. */
  get runningCount(): number {
    return this.#running;
  }

  /** Says at `/sante` that it stops, so that those who share out requests turn to others; all else is answered. */
  drain(): void {
    this.#isDraining = true;
  }

  /**
   * Lets an app, or another one, answer from now on. Where the front stops, that app is closed in its turn.
   *
   * @returns settles when the one before has been closed, its last answer being out
   */
  async swap(app: FastifyInstance): Promise<void> {
    const next = new Generation(app);
    // It was long in the making: nobody would close it any more.
    if (this.#isStopping) {
      await this.#retire(next);
      return;
    }
    const before = this.#current;
    this.#current = next;
    if (before !== null) await this.#retire(before);
  }

  /**
   * Takes no more connections, answers what is under way, then stops. Settles when all apps have been closed, those included
   * whose place another had taken: what outlives them may be closed then. Safe to call twice.
   */
  async close(): Promise<void> {
    await (this.#stopped ??= this.#stop());
    await Promise.allSettled(this.#retiring);
  }

  async #retire(generation: Generation): Promise<void> {
    const retired = generation.retire();
    this.#retiring.add(retired);
    try {
      await retired;
    } finally {
      this.#retiring.delete(retired);
    }
  }

  async #stop(): Promise<void> {
    this.#isDraining = true;
    this.#isStopping = true;
    const { server } = this;
    this.#current?.endConnections();
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
    if (this.#current !== null) await this.#retire(this.#current);
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
