import type { ResourceLimits } from "node:worker_threads";
import { Worker } from "node:worker_threads";

import { compiledUrl } from "./compiled-url.ts";
import { type ErrorClass, unpackError } from "./errors.ts";
import type { Note, Reply, Request, ThreadStart } from "./protocol.ts";
import { runHandler } from "./run-handler.ts";
import type { TaskModule } from "./task-module.ts";

/** How a task came out. */
export type Outcome =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: unknown };

/** What a thread tells its pool. After `died` it says nothing more. */
export interface ThreadEvents {
  done(outcome: Outcome): void;
  /** How far the task is that it has. */
  told(note: unknown): void;
  died(cause: Error): void;
}

/** Something that does tasks, one at a time. */
export interface Thread {
  /** @throws DataCloneError where the input cannot be cloned; then the thread is still free */
  give(request: Request, transfer: readonly ArrayBuffer[]): void;
  /** Tells the task that runs that nobody waits for it any more. */
  cancel(): void;
  /** Ends the thread in the middle of whatever it does; it tells nothing more. */
  terminate(): Promise<void>;
}

const ENTRY = compiledUrl(import.meta.url.replace(/thread(?=\.[jt]s$)/u, "thread-entry"));

/** Options of threads that are threads. */
export interface ThreadOptions {
  readonly shared: unknown;
  readonly errorClasses: readonly ErrorClass[];
  readonly resourceLimits: ResourceLimits;
}

/** A thread of Node's. It keeps the process alive while it has a task, and only then. */
export function startThread({ url }: TaskModule, options: ThreadOptions, events: ThreadEvents): Thread {
  const cancelled = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: ThreadStart = { moduleUrl: compiledUrl(url).href, shared: options.shared, cancelled };
  const worker = new Worker(ENTRY, { workerData, resourceLimits: options.resourceLimits });
  let crash: Error | null = null;
  let isTerminated = false;
  const done = (outcome: Outcome): void => {
    // To let go of a thread that is being terminated could end the process before who waits for that has heard of it.
    if (isTerminated) return;
    worker.unref();
    events.done(outcome);
  };
  worker.unref();
  worker.on("message", (reply: Reply | Note) => {
    if ("note" in reply) events.told(reply.note);
    else done(reply.ok ? reply : { ok: false, error: unpackError(reply.error, options.errorClasses) });
  });
  worker.on("messageerror", (error) => done({ ok: false, error }));
  worker.on("error", (error) => {
    crash = error instanceof Error ? error : new Error(String(error));
  });
  worker.on("exit", (code) => {
    if (!isTerminated) events.died(crash ?? new Error(`it exited with code ${code}`));
  });
  return {
    give(request, transfer) {
      Atomics.store(cancelled, 0, 0);
      worker.postMessage(request, transfer);
      worker.ref();
    },
    cancel() {
      Atomics.store(cancelled, 0, 1);
    },
    async terminate() {
      isTerminated = true;
      await worker.terminate();
    },
  };
}

/**
 * The caller's own thread in the place of others: for work too small to be worth a thread. Other events of the
 * process are heard between two tasks. It cannot be terminated.
 */
export function useOwnThread(module: TaskModule, shared: unknown, events: ThreadEvents): Thread {
  let isCancelled = false;
  let isTerminated = false;
  const run = async (request: Request): Promise<Outcome> => {
    try {
      const tell = (note: unknown): void => {
        if (!isTerminated) events.told(note);
      };
      const task = { shared, isCancelled: () => isCancelled, tell, transfer: () => {} };
      return { ok: true, output: await runHandler(module, request, task) };
    } catch (error) {
      return { ok: false, error };
    }
  };
  return {
    give(request) {
      isCancelled = false;
      setImmediate(() => {
        void run(request).then((outcome) => {
          if (!isTerminated) events.done(outcome);
        });
      });
    },
    cancel() {
      isCancelled = true;
    },
    async terminate() {
      isTerminated = true;
      isCancelled = true;
    },
  };
}
