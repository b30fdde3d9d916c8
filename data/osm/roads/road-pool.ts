import { availableParallelism } from "node:os";

import { WorkerPool } from "../../../workers/pool.ts";
import { InputError } from "../../input-error.ts";
import { isOffered } from "../car-profile.ts";
import type { CarProfile } from "../profile.ts";
import { tasks } from "./road-tasks.ts";

/** Smaller files are read before threads have started and learned what is hot. */
const LEAST_BYTES_FOR_THREADS = 4e6;

export type RoadPool = WorkerPool<typeof tasks.handlers>;

/**
 * Threads to read roads.
 *
 * @param bytes of all files
 * @param threads 0: the caller's own thread. If not given: all that the machine has for files that are worth it. A
 * profile that is not one of `CAR_PROFILES` keeps to the caller's thread
 */
export function openRoadPool(profile: CarProfile, bytes: number, threads?: number): RoadPool {
  const isKnown = isOffered(profile);
  const wanted = threads ?? (bytes < LEAST_BYTES_FOR_THREADS ? 0 : availableParallelism());
  return new WorkerPool(tasks, {
    threads: isKnown ? wanted : 0,
    shared: { profile: isKnown ? profile.name : profile },
    errorClasses: [InputError],
  });
}
