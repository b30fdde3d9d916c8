import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import type { HistoryAnswer } from "../../../server/schemas/history-answers.ts";
import { getJson } from "./get-json.ts";
import { queryOf } from "./query.ts";

/** How the figure of France, a région or a département went from dataset to dataset. */
export async function fetchTrend(territoire: TerritoryRef, signal: AbortSignal): Promise<HistoryAnswer> {
  return getJson(`/api/v1/historique${queryOf({ territoire })}`, signal);
}

/** The address of the same as a table. */
export function trendCsv(territoire: TerritoryRef): string {
  return `/api/v1/historique${queryOf({ territoire, f: "csv" })}`;
}
