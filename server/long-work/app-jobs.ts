import type { FastifyInstance } from "fastify";

import type { Study } from "../../isochrones/study.ts";
import type { JobStore } from "../jobs/job-store.ts";
import { Jobs } from "../jobs/jobs.ts";
import { notReady, problemOf } from "../problems.ts";
import { JOB_LIMITS } from "./job-kinds.ts";
import type { JobWorker } from "./job-worker.ts";

export interface AppJobsOptions {
  readonly study: Study;
  readonly worker: JobWorker;
  readonly store: JobStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Raised with each kind, question or input that a replica of the version before would misunderstand: it takes none of them then. */
const JOB_FORMAT = 1;

/** The jobs of an app: they end before it closes. What is ours to mend is in its log. */
export function appJobs(app: FastifyInstance, { study, worker, store, now }: AppJobsOptions): Jobs {
  const jobs = new Jobs({
    store,
    scope: `${study.dataset.id}-${JOB_FORMAT}`,
    run: worker.run,
    limitMilliseconds: JOB_LIMITS,
    now,
    describe: (error) => {
      const problem = problemOf(error instanceof Error ? error : new Error(String(error)), null);
      if (problem.status >= 500) app.log.error({ event: "job_failed", err: error }, "job failed");
      return problem;
    },
    closing: notReady(
      "Le serveur s’est arrêté ou a changé de jeu de données avant la fin. Refaites la demande.",
    ),
  });
  app.decorate("endWaits", () => jobs.endWaits());
  app.addHook("preClose", async () => jobs.close());
  return jobs;
}
