import { RequestError } from "../../isochrones/errors.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { WorkerPool } from "../../workers/pool.ts";
import type { JobProgress } from "../jobs/job.ts";
import type { RunJob } from "../jobs/jobs.ts";
import { shareDataset } from "../questions/shared-dataset.ts";
import type { JobKind } from "./job-kinds.ts";
import { tasks } from "./job-tasks.ts";

/** Does the work of jobs about one dataset, one at a time. */
export interface JobWorker {
  /** By kind. */
  readonly run: Readonly<Record<string, RunJob>>;
  close(): Promise<void>;
}

export interface JobWorkerOptions {
  /** 1 if not given; 0 computes in the caller's own thread, which waits: for tests. */
  readonly threads?: 0 | 1;
  /** Hears of each thread that died. */
  readonly onDeath?: (cause: Error, task: string | null) => void;
}

/**
 * A thread for all kinds of jobs, begun when there is one: neither figures nor searches wait for it, and what it has found out
 * about the dataset for one serves the next.
 */
export function openJobWorker(dataset: Dataset, { threads = 1, onDeath }: JobWorkerOptions = {}): JobWorker {
  const pool = new WorkerPool(tasks, {
    shared: shareDataset(dataset),
    threads,
    errorClasses: [RequestError],
    ...(onDeath === undefined ? {} : { onDeath }),
  });
  const runner =
    (kind: JobKind): RunJob =>
    async (input, { signal, onProgress }) =>
      pool.run(kind, input, { signal, onNote: (note) => onProgress(note as JobProgress) });
  return {
    run: {
      implantations: runner("implantations"),
      sensibilites: runner("sensibilites"),
      isochrones: runner("isochrones"),
    } satisfies Record<JobKind, RunJob>,
    close: async () => pool.close(),
  };
}
