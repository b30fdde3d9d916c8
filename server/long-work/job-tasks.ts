import type { JobResult } from "../jobs/job.ts";
import type { SharedDataset } from "../questions/shared-dataset.ts";
import { plan } from "../siting/plan-task.ts";
import type { Task, TaskModule } from "../../workers/task-module.ts";
import type { JobKind } from "./job-kinds.ts";

/** The work of each kind of job, by its name. */
const handlers = { implantations: plan } satisfies Record<
  JobKind,
  (input: Uint8Array, task: Task<SharedDataset>) => Promise<JobResult>
>;

export const tasks = { url: import.meta.url, handlers } satisfies TaskModule;
