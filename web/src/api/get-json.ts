import { messages } from "../i18n/messages.ts";

/** An answer of the API that is not a success, or none at all. `message` is a sentence for the reader. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** 0 where no answer came. */
  readonly status: number;
  /** What kind of problem the API named, such as `point-sans-route`; null where it named none. */
  readonly problem: string | null;

  constructor(status: number, message: string, problem: string | null = null) {
    super(message);
    this.status = status;
    this.problem = problem;
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
  throw await errorOf(response);
}

/** The kind and the `detail` of an RFC 9457 answer, else the bare status. */
async function errorOf(response: Response): Promise<ApiError> {
  const isJson = (response.headers.get("content-type") ?? "").includes("json");
  const problem: unknown = isJson ? await response.json().catch(() => null) : null;
  const textOf = (name: string): string | null => {
    const value: unknown = Object.entries(problem ?? {}).find(([key]) => key === name)?.[1];
    return typeof value === "string" ? value : null;
  };
  const detail = textOf("detail") ?? textOf("title") ?? messages.trouble.status(response.status);
  return new ApiError(response.status, detail, textOf("type")?.split("/").at(-1) ?? null);
}
