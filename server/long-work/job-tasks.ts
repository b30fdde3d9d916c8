import type { JobResult } from "../jobs/job.ts";
import type { SharedDataset } from "../questions/shared-dataset.ts";
import { drawIsochroneFile } from "../isochrone-files/isochrone-file-job.ts";
import { measureSensitivity } from "../sensitivity/sensitivity-job.ts";
import { plan } from "../siting/plan-task.ts";
import type { Task, TaskModule } from "../../workers/task-module.ts";
import type { JobKind } from "./job-kinds.ts";

/** The work of each kind of job, by its name. */
const handlers = {
  implantations: plan,
  sensibilites: measureSensitivity,
  isochrones: drawIsochroneFile,
} satisfies Record<JobKind, (input: Uint8Array, task: Task<SharedDataset>) => Promise<JobResult>>;

export const tasks = { url: import.meta.url, handlers } satisfies TaskModule;
