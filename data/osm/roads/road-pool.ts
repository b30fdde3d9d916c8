import { availableParallelism } from "node:os";

import { MICRODEGREES } from "../../../isochrones/geo/distance.ts";
import { WorkerPool } from "../../../workers/pool.ts";
import { InputError } from "../../input-error.ts";
import { isOffered } from "../car-profile.ts";
import type { PbfFile } from "../pbf/pbf-reader.ts";
import type { CarProfile } from "../profile.ts";
import type { Box } from "./block-places.ts";
import type { RankSteps } from "./rank-ids.ts";
import { tasks } from "./road-tasks.ts";

/** Smaller files are read before threads have started and learned what is hot. */
const LEAST_BYTES_FOR_THREADS = 8e6;

export type RoadPool = WorkerPool<typeof tasks.handlers>;

/**
 * Threads to read roads.
 *
 * @param threads 0: the caller's own thread. If not given: all that the machine has for files that are worth it. A
 * profile that is not one of `CAR_PROFILES` keeps to the caller's thread
 */
export function openRoadPool(files: readonly PbfFile[], profile: CarProfile, threads?: number): RoadPool {
  const isKnown = isOffered(profile);
  const bytes = files.reduce((sum, { byteLength }) => sum + byteLength, 0);
  const wanted = threads ?? (bytes < LEAST_BYTES_FOR_THREADS ? 0 : availableParallelism());
  return new WorkerPool(tasks, {
    threads: isKnown ? wanted : 0,
    shared: { profile: isKnown ? profile.name : profile, boxes: boxesOf(files) },
    errorClasses: [InputError],
  });
}

/**
 * Extracts keep ways whole: nodes outside the box that every file declares are where the roads beyond are missing.
 * Without a declared box nothing is known.
 */
function boxesOf(files: readonly PbfFile[]): Box[] | null {
  const boxes: Box[] = [];
  for (const { header } of files) {
    if (header.bbox === null) return null;
    const [west, south, east, north] = header.bbox;
    boxes.push([west * MICRODEGREES, south * MICRODEGREES, east * MICRODEGREES, north * MICRODEGREES]);
  }
  return boxes;
}

/** The steps of `rankIds` in these threads. */
export function rankSteps(pool: RoadPool, signal: AbortSignal | undefined): RankSteps {
  return {
    tally: async (input) => pool.run("tally", input, { signal }),
    distribute: async (input) => pool.run("distribute", input, { signal }),
    sortBucket: async (input) => pool.run("sortBucket", input, { signal }),
    rankBucket: async (input) => pool.run("rankBucket", input, { signal }),
  };
}
