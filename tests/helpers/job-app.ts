import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { expect, onTestFinished } from "vitest";

import type { Study } from "../../isochrones/study.ts";
import { buildApp, type AppOptions } from "../../server/app.ts";
import type { RunJob } from "../../server/jobs/jobs.ts";
import type { JobWorker } from "../../server/long-work/job-worker.ts";
import type { JobAnswer } from "../../server/schemas/job-answers.ts";

export interface JobApp {
  readonly app: FastifyInstance;
  readonly get: (url: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly post: (url: string, body: unknown) => Promise<LightMyRequestResponse>;
  readonly remove: (url: string) => Promise<LightMyRequestResponse>;
  /** Begins a job and waits for its end. */
  readonly ended: <Answer extends JobAnswer<unknown, unknown>>(url: string, body: unknown) => Promise<Answer>;
}

/** An app over a study, closed when the test ends, with what one does with jobs. */
export async function jobApp(study: Study, options: Partial<AppOptions> = {}): Promise<JobApp> {
  const app = await buildApp({ study, webRoot: null, ...options });
  onTestFinished(async () => app.close());
  const get: JobApp["get"] = async (url, headers = {}) => app.inject({ method: "GET", url, headers });
  const post: JobApp["post"] = async (url, body) =>
    app.inject({
      method: "POST",
      url,
      headers: { "content-type": "application/json" },
      payload: typeof body === "string" ? body : JSON.stringify(body),
    });
  const ended: JobApp["ended"] = async <Answer extends JobAnswer<unknown, unknown>>(
    url: string,
    body: unknown,
  ): Promise<Answer> => {
    const posted = await post(url, body);
    expect(posted.statusCode, posted.body).toBe(202);
    let job = posted.json<Answer>();
    expect(posted.headers.location).toBe(job.url);
    while (job.endedAt === null) job = (await get(`${job.url}?attendre=10`)).json<Answer>();
    return job;
  };
  return { app, get, post, ended, remove: async (url) => app.inject({ method: "DELETE", url }) };
}

/** A worker whose jobs go on until they are cancelled, telling the same progress. */
export function endlessWorker(...kinds: readonly string[]): JobWorker {
  const run: RunJob = async (_, { signal, onProgress }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason as Error));
      onProgress({ stage: "étape", done: 1, total: 3 });
    });
  return { run: Object.fromEntries(kinds.map((kind) => [kind, run])), close: async () => {} };
}
