import { MOST_SCENARIOS } from "./state.ts";
import type { AppState, Scenario, ScenarioSide } from "./state.ts";

/** Between a scenario's name and its edits, which have it in no place before one of theirs. */
const NAME_END = "~";
/** How a text of edits begins, where no name is before it: a link made by hand. */
const ACTION = /^(ajouter|fermer|deplacer|modifier|enregistre):/;
/** `vu`: what is shown where it is not the first scenario. */
const TODAY = "aujourdhui";

/** `cote`: what the map shows of it. */
const SIDES: Readonly<Record<string, ScenarioSide>> = { avant: "before", difference: "difference" };

type ScenarioState = Pick<AppState, "scenarios" | "shownScenario">;

/** Scenarios of an address, `scenario=Nom~fermer:12;ajouter:8.7,41.9`, repeated; the first is shown where `vu` says nothing. */
export function readScenarios(query: URLSearchParams): ScenarioState {
  const scenarios = query.getAll("scenario").slice(0, MOST_SCENARIOS).map(readScenario);
  if (scenarios.length === 0) return { scenarios, shownScenario: null };
  const shown = query.get("vu");
  if (shown === TODAY) return { scenarios, shownScenario: null };
  const number = Number(shown ?? "1");
  return { scenarios, shownScenario: scenarios[number - 1] === undefined ? 0 : number - 1 };
}

/** Names and values of the parameters that say it. */
export function writeScenarios({
  scenarios,
  shownScenario,
  scenarioSide,
}: ScenarioState & Pick<AppState, "scenarioSide">): [string, string][] {
  const sides = Object.entries(SIDES).flatMap(([word, side]): [string, string][] =>
    side === scenarioSide ? [["cote", word]] : [],
  );
  const all = scenarios.map(({ name, text }): [string, string] => [
    "scenario",
    `${plainName(name)}${NAME_END}${text}`,
  ]);
  if (all.length === 0 || shownScenario === 0) return [...all, ...sides];
  return [...all, ["vu", shownScenario === null ? TODAY : String(shownScenario + 1)], ...sides];
}

/** The scenario's own times where nothing is said. */
export function readScenarioSide(query: URLSearchParams): ScenarioSide {
  return SIDES[query.get("cote") ?? ""] ?? "after";
}

/** A name as addresses can hold it. */
export function plainName(name: string): string {
  return name.replaceAll(NAME_END, "-");
}

function readScenario(value: string): Scenario {
  const end = value.indexOf(NAME_END);
  if (end < 0 || ACTION.test(value)) return { name: "", text: value };
  return { name: value.slice(0, end), text: value.slice(end + 1) };
}
