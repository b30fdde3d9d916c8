import type { SitingReport } from "../../../isochrones/model/siting.ts";
import type { SitingJob } from "../../../server/schemas/siting-answers.ts";
import { ApiError, requestJson } from "./get-json.ts";

/** A question of siting, in the API's words. */
export type SitingQuestion = Readonly<Record<string, unknown>>;

/** Seconds for which the server may hold a question until something changes. */
const WAIT_SECONDS = 20;
const PATH = "/api/v1/implantations";

/**
 * Has sites computed, and follows it to its end. Equal questions are one computation. Throws `ApiError` where it fails;
 * `signal` stops following it, and leaves it running for others.
 *
 * @param onProgress hears of each change, the first one included
 * @returns null where it was cancelled
 */
export async function planSites(
  question: SitingQuestion,
  onProgress: (job: SitingJob) => void,
  signal: AbortSignal,
): Promise<SitingReport | null> {
  let job = await requestJson<SitingJob>(PATH, { method: "POST", body: question, signal });
  for (;;) {
    onProgress(job);
    if (job.state === "terminee" && job.result !== null) return job.result;
    if (job.state === "annulee") return null;
    if (job.state === "echouee") throw new ApiError(0, job.problem?.detail ?? job.state, job.problem);
    job = await requestJson<SitingJob>(`${PATH}/${job.id}?attendre=${WAIT_SECONDS}`, { signal });
  }
}

/** Gives a computation up, for all who follow it. */
export async function cancelSites(id: string): Promise<void> {
  await requestJson(`${PATH}/${id}`, { method: "DELETE" });
}
