import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import type { GapsAnswer, TerritoriesAnswer } from "../../../server/schemas/answers.ts";
import type { DatesAnswer } from "../../../server/schemas/figure-answers.ts";
import { getJson } from "./get-json.ts";
import { queryOf } from "./query.ts";

type Parameters = Readonly<Record<string, string>>;

/** Territories by name, INSEE code or postcode, the best first. */
export async function searchTerritories(q: string, signal?: AbortSignal): Promise<TerritoriesAnswer> {
  return getJson(`/api/v1/territoires${queryOf({ q, limite: 8 })}`, signal);
}

/** How many uncovered areas there are and who lives there, with the largest one alone. */
export async function fetchGapTotals(
  territoire: TerritoryRef,
  minutes: number,
  counted: Parameters,
  signal?: AbortSignal,
): Promise<GapsAnswer> {
  const query = queryOf({ territoire, minutes, ...counted, limite: 1, contours: false });
  return getJson(`/api/v1/zones-blanches${query}`, signal);
}

/** When structures were labelled. @param exclure kinds left out, in the API's words; empty for none */
export async function fetchDates(exclure: string, signal?: AbortSignal): Promise<DatesAnswer> {
  return getJson(`/api/v1/dates${queryOf({ exclure })}`, signal);
}
