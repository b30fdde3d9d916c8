import type { SitingReport } from "../../../isochrones/model/siting.ts";
import type { SitingJob } from "../../../server/schemas/siting-answers.ts";
import { followJob, giveUpJob } from "./jobs.ts";

/** A question of siting, in the API's words. */
export type SitingQuestion = Readonly<Record<string, unknown>>;

const PATH = "/api/v1/implantations";

/** Has sites computed, as `followJob` does. */
export async function planSites(
  question: SitingQuestion,
  onProgress: (job: SitingJob) => void,
  signal: AbortSignal,
): Promise<SitingReport | null> {
  return followJob<SitingJob>(PATH, question, onProgress, signal);
}

/** Gives a computation up, for this page. */
export async function cancelSites(id: string): Promise<void> {
  return giveUpJob(PATH, id);
}
