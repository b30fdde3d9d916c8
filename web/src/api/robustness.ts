import type { RobustnessAnswer } from "../../../server/schemas/robustness-answers.ts";
import { countedParameters } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { getJson } from "./get-json.ts";
import { queryOf } from "./query.ts";

/** On which structures people depend at so many minutes. */
export async function fetchRobustness(
  state: AppState,
  minutes: number,
  signal: AbortSignal,
): Promise<RobustnessAnswer> {
  const query = queryOf({ territoire: state.territory, minutes, ...countedParameters(state) });
  return getJson(`/api/v1/robustesse${query}`, signal);
}
