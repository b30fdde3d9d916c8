import type { FastifyInstance } from "fastify";
import { once } from "node:events";

import { InputError } from "../data/input-error.ts";
import { buildApp } from "./app.ts";
import type { AppOptions } from "./app.ts";
import { Front } from "./front.ts";
import { ServerMetrics } from "./metrics/server-metrics.ts";

export interface ServerOptions extends AppOptions {
  /** Address to listen on; by default the machine itself alone. */
  readonly host?: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Aborting it closes the server; the caller decides which signals do. */
  readonly signal?: AbortSignal;
}

export interface Swapped {
  /** Settles when the old app has been closed. */
  readonly retired: Promise<void>;
}

export interface RunningServer {
  /** Where it answers, with the port that it got. */
  readonly url: string;
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
  const { host = "127.0.0.1", port, signal, metrics = new ServerMetrics(), ...appOptions } = options;
  signal?.throwIfAborted();
  const front = new Front(await readyApp({ metrics, ...appOptions }));
  let ended = (): void => {};
  const closed = new Promise<void>((resolve) => (ended = resolve));
  const close = async (): Promise<void> => {
    await front.close();
    metrics.stop();
    ended();
  };
  const closeOnAbort = (): void => void close();
  const url = await listen(front, host, port);
  metrics.start();
  if (signal?.aborted) await close();
  signal?.addEventListener("abort", closeOnAbort, { once: true });
  void closed.then(() => signal?.removeEventListener("abort", closeOnAbort));
  const swap = async (next: AppOptions): Promise<Swapped> => {
    const app = await readyApp({ metrics, ...next });
    return { retired: front.swap(app) };
  };
  return { url, swap, close, closed };
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
