import type { FastifyInstance } from "fastify";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

import { InputError } from "../data/input-error.ts";
import { buildApp } from "./app.ts";
import type { AppOptions } from "./app.ts";
import { Front, type Phase } from "./front.ts";
import { ServerMetrics } from "./metrics/server-metrics.ts";

export interface SocketOptions {
  /** Address to listen on; by default the machine itself alone. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Aborting it closes the server; the caller decides which signals do. */
  readonly signal?: AbortSignal;
  /** Counts what is answered, whatever app does. */
  readonly metrics?: ServerMetrics;
  /**
   * Once the signal is aborted, for so long `/sante` says that the server stops while all else is answered as before, so that
   * those who share out requests among several servers turn to the others; 0 if not given.
   */
  readonly drainMilliseconds?: number;
}

export interface ServerOptions extends AppOptions, SocketOptions {
  readonly metrics?: ServerMetrics;
}

/** A server that listens and says that it starts, until it is given what to serve. */
export interface OpenServer {
  /** Where it listens, with the port that it got. */
  readonly url: string;
  readonly phase: Phase;
  /** Answers from now on. Rejects with the signal's reason when that has been aborted meanwhile. To be called once. */
  serve(options: AppOptions): Promise<RunningServer>;
  /** Answers what is under way, then stops. Safe to call twice. */
  close(): Promise<void>;
}

export interface Swapped {
  /** Settles when the old app has been closed. */
  readonly retired: Promise<void>;
}

export interface RunningServer {
  /** Where it answers, with the port that it got. */
  readonly url: string;
  readonly phase: Phase;
  /**
   * Puts another app in the place of the one that answers, by one atomic step: what is under way is answered to its end by
   * the old one. Settles when the new one answers.
   */
  swap(options: AppOptions): Promise<Swapped>;
  /** Answers what is under way, then stops. Safe to call twice. */
  close(): Promise<void>;
  /** Settles when the server has stopped, for whatever reason. */
  readonly closed: Promise<void>;
}

const LISTEN_TROUBLE: Readonly<Record<string, { code: string; what: string }>> = {
  EADDRINUSE: {
    code: "server.port.taken",
    what: "another program listens there, expected a free port (choose one with --port)",
  },
  EACCES: {
    code: "server.port.forbidden",
    what: "this user may not listen there, expected a port from 1024 to 65535",
  },
  EADDRNOTAVAIL: { code: "server.host.unknown", what: "this machine has no such address" },
  ENOTFOUND: { code: "server.host.unknown", what: "no machine has that name" },
};

/**
 * Starts the server and returns once it answers. Throws `InputError` when it cannot listen there, and the
 * signal's reason when that is aborted already.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { metrics = new ServerMetrics(), ...rest } = options;
  rest.signal?.throwIfAborted();
  const app = await readyApp({ ...rest, metrics });
  return running(await listening({ ...rest, metrics }, app), metrics);
}

/**
 * Listens at once, for an app that takes long to be made: those who wait for it are told so (503), a port that is taken
 * shows before the work and not after it. Throws as `startServer`.
 */
export async function openServer(options: SocketOptions): Promise<OpenServer> {
  const { signal, metrics = new ServerMetrics() } = options;
  signal?.throwIfAborted();
  const socket = await listening({ ...options, metrics }, null);
  const serve = async (appOptions: AppOptions): Promise<RunningServer> => {
    signal?.throwIfAborted();
    const app = await readyApp({ metrics, ...appOptions });
    if (signal?.aborted === true) {
      await app.close();
      signal.throwIfAborted();
    }
    await socket.front.swap(app);
    return running(socket, metrics);
  };
  return {
    url: socket.url,
    get phase() {
      return socket.front.phase;
    },
    serve,
    close: socket.close,
  };
}

interface Socket {
  readonly front: Front;
  readonly url: string;
  readonly close: () => Promise<void>;
  readonly closed: Promise<void>;
}

/** Has the front listen and stop in time. */
async function listening(
  { host = "127.0.0.1", port, signal, metrics, drainMilliseconds = 0 }: SocketOptions,
  app: FastifyInstance | null,
): Promise<Socket> {
  const front = new Front(app);
  let ended = (): void => {};
  const closed = new Promise<void>((resolve) => (ended = resolve));
  const close = async (): Promise<void> => {
    try {
      await front.close();
    } finally {
      metrics?.stop();
      ended();
    }
  };
  const closeOnAbort = async (): Promise<void> => {
    if (drainMilliseconds > 0 && front.phase === "serving") {
      front.drain();
      await Promise.race([wait(drainMilliseconds), closed]);
    }
    await close();
  };
  const url = await listen(front, host, port);
  metrics?.start();
  metrics?.watchRunning(() => front.runningCount);
  if (signal?.aborted) await close();
  // Who waits for `closed` closes once more, and hears there what went wrong.
  const hear = (): void => void closeOnAbort().catch(() => {});
  signal?.addEventListener("abort", hear, { once: true });
  void closed.then(() => signal?.removeEventListener("abort", hear));
  return { front, url, close, closed };
}

function running({ front, url, close, closed }: Socket, metrics: ServerMetrics): RunningServer {
  const swap = async (next: AppOptions): Promise<Swapped> => {
    const app = await readyApp({ metrics, ...next });
    return { retired: front.swap(app) };
  };
  return {
    url,
    get phase() {
      return front.phase;
    },
    swap,
    close,
    closed,
  };
}

async function readyApp(options: AppOptions): Promise<FastifyInstance> {
  const app = await buildApp(options);
  await app.ready();
  return app;
}

async function listen(front: Front, host: string, port: number): Promise<string> {
  const { server } = front;
  try {
    server.listen({ host, port });
    await once(server, "listening");
  } catch (error) {
    await front.close();
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const trouble = LISTEN_TROUBLE[code];
    if (trouble === undefined) throw error;
    throw new InputError(trouble.code, `${host}:${port}`, trouble.what, { cause: error });
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error(`listens on ${address}`);
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${name}:${address.port}`;
}
