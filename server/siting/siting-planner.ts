import { RequestError } from "../../isochrones/errors.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { WorkerPool } from "../../workers/pool.ts";
import type { JobProgress } from "../jobs/job.ts";
import type { RunJob } from "../jobs/jobs.ts";
import { shareDataset } from "../questions/shared-dataset.ts";
import { tasks } from "./plan-task.ts";

/** Computes questions of siting about one dataset, one at a time. */
export interface SitingPlanner {
  readonly run: RunJob;
  close(): Promise<void>;
}

export interface PlannerOptions {
  /** 1 if not given; 0 computes in the caller's own thread, which waits: for tests. */
  readonly threads?: 0 | 1;
  /** Hears of each thread that died. */
  readonly onDeath?: (cause: Error, task: string | null) => void;
}

/** A planner with a thread of its own, begun when there is something to plan: neither figures nor searches wait for it. */
export function sitingPlanner(
  dataset: Dataset,
  { threads = 1, onDeath }: PlannerOptions = {},
): SitingPlanner {
  const pool = new WorkerPool(tasks, {
    shared: shareDataset(dataset),
    threads,
    errorClasses: [RequestError],
    ...(onDeath === undefined ? {} : { onDeath }),
  });
  return {
    run: async (input, { signal, onProgress }) =>
      pool.run("plan", input, { signal, onNote: (note) => onProgress(note as JobProgress) }),
    close: async () => pool.close(),
  };
}
