import { setImmediate } from "node:timers/promises";

/** Lets what waits be heard, a Ctrl-C above all, then throws when the signal is aborted. */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}
