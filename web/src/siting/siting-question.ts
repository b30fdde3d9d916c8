import type { SitingReport } from "../../../isochrones/model/siting.ts";
import type { SitingQuestion } from "../api/siting.ts";
import { figureParameters, MOST_SCENARIOS, shownScenario } from "../app/state.ts";
import type { AppState, Figured, Scenario, SitingChoice } from "../app/state.ts";

/** Seconds that a proof may take; without one the bound stands. */
export const PROOF_SECONDS = 30;
const GRID_KILOMETERS = 5;
/** Places are told to the microdegree, as the API keeps them. */
const PLACE_DIGITS = 6;
/** The longest text of edits that the API takes. */
const MOST_SCENARIO_CHARS = 8000;

/** What the form asks for: a choice, how many sites, and the text of the file where candidates are those of one. */
export interface SitingDraft extends SitingChoice {
  readonly count: number;
  readonly csv: string | null;
}

/** What the page and the form ask, in the API's words. */
export function sitingQuestion(all: AppState, draft: SitingDraft): SitingQuestion {
  const { realisation_min: rate, sans_reorientation_min: share, ...counted } = figureParameters(all);
  const { aim, candidates, exact, forced, forbidden } = draft;
  return {
    territoire: all.territory,
    minutes: all.minutes,
    ...counted,
    ...(rate !== undefined && { realisation_min: Number(rate) }),
    ...(share !== undefined && { sans_reorientation_min: Number(share) }),
    ...(aim === "part" ? { part: draft.share } : { but: aim, nombre: draft.count }),
    ...(candidates === "grille" && { candidats: { grille_km: GRID_KILOMETERS } }),
    ...(candidates === "fichier" && { candidats_csv: draft.csv ?? "" }),
    ...(exact && { exact, duree: PROOF_SECONDS }),
    ...(forced.length > 0 && { imposer: forced }),
    ...(forbidden.length > 0 && { interdire: forbidden }),
  };
}

/** The sites of a report as edits, after those that it started from; null where that is too long to be one. */
export function sitesAsEdits({ sites }: Pick<SitingReport, "sites">, base: string): string | null {
  const edits = sites.map(
    ({ lon, lat, name }) => `ajouter:${degreesOf(lon)},${degreesOf(lat)},${encodeURIComponent(name)}`,
  );
  const text = [...(base === "" ? [] : [base]), ...edits].join(";");
  return text.length > MOST_SCENARIO_CHARS ? null : text;
}

/** The scenarios with one more, which is shown; in place of the last where there is no room for another. */
export function withScenario(
  { scenarios }: Pick<AppState, "scenarios">,
  scenario: Scenario,
): Pick<AppState, "scenarios" | "shownScenario"> {
  const same = scenarios.findIndex(({ text }) => text === scenario.text);
  if (same >= 0) return { scenarios, shownScenario: same };
  const kept = scenarios.slice(0, MOST_SCENARIOS - 1);
  return { scenarios: [...kept, scenario], shownScenario: kept.length };
}

/** The edits that are shown; empty for what is open today. */
export function shownEdits(figured: Figured): string {
  return shownScenario(figured)?.text ?? "";
}

function degreesOf(degrees: number): string {
  return String(Number(degrees.toFixed(PLACE_DIGITS)));
}
