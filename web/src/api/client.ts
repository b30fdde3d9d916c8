import type {
  BandCollection,
  DatasetSummary,
  DetailedReport,
  GapSummary,
  StructureCollection,
} from "./wire.ts";
import { selectionQuery } from "./query.ts";

/** An answer of the API that is not a success. `message` is a French sentence for the reader. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Which figure is asked for. */
export interface CoverageRequest {
  readonly minutes: number;
  readonly exclude: readonly string[];
}

/** What the server answers from. */
export async function fetchDataset(signal?: AbortSignal): Promise<DatasetSummary> {
  return getJson<DatasetSummary>("/api/v1/jeu", signal);
}

/** The figure of the whole dataset, with one row a commune. */
export async function fetchCoverage(request: CoverageRequest, signal?: AbortSignal): Promise<DetailedReport> {
  const query = selectionQuery(request, { territoire: "france", detail: "commune" });
  return getJson<DetailedReport>(`/api/v1/couverture${query}`, signal);
}

/** Uncovered areas, most people first. */
export async function fetchGaps(
  request: CoverageRequest,
  signal?: AbortSignal,
): Promise<readonly GapSummary[]> {
  const answer = await getJson<{ gaps: readonly GapSummary[] }>(
    `/api/v1/zones-blanches${selectionQuery(request)}`,
    signal,
  );
  return answer.gaps;
}

/** All structures of the dataset, counted or not. */
export async function fetchStructures(signal?: AbortSignal): Promise<StructureCollection> {
  return getJson<StructureCollection>("/api/v1/structures", signal);
}

/** Areas from which a structure is reached within each number of minutes. */
export async function fetchIsochrones(
  structureId: string,
  minutes: readonly number[],
  signal?: AbortSignal,
): Promise<BandCollection> {
  const path = `/api/v1/structures/${encodeURIComponent(structureId)}/isochrone`;
  return getJson<BandCollection>(`${path}?minutes=${minutes.join(",")}`, signal);
}

async function getJson<T>(path: string, signal: AbortSignal | undefined): Promise<T> {
  const response = await fetch(path, {
    headers: { accept: "application/json, application/geo+json" },
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw new ApiError(response.status, await problemDetail(response));
  return (await response.json()) as T;
}

/** The `detail` of an RFC 9457 answer, else the bare status. */
async function problemDetail(response: Response): Promise<string> {
  const fallback = `HTTP ${response.status}`;
  if (!(response.headers.get("content-type") ?? "").includes("json")) return fallback;
  const problem: unknown = await response.json().catch(() => null);
  if (typeof problem !== "object" || problem === null) return fallback;
  if ("detail" in problem && typeof problem.detail === "string") return problem.detail;
  if ("title" in problem && typeof problem.title === "string") return problem.title;
  return fallback;
}
