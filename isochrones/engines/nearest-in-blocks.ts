import { hilbertOrder } from "../geo/hilbert.ts";
import { toMicrodegrees } from "../geo/distance.ts";
import { UNREACHED } from "../model/network.ts";
import { NO_STRUCTURE } from "../study.ts";
import type { CallOptions, NearestTimes, Places } from "./engine.ts";
import { EngineError } from "./engine-error.ts";
import { inParallel } from "./in-parallel.ts";
import { type NearestSource, nearestOfBlock } from "./nearest-search.ts";
import type { UnfinishedWork } from "./unfinished-work.ts";

/** How the cells of a question are gone through. */
export interface BlockPlan {
  readonly cells: Places;
  readonly structures: Places;
  readonly cellsPerBlock: number;
  /** Blocks in hand at once, at least 1. */
  readonly atOnce: number;
  /** Where finished blocks are kept, if anywhere. */
  readonly work: UnfinishedWork | null;
}

/**
 * Times of all cells to the nearest structure, block by block along a curve.
 *
 * @param sourceOf the engine as the search sees it; asked once a block, with the signal that ends it
 * @returns parallel to the cells; of several structures at the same time the first
 */
export async function nearestInBlocks(
  { cells, structures, cellsPerBlock, atOnce, work }: BlockPlan,
  sourceOf: (signal: AbortSignal) => NearestSource,
  { signal, onProgress }: CallOptions,
): Promise<NearestTimes> {
  const count = cells.lons.length;
  const times = noTimes(count);
  let done = 0;
  try {
    await inParallel(blocksOf(cells, cellsPerBlock), atOnce, signal, async (block, ending, index) => {
      let found = (await work?.read(index, block.length)) ?? null;
      if (found === null) {
        found = await nearestOfBlock(sourceOf(ending), cells, structures, block);
        await work?.write(index, found);
      }
      const { deciseconds, nearest } = found;
      block.forEach((cell, row) => {
        times.deciseconds[cell] = deciseconds[row];
        times.nearest[cell] = nearest[row];
      });
      done += block.length;
      onProgress?.(done, count);
    });
  } catch (error) {
    if (error instanceof EngineError && work !== null && done > 0) {
      error.message += `; ${done} of ${count} cells are kept in ${work.directory}, run again to go on`;
    }
    throw error;
  }
  await work?.clear();
  return times;
}

/** Times of cells of which none reaches anything. */
export function noTimes(count: number): NearestTimes {
  return {
    deciseconds: new Uint32Array(count).fill(UNREACHED),
    nearest: new Uint32Array(count).fill(NO_STRUCTURE),
  };
}

/** Some of a list of places, by their indices. */
export function pick({ lons, lats }: Places, indices: readonly number[]): Places {
  return { lons: indices.map((index) => lons[index]), lats: indices.map((index) => lats[index]) };
}

/** The bytes of what a question depends on, for the key of unfinished work. */
export function bytesOf(numbers: ArrayLike<number>): Uint8Array {
  return new Uint8Array(Float64Array.from(numbers).buffer);
}

/** Cells along a curve, so that those of a block lie together. */
function blocksOf({ lons, lats }: Places, cellsPerBlock: number): number[][] {
  const order = hilbertOrder(Int32Array.from(lons, toMicrodegrees), Int32Array.from(lats, toMicrodegrees));
  const blocks: number[][] = [];
  for (let first = 0; first < order.length; first += cellsPerBlock) {
    blocks.push([...order.subarray(first, first + cellsPerBlock)]);
  }
  return blocks;
}
