import { messages } from "../i18n/messages.ts";

/** An answer of the API that is not a success, or none at all. `message` is a sentence for the reader. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** 0 where no answer came. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** After so long without an answer the reader is told that none came. The server itself gives up before. */
const PATIENCE_MS = 60_000;

/** Asks the API. Throws `ApiError`, or the signal's reason when it was aborted. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signals = signal === undefined ? [patience] : [signal, patience];
  let response: Response;
  try {
    response = await fetch(path, {
      headers: { accept: "application/json, application/geo+json" },
      signal: AbortSignal.any(signals),
    });
    if (response.ok) return (await response.json()) as T;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(0, patience.aborted ? messages.trouble.stalled : messages.trouble.unreachable);
  }
  throw new ApiError(response.status, await problemDetail(response));
}

/** The `detail` of an RFC 9457 answer, else the bare status. */
async function problemDetail(response: Response): Promise<string> {
  const fallback = messages.trouble.status(response.status);
  if (!(response.headers.get("content-type") ?? "").includes("json")) return fallback;
  const problem: unknown = await response.json().catch(() => null);
  if (typeof problem !== "object" || problem === null) return fallback;
  if ("detail" in problem && typeof problem.detail === "string") return problem.detail;
  if ("title" in problem && typeof problem.title === "string") return problem.title;
  return fallback;
}
