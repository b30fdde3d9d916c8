import { setTimeout as wait } from "node:timers/promises";

import type { Problem } from "../schemas/answers.ts";
import type { JobEnding } from "./job.ts";
import type { JobAttempt, JobStore } from "./job-store.ts";

/** A store that cannot be reached is tried again after so long. */
const AGAIN_MILLISECONDS = 500;
/** In a row, of a store that answers otherwise: it is this result that it does not take. */
const MOST_REFUSALS = 5;

export interface KeepEndingOptions {
  /** Others do the job again then. */
  readonly isClosed: () => boolean;
  /** What clients are told of an error. */
  readonly describe: (error: unknown) => Problem;
  readonly againMilliseconds?: number;
}

/**
 * Keeps how an attempt at a job has ended, as soon as the store can be reached. A result that the store refuses while it answers
 * all else makes the job a failed one: those behind it do not wait for ever. Throws what a store throws that is not durable.
 */
export async function keepEnding(
  store: JobStore,
  taken: JobAttempt,
  ending: JobEnding,
  { isClosed, describe, againMilliseconds = AGAIN_MILLISECONDS }: KeepEndingOptions,
): Promise<void> {
  let kept = ending;
  let refusals = 0;
  for (;;) {
    try {
      await store.end(taken.id, kept, taken.attempt);
      return;
    } catch (error) {
      if (!store.isDurable) throw error;
      if (isClosed()) return;
      refusals = (await doesAnswer(store, taken)) ? refusals + 1 : 0;
      if (refusals === MOST_REFUSALS) {
        kept = { ...ending, state: "echouee", problem: describe(error), result: null };
      }
    }
    await wait(againMilliseconds);
  }
}

async function doesAnswer(store: JobStore, taken: JobAttempt): Promise<boolean> {
  try {
    await store.isOwn(taken);
    return true;
  } catch {
    return false;
  }
}
