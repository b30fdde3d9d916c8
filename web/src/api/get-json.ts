import type { Problem } from "../../../server/schemas/answers.ts";
import { language } from "../i18n/language.ts";
import { messages } from "../i18n/messages.ts";

/** An answer of the API that is not a success, or none at all. `message` is a sentence for the reader. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  /** 0 where no answer came. */
  readonly status: number;
  /** The server's own words; null where it had none. */
  readonly problem: Partial<Problem> | null;

  constructor(status: number, message: string, problem: Partial<Problem> | null = null) {
    super(message);
    this.status = status;
    this.problem = problem;
  }

  /** What kind of problem the API named, such as `point-sans-route`; null where it named none. */
  get kind(): string | null {
    return this.problem?.type?.split("/").at(-1) ?? null;
  }
}

/** The type of problem where a territory is not in the data. */
export const TERRITORY_UNKNOWN = "/problemes/territoire-inconnu";

/** After so long without an answer the reader is told that none came. The server itself gives up before. */
const PATIENCE_MS = 60_000;

/** What is asked of the API otherwise than by its address alone. */
export interface ApiRequest {
  readonly method?: "GET" | "POST" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

/** Asks the API. Throws `ApiError`, or the signal's reason when it was aborted. */
export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return requestJson(path, { signal });
}

/** The same with a body or another method. What has no body is answered by null. */
export async function requestJson<T>(
  path: string,
  { method = "GET", body, headers = {}, signal }: ApiRequest,
): Promise<T> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  const signals = signal === undefined ? [patience] : [signal, patience];
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: {
        accept: "application/json, application/geo+json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.any(signals),
    });
    if (response.ok) return (response.status === 204 ? null : await response.json()) as T;
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(0, patience.aborted ? messages.trouble.stalled : messages.trouble.unreachable);
  }
  const problem = await readProblem(response);
  // The server explains itself in French only.
  const said = language === "fr" ? (problem?.detail ?? problem?.title) : undefined;
  const detail = said ?? messages.trouble.status(response.status);
  throw new ApiError(response.status, detail, problem);
}

function isProblem(value: unknown): value is Partial<Problem> {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** An RFC 9457 answer; null where it is none. */
async function readProblem(answer: Response): Promise<Partial<Problem> | null> {
  try {
    const problem: unknown = JSON.parse(await answer.text());
    return isProblem(problem) ? problem : null;
  } catch {
    return null;
  }
}
