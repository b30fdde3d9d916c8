import type { WeekAnswer } from "../../../server/schemas/week-answers.ts";
import { countedParameters, KINDS } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { getJson } from "./get-json.ts";
import { queryOf } from "./query.ts";

/** Do buses and itinerant structures count, as if they stood where the list has them? */
export type Rounds = WeekAnswer["rounds"];

/** The query of a week: what is counted, but for a time of the week, for it tells of all of them. */
export function weekQuery(state: AppState, tournees: Rounds): string {
  const { territory, minutes, excluded } = state;
  // Without those on rounds, it says nothing to leave them out as well: equal questions have one address.
  const left = tournees === "exclure" ? excluded.filter((word) => !isOnRounds(word)) : excluded;
  const counted = countedParameters({ ...state, excluded: left, openOn: null });
  return queryOf({ territoire: territory, minutes, tournees, ...counted });
}

function isOnRounds(word: string): boolean {
  return (KINDS.mobiles as readonly string[]).includes(word);
}

/** Who is near an open structure, by half-hour of the week. @param query of `weekQuery` */
export async function fetchWeek(query: string, signal: AbortSignal): Promise<WeekAnswer> {
  return getJson(`/api/v1/horaires${query}`, signal);
}

/** The kind of problem where a territory has too many cells. */
export const TOO_LARGE = "territoire-trop-grand";
