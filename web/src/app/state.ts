import type { TerritoryRef } from "../../../isochrones/model/territory.ts";

/** Slider range, minutes. */
export const MIN_MINUTES = 5;
export const MAX_MINUTES = 60;
/** The Government's own threshold. */
export const DEFAULT_MINUTES = 30;

/** Everything in the dataset. */
export const EVERYWHERE: TerritoryRef = "france";

/** What fills the page: the map with its panel, or a document. */
export type View = "map" | "method" | "accessibility" | "print" | "annex" | "scenarios";

/** Types and formats of structures that may be left out, in the API's words, in the order of addresses. */
export const EXCLUSIONS = ["bus", "itinerante", "antenne", "principal", "fixe", "multisite"] as const;

export type Exclusion = (typeof EXCLUSIONS)[number];

/** Kinds that the page counts or leaves out together. */
export const KINDS = {
  mobiles: ["bus", "itinerante"],
  antennes: ["antenne"],
} as const satisfies Record<string, readonly Exclusion[]>;

export type Kind = keyof typeof KINDS;

/** The kinds left out whole, and what else is left out. */
export function leftOut(excluded: readonly Exclusion[]): { kinds: Kind[]; others: Exclusion[] } {
  const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) =>
    KINDS[kind].every((word) => excluded.includes(word)),
  );
  const said: readonly Exclusion[] = kinds.flatMap((kind) => KINDS[kind]);
  return { kinds, others: excludedWords(excluded).filter((word) => !said.includes(word)) };
}

export interface Selection {
  readonly kind: "structure" | "gap";
  readonly id: string;
}

/** Where the reader asks what is near. */
export interface Origin {
  readonly lon: number;
  readonly lat: number;
  /** As it was typed or found; empty for a place on the map. */
  readonly label: string;
}

/** What the map is coloured by: each cell, or territories whose kind follows the zoom. */
export type Shading = "cells" | "territories";

/** The base map: drawn from the dataset, or asked of IGN where the reader wants it. */
export type Ground = "trente" | "ign";

/** So many scenarios stand side by side at most, beside what is open today. */
export const MOST_SCENARIOS = 3;

/** Sites that the annex ranks, unless the reader wants more or fewer of them. */
export const DEFAULT_SITE_COUNT = 5;
export const MOST_SITES = 20;

/** What the map shows of a scenario: its own times, those of today, or which cells gain and lose. */
export const SCENARIO_SIDES = ["after", "before", "difference"] as const;

export type ScenarioSide = (typeof SCENARIO_SIDES)[number];

/** What new sites are to do, in the API's words; `part`: as few as can be for a share of the people. */
export const SITING_AIMS = ["couverture", "temps-moyen", "plus-eloignes", "part"] as const;
/** Where sites may open: in communes, on a grid, or at the places of a file. */
export const SITING_CANDIDATES = ["communes", "grille", "fichier"] as const;
export const DEFAULT_SITING_SHARE = 95;

/** A question of where to open the next sites; how many of them is `AppState.siteCount`. */
export interface SitingChoice {
  readonly aim: (typeof SITING_AIMS)[number];
  readonly candidates: (typeof SITING_CANDIDATES)[number];
  /** Per cent of the people, for `part`. */
  readonly share: number;
  /** The best choice is to be proven. */
  readonly exact: boolean;
  /** Candidates that open whatever they bring, and those that do not. */
  readonly forced: readonly string[];
  readonly forbidden: readonly string[];
}

/** A list of edits that the reader tries. */
export interface Scenario {
  /** Empty for one that has none yet. */
  readonly name: string;
  /** As the API takes it for `scenario`: edits, or `enregistre:ID` for one that the server keeps. */
  readonly text: string;
}

/** `A`, `B`, `C`: what a scenario is called as long as it has no name. */
export function letterOf(index: number): string {
  return "ABC".charAt(index);
}

/** What the reader has chosen. All of it is in the address of the page. */
export interface AppState {
  readonly view: View;
  /** In a frame on another site: the map and the figure, without the rest. */
  readonly isEmbedded: boolean;
  readonly territory: TerritoryRef;
  readonly minutes: number;
  readonly excluded: readonly Exclusion[];
  /** The only structures counted are those open at that moment of the week, in the API's words (`samedi`). */
  readonly openOn: string | null;
  /** The network as of that day, `YYYY-MM-DD`. */
  readonly asOf: string | null;
  /** Only structures count that complete so many per cent of the acts at least. */
  readonly minRealisation: number | null;
  /** Only structures count that complete so many per cent of them without sending people elsewhere. */
  readonly minNoRedirection: number | null;
  readonly scenarios: readonly Scenario[];
  /** Which of them is shown; null for what is open today. */
  readonly shownScenario: number | null;
  readonly scenarioSide: ScenarioSide;
  /** So many new sites are sought. */
  readonly siteCount: number;
  /** Where they are sought; null where nobody asked. */
  readonly siting: SitingChoice | null;
  /** Another territory beside the one shown. */
  readonly compareTo: TerritoryRef | null;
  readonly shading: Shading;
  readonly ground: Ground;
  readonly selection: Selection | null;
  readonly origin: Origin | null;
  /** Which table is open, by the id of its tab; null for the first. */
  readonly table: string | null;
}

/** What is shown where nothing was chosen. */
export const PLAIN_STATE: AppState = {
  view: "map",
  isEmbedded: false,
  territory: EVERYWHERE,
  minutes: DEFAULT_MINUTES,
  excluded: [],
  openOn: null,
  asOf: null,
  minRealisation: null,
  minNoRedirection: null,
  scenarios: [],
  shownScenario: null,
  siteCount: DEFAULT_SITE_COUNT,
  scenarioSide: "after",
  siting: null,
  compareTo: null,
  shading: "cells",
  ground: "trente",
  selection: null,
  origin: null,
  table: null,
};

/**
 * Mends what cannot be: a territory beside itself tells nothing, a scenario that is not there is not shown, and the map of a
 * sheet is of its figures.
 */
export function settled(state: AppState): AppState {
  const isBesideItself = state.compareTo === state.territory;
  const isShownAbsent = state.shownScenario !== null && shownScenario(state) === null;
  const isOnPaper = state.view === "print" || state.view === "annex";
  const isOtherSide = isOnPaper && state.scenarioSide !== "after";
  if (!isBesideItself && !isShownAbsent && !isOtherSide) return state;
  return {
    ...state,
    ...(isBesideItself && { compareTo: null }),
    ...(isShownAbsent && { shownScenario: null }),
    ...(isOtherSide && { scenarioSide: "after" as const }),
  };
}

/** Which structures count. Equal choices give equal texts. */
export type Counted = Pick<AppState, "excluded" | "openOn" | "asOf" | "minRealisation" | "minNoRedirection">;

/** What a figure is of: the structures that count, and the scenario that is tried. */
export type Figured = Counted & Pick<AppState, "scenarios" | "shownScenario">;

/** The kinds left out, in a fixed order: equal choices have one address. */
export function excludedWords(excluded: readonly Exclusion[]): Exclusion[] {
  return EXCLUSIONS.filter((word) => excluded.includes(word));
}

/** The parameters by which the API is told which structures count; none where all do. */
export function countedParameters({
  excluded,
  openOn,
  asOf,
  minRealisation,
  minNoRedirection,
}: Counted): Record<string, string> {
  const words = excludedWords(excluded);
  return {
    ...(words.length > 0 && { exclure: words.join(",") }),
    ...(asOf !== null && { au: asOf }),
    ...(openOn !== null && { ouvert_le: openOn }),
    ...(minRealisation !== null && { realisation_min: String(minRealisation) }),
    ...(minNoRedirection !== null && { sans_reorientation_min: String(minNoRedirection) }),
  };
}

/** The scenario shown; null for what is open today. */
export function shownScenario({ scenarios, shownScenario: index }: Figured): Scenario | null {
  return index === null ? null : (scenarios[index] ?? null);
}

/** The same with the scenario shown: for figures, curves, gaps, and tiles of cells and gaps, which the API edits. */
export function figureParameters(figured: Figured): Record<string, string> {
  const text = shownScenario(figured)?.text ?? "";
  return { ...countedParameters(figured), ...(text !== "" && { scenario: text }) };
}

/** What the map is of: it may show today's network while a scenario is tried. */
export function onMap<S extends Figured & Pick<AppState, "scenarioSide">>(state: S): S {
  return state.scenarioSide === "before" ? { ...state, shownScenario: null } : state;
}

/** One text for a choice of structures: the same for equal choices. */
export function countedKey(counted: Counted): string {
  return JSON.stringify(countedParameters(counted));
}

/** One text for what a figure is of: the same for equal choices. */
export function figureKey(figured: Figured): string {
  return JSON.stringify(figureParameters(figured));
}
