import type { Asker } from "../../server/questions/questions.ts";
import { closeServed, type Served } from "./served.ts";

/**
 * What the first visitor would else wait for: the times of all cells, and what tiles are drawn from. Where the server ends
 * meanwhile, or has before, the threads are ended and nothing is prepared.
 */
export async function prepareMap({ asker, tiles, signal }: Served): Promise<void> {
  const stop = (): void => void closeServed({ asker, tiles });
  if (signal.aborted) return stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    const isochrones = asker.ask("prepareIsochroneTiles", undefined);
    await Promise.all([tiles.prepare(), prepareTimes(asker), isochrones]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function prepareTimes(asker: Asker): Promise<void> {
  await asker.ask("prepareCellTiles", undefined);
  await asker.ask("prepareGapTiles", undefined);
}

/** Asks what takes long the first time, so that no client waits for it; without the table, searches answer. */
export async function prepareNear({ near, asker, signal, journal }: Served): Promise<void> {
  const tellMissing = (reason: string): void => {
    const what = `no table of what is near could be made, it is searched for${reason}`;
    journal.tell("warn", "near_table_missing", what);
  };
  try {
    await asker.ask("knownQuestion", undefined);
    const isMade = await near.prepare({ signal });
    if (!isMade) tellMissing("");
  } catch (error) {
    if (!signal.aborted) tellMissing(`: ${error instanceof Error ? error.message : String(error)}`);
  }
}
