import type { SitingReport } from "../../../isochrones/model/siting.ts";
import { fieldsOf } from "../api/query.ts";
import type { SitingQuestion } from "../api/siting.ts";
import { DEFAULT_SITING_SHARE, figureParameters } from "../app/state.ts";
import type { AppState, SitingChoice } from "../app/state.ts";
import { writeEdit } from "../scenario/edits.ts";

/** Seconds that a proof may take; without one the bound stands. */
export const PROOF_SECONDS = 30;
const GRID_KILOMETERS = 5;

/** What is sought where nothing was chosen. */
export const PLAIN_CHOICE: SitingChoice = {
  aim: "couverture",
  candidates: "communes",
  share: DEFAULT_SITING_SHARE,
  exact: false,
  forced: [],
  forbidden: [],
};

/** What the form asks for: a choice, how many sites, and the text of the file where candidates are those of one. */
export interface SitingDraft extends SitingChoice {
  readonly count: number;
  readonly csv: string | null;
}

/** What the page and the form ask, in the API's words. */
export function sitingQuestion(all: AppState, draft: SitingDraft): SitingQuestion {
  const { aim, candidates, exact, forced, forbidden } = draft;
  return {
    territoire: all.territory,
    minutes: all.minutes,
    ...fieldsOf(figureParameters(all)),
    ...(aim === "part" ? { part: draft.share } : { but: aim, nombre: draft.count }),
    ...(candidates === "grille" && { candidats: { grille_km: GRID_KILOMETERS } }),
    ...(candidates === "fichier" && { candidats_csv: draft.csv ?? "" }),
    ...(exact && { exact, duree: PROOF_SECONDS }),
    ...(forced.length > 0 && { imposer: forced }),
    ...(forbidden.length > 0 && { interdire: forbidden }),
  };
}

/** The sites of a report as edits. */
export function sitesAsEdits({ sites }: Pick<SitingReport, "sites">): string[] {
  return sites.map(({ lon, lat, name }) => writeEdit({ action: "ajouter", lon, lat, name }));
}
