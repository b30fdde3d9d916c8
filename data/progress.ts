import { setImmediate } from "node:timers/promises";

/** Receives the progress of long work. The command line draws it; tests and servers ignore it. */
export interface Progress {
  /** A named stage begins (and the one before ends). */
  stage(name: string): void;
  /** How far the stage is, in a unit of its own. */
  advance(done: number, total: number, unit: string): void;
  /** Something worth a line of its own, in French, with its full stop. */
  note?(text: string): void;
}

export const SILENT: Progress = { stage() {}, advance() {} };

/**
 * Lets what waits be heard, a Ctrl-C above all, between two stages that compute without a pause; then throws when
 * the signal is aborted.
 */
export async function pauseBetweenStages(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  signal?.throwIfAborted();
}

/** Lets long work stop between two steps: throws when the signal is aborted. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  signal?.throwIfAborted();
}
