import type { TerritoryKind, TerritoryRef } from "../../../isochrones/model/territory.ts";
import type {
  CoverageAnswer,
  DatasetAnswer,
  GapsAnswer,
  IsochronesAnswer,
  OneStructureAnswer,
  StructuresAnswer,
} from "../../../server/schemas/answers.ts";
import type {
  AssumptionsAnswer,
  CurvesAnswer,
  SensitivityAnswer,
} from "../../../server/schemas/figure-answers.ts";
import type { TerritoryAnswer } from "../../../server/schemas/answers.ts";
import { getJson } from "./get-json.ts";
import { queryOf } from "./query.ts";

/** Parameters of `countedParameters`: which structures count. */
type Parameters = Readonly<Record<string, string>>;

/** What the server answers from. */
export async function fetchDataset(signal?: AbortSignal): Promise<DatasetAnswer> {
  return getJson("/api/v1/jeu", signal);
}

/** A territory with where it lies, what it is part of and what is in it. */
export async function fetchTerritory(ref: TerritoryRef, signal?: AbortSignal): Promise<TerritoryAnswer> {
  return getJson(`/api/v1/territoires/${encodeURIComponent(ref).replaceAll("%3A", ":")}`, signal);
}

/** The figure of a territory, and of another beside it. */
export async function fetchCoverage(
  territoire: TerritoryRef,
  comparer: TerritoryRef | null,
  counted: Parameters,
  signal?: AbortSignal,
): Promise<CoverageAnswer> {
  return getJson(`/api/v1/couverture${queryOf({ territoire, comparer, ...counted })}`, signal);
}

/** Uncovered areas, those of the most people first, without their outlines: the map has these from tiles. */
export async function fetchGaps(
  territoire: TerritoryRef,
  minutes: number,
  counted: Parameters,
  signal?: AbortSignal,
): Promise<GapsAnswer> {
  const query = queryOf({ territoire, minutes, ...counted, limite: GAPS_LISTED, contours: false });
  return getJson(`/api/v1/zones-blanches${query}`, signal);
}

/** People by minute of each territory of a kind inside another. */
export async function fetchCurves(
  territoire: TerritoryRef,
  genre: TerritoryKind,
  counted: Parameters,
  signal?: AbortSignal,
): Promise<CurvesAnswer> {
  return getJson(`/api/v1/courbes${queryOf({ territoire, genre, ...counted })}`, signal);
}

/** The assumptions that the figure of a territory can be tried with. */
export async function fetchAssumptions(
  territoire: TerritoryRef,
  counted: Parameters,
  signal?: AbortSignal,
): Promise<AssumptionsAnswer> {
  return getJson(`/api/v1/sensibilite${queryOf({ territoire, ...counted })}`, signal);
}

/** The figure of a territory under one of them. */
export async function fetchSensitivity(
  territoire: TerritoryRef,
  hypothese: string,
  counted: Parameters,
  signal?: AbortSignal,
): Promise<SensitivityAnswer> {
  return getJson(`/api/v1/sensibilite${queryOf({ territoire, hypothese, ...counted })}`, signal);
}

/** The structures counted that stand in a territory. */
export async function fetchStructures(
  territoire: TerritoryRef,
  counted: Parameters,
  signal?: AbortSignal,
): Promise<StructuresAnswer> {
  return getJson(`/api/v1/structures${queryOf({ territoire, ...counted })}`, signal);
}

/** One structure, and whether it is open at this minute. */
export async function fetchStructure(id: string, signal?: AbortSignal): Promise<OneStructureAnswer> {
  return getJson(`/api/v1/structures/${encodeURIComponent(id)}`, signal);
}

/** Areas from which a structure is reached within each number of minutes. */
export async function fetchIsochrones(
  structureId: string,
  minutes: readonly number[],
  signal?: AbortSignal,
): Promise<IsochronesAnswer> {
  const path = `/api/v1/structures/${encodeURIComponent(structureId)}/isochrone`;
  return getJson(`${path}${queryOf({ minutes: minutes.join(",") })}`, signal);
}

/** Gaps that lists hold; files that are downloaded hold all. */
const GAPS_LISTED = 300;
