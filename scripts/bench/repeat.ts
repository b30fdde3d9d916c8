import { median } from "./statistics.ts";

/** A round lasts about that long, so that what takes milliseconds is not measured by one chance. */
const ROUND_MILLISECONDS = 500;
const MOST_REPEATS = 1000;

/**
 * Repeats short work for half a second, at most a thousand times.
 *
 * @param once does the work and returns its milliseconds: what has to be set up anew each time does not count
 * @returns their median
 */
export async function repeatInRound(once: () => Promise<number> | number): Promise<number> {
  const times: number[] = [];
  const startedAt = performance.now();
  do times.push(await once());
  while (performance.now() - startedAt < ROUND_MILLISECONDS && times.length < MOST_REPEATS);
  return median(times);
}

/** Milliseconds that some work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
