import { parentPort, workerData } from "node:worker_threads";

import { packError } from "./errors.ts";
import type { Note, Reply, Request, ThreadStart } from "./protocol.ts";
import { runHandler } from "./run-handler.ts";
import type { TaskModule } from "./task-module.ts";

/** Where each thread of a pool begins: loads the task module, then does what it is told, one task at a time. */
const { moduleUrl, shared, cancelled } = workerData as ThreadStart;
const { tasks } = (await import(moduleUrl)) as { tasks: TaskModule };

async function answer(request: Request): Promise<void> {
  const transfer: ArrayBuffer[] = [];
  const send = (reply: Reply): void => parentPort?.postMessage(reply, transfer);
  const tell = (note: Note): void => parentPort?.postMessage(note);
  try {
    const output = await runHandler(tasks, request, {
      shared,
      isCancelled: () => Atomics.load(cancelled, 0) !== 0,
      tell: (note) => tell({ note }),
      transfer: (...buffers) => void transfer.push(...buffers),
    });
    send({ ok: true, output });
  } catch (error) {
    // Output that cannot be cloned ends here too.
    transfer.length = 0;
    send({ ok: false, error: packError(error) });
  }
}

parentPort?.on("message", (request: Request) => void answer(request));
