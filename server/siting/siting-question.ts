import type { ChosenCandidates, CandidateChoice } from "../../data/siting/choose-candidates.ts";
import type { SitingAim, SitingQuery, TerritoryFloor } from "../../data/siting/siting-query.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { SitingQuestionEcho } from "../schemas/siting-answers.ts";
import { echoOfSelection } from "../selection-echo.ts";
import { formatScenario } from "../scenarios/scenario-text.ts";

/** A question of siting as it is kept for who computes it: plain JSON, the same for equal questions, however they were written. */
export interface SitingQuestion {
  readonly territory: string;
  readonly minutes: number;
  readonly aim: SitingAim;
  readonly candidates: CandidateChoice;
  readonly forced: readonly string[];
  readonly forbidden: readonly string[];
  readonly floors: readonly TerritoryFloor[];
  readonly weight: string;
  readonly capacity: number | null;
  readonly exactSeconds: number | null;
  readonly selection: StructureSelection;
}

const GOALS = {
  most: "couverture",
  fewest: "couverture",
  mean: "temps-moyen",
  worst: "plus-eloignes",
} as const;
const PERCENT = 100;

/** The query that a question is, with the candidates of its choice. */
export function queryOf(
  { candidates: _, ...question }: SitingQuestion,
  { candidates, candidatesNote }: ChosenCandidates,
): SitingQuery {
  return { ...question, candidates, candidatesNote };
}

/** A question in the words in which it can be asked. */
export function echoOf(question: SitingQuestion): SitingQuestionEcho {
  const { aim, candidates, exactSeconds, floors, selection } = question;
  const { edits = [] } = selection;
  return {
    territoire: question.territory,
    minutes: question.minutes,
    but: GOALS[aim.kind],
    nombre: aim.kind === "fewest" ? null : aim.count,
    part: aim.kind === "fewest" ? aim.share * PERCENT : null,
    candidats: echoOfCandidates(candidates),
    imposer: question.forced,
    interdire: question.forbidden,
    planchers: Object.fromEntries(floors.map(({ territory, least }) => [territory, least])),
    poids: question.weight,
    capacite: question.capacity,
    exact: exactSeconds !== null,
    duree: exactSeconds,
    ...echoOfSelection(selection),
    scenario: edits.length === 0 ? null : formatScenario(edits),
  };
}

function echoOfCandidates(choice: CandidateChoice): SitingQuestionEcho["candidats"] {
  switch (choice.kind) {
    case "communes":
      return "communes";
    case "grid":
      return { grille_km: choice.kilometers };
    case "list":
      return { lieux: choice.candidates.length };
    case "file":
      throw new Error("got a file, expected its places");
  }
}
