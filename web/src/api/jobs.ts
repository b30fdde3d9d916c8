import type { JobAnswer } from "../../../server/schemas/job-answers.ts";
import { ApiError, requestJson } from "./get-json.ts";

/** Seconds for which the server may hold a question until something changes. */
const WAIT_SECONDS = 20;
/** Names this page among those who ask: what another gives up is not lost to it. */
const ASKER = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join("-");

/**
 * Has something long computed, and follows it to its end. Equal questions are one computation. Throws `ApiError` where it
 * fails; `signal` stops following it, and leaves it running for others.
 *
 * @param path of the kind of job
 * @param onProgress hears of each change, the first one included
 * @returns null where it was cancelled
 */
export async function followJob<Job extends JobAnswer<unknown, unknown>>(
  path: string,
  question: Readonly<Record<string, unknown>>,
  onProgress: (job: Job) => void,
  signal: AbortSignal,
): Promise<NonNullable<Job["result"]> | null> {
  return followBegun(path, await beginJob<Job>(path, question, signal), onProgress, signal);
}

/** Gives a computation up; it goes on where others have asked for it. */
export async function giveUpJob(path: string, id: string): Promise<void> {
  await requestJson(`${path}/${id}?demandeur=${ASKER}`, { method: "DELETE" });
}

/** The same for a question that the page asks for itself alone: when the signal is aborted it is given up, too. */
export async function followOwnJob<Job extends JobAnswer<unknown, unknown>>(
  path: string,
  question: Readonly<Record<string, unknown>>,
  onProgress: (job: Job) => void,
  signal: AbortSignal,
): Promise<{ readonly id: string; readonly result: NonNullable<Job["result"]> } | null> {
  signal.throwIfAborted();
  // Not stopped by the signal: what the server has got by then could not be given up, for want of its id.
  const begun = await beginJob<Job>(path, question);
  try {
    signal.throwIfAborted();
    const result = await followBegun(path, begun, onProgress, signal);
    return result === null ? null : { id: begun.id, result };
  } catch (error) {
    // Where that does not arrive it is computed for nobody, which harms nobody.
    if (signal.aborted) giveUpJob(path, begun.id).catch(() => {});
    throw error;
  }
}

async function beginJob<Job>(
  path: string,
  question: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Job> {
  return requestJson<Job>(`${path}?demandeur=${ASKER}`, { method: "POST", body: question, signal });
}

async function followBegun<Job extends JobAnswer<unknown, unknown>>(
  path: string,
  begun: Job,
  onProgress: (job: Job) => void,
  signal: AbortSignal,
): Promise<NonNullable<Job["result"]> | null> {
  let job = begun;
  for (;;) {
    onProgress(job);
    const { state, result, problem } = job;
    if (state === "terminee" && result !== null) return result as NonNullable<Job["result"]>;
    if (state === "annulee") return null;
    if (state === "echouee") throw new ApiError(0, problem?.detail ?? state, problem);
    job = await requestJson<Job>(`${path}/${job.id}?attendre=${WAIT_SECONDS}`, { signal });
  }
}
