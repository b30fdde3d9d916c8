import type {
  SavedListAnswer,
  SavedReceipt,
  SavedScenario,
} from "../../../server/schemas/saved-scenario-answers.ts";
import type { ScenarioAnswer } from "../../../server/schemas/scenario-answers.ts";
import { requestJson } from "./get-json.ts";
import { queryOf } from "./query.ts";

/** What is asked of a scenario; the rest are parameters of `countedParameters`. */
export interface ScenarioQuestion {
  readonly territoire: string;
  readonly minutes: number;
  readonly counted: Readonly<Record<string, string>>;
}

/** Edits as addresses have them, or as files do. */
export type ScenarioEdits = { readonly scenario: string } | { readonly modifications: readonly unknown[] };

/** Parameters that a body has as numbers. */
const NUMBERS: readonly string[] = ["realisation_min", "sans_reorientation_min"];

/** What a scenario changes, and its edits as they are understood. */
export async function fetchScenario(
  { territoire, minutes, counted }: ScenarioQuestion,
  edits: ScenarioEdits,
  signal?: AbortSignal,
): Promise<ScenarioAnswer> {
  const parameters = Object.entries(counted).map(([name, value]): [string, string | number] => [
    name,
    NUMBERS.includes(name) ? Number(value) : value,
  ]);
  const body = { territoire, minutes, ...Object.fromEntries(parameters), ...edits };
  return requestJson("/api/v1/scenarios", { method: "POST", body, signal });
}

const KEPT = "/api/v1/scenarios/enregistres";

/** The newest listed. */
const MOST_LISTED = 100;

/** Has the server keep a scenario; who has the key may delete it. */
export async function keepScenario(
  nom: string,
  scenario: string,
  { territoire, minutes }: Pick<ScenarioQuestion, "territoire" | "minutes">,
): Promise<SavedReceipt> {
  return requestJson(KEPT, { method: "POST", body: { nom, scenario, territoire, minutes } });
}

export async function fetchKept(id: string): Promise<SavedScenario> {
  return requestJson(`${KEPT}/${encodeURIComponent(id)}`, {});
}

/** The newest first. */
export async function fetchKeptList(): Promise<SavedListAnswer> {
  return requestJson(KEPT + queryOf({ limite: MOST_LISTED }), {});
}

/** @param cle what `keepScenario` answered */
export async function deleteKept(id: string, cle: string): Promise<void> {
  const headers = { authorization: `Bearer ${cle}` };
  await requestJson<null>(`${KEPT}/${encodeURIComponent(id)}`, { method: "DELETE", headers });
}
