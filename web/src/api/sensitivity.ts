import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import type { SensitivitiesAnswer, SensitivityJob } from "../../../server/schemas/sensitivity-job-answers.ts";
import { followOwnJob } from "./jobs.ts";
import { fieldsOf } from "./query.ts";

/** The figure of a territory under all assumptions, as `followOwnJob` does. @param counted of `countedParameters` */
export async function measureSensitivity(
  territoire: TerritoryRef,
  counted: Readonly<Record<string, string>>,
  onProgress: (job: SensitivityJob) => void,
  signal: AbortSignal,
): Promise<SensitivitiesAnswer | null> {
  const question = { territoire, ...fieldsOf(counted) };
  const found = await followOwnJob<SensitivityJob>("/api/v1/sensibilites", question, onProgress, signal);
  return found?.result ?? null;
}
