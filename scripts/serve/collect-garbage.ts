import { setTimeout as wait } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What is about to let go of something has done so by then. */
const SOON_MILLISECONDS = 1_000;

/**
 * Frees in a moment what nobody holds any more: a dataset that has been replaced or was read for nothing, gigabytes for a country. V8 by itself waits
 * until its heap has grown by half, which a server that answers from shared memory does not do for dozens of datasets. Holds the
 * thread for 50 to 100 ms.
 */
export async function collectSoon(): Promise<void> {
  await wait(SOON_MILLISECONDS, undefined, { ref: false });
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
}
