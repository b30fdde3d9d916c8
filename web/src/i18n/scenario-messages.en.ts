import {
  formatCount,
  formatDecimal,
  formatMeanMinutes,
  formatMeters,
  formatMinutes,
  formatShare,
  shownShare,
} from "./format.ts";
import { people, plural } from "./plural.en.ts";
import type { scenarioMessages as french } from "./scenario-messages.fr.ts";

/** `2.1 points more`, of the shares as they are read. */
const points = (before: number, after: number): string => {
  const difference = (shownShare(after) - shownShare(before)) * 100;
  if (Math.abs(difference) < 0.05) return "the same to a tenth of a point";
  const size = formatDecimal(Math.abs(difference));
  return `${size} ${size === "1.0" ? "point" : "points"} ${difference > 0 ? "more" : "less"}`;
};

const edits = (count: number): string => plural(count, "change", "changes");

/** Sentences of the scenarios, in English. */
export const scenarioMessages: typeof french = {
  points,
  people,

  bar: {
    label: "Scenario shown",
    today: "Today",
    compare: "Compare",
    showing: (name: string) => `Map and figure: scenario “${name}”`,
    showingToday: "Map and figure: the network of today",
  },

  note: {
    shown: (name: string, share: string, difference: string) =>
      `Scenario “${name}”: ${difference} than today (${share}).`,
    waiting: (name: string) => `Scenario “${name}” is shown.`,
  },

  editor: {
    intro:
      "Open, close, move or change structures, and see at once who gains and who loses. Nothing is changed in the data.",
    name: "Name of the scenario",
    undo: "Undo",
    undoKeys: "Undo (Ctrl+Z)",
    redo: "Redo",
    redoKeys: "Redo (Ctrl+Y)",
    create: "New",
    duplicate: "Duplicate",
    delete: "Delete",
    copyOf: (name: string) => `${name} (copy)`,
    full: (most: number) => `${formatCount(most)} scenarios at most: delete one to add another.`,
    todayShown: "The network of today is shown: the next change opens a new scenario.",
    todayFull: "Choose the scenario to change at the top of the page.",
    compare: "Compare the scenarios side by side",
    working: "Computing…",
    failed: (why: string) => `No answer came: ${why}`,
    retry: "Try again",
    refused: "Change refused: the scenario stays as it was.",
    drop: "Give this change up",
  },

  add: {
    title: "Add a structure",
    onMap: "Place on the map",
    stop: "Stop placing",
    placing:
      "Press the map where it should be. With the keyboard: arrows move the map, Enter places it in the middle, Escape gives up.",
    moving: (name: string) =>
      `Press the map where “${name}” should go. With the keyboard: arrows, then Enter for the middle of the map; Escape gives up.`,
    noMap: "The map has not started: search an address or a commune.",
    origin: (label: string) => `Add here: ${label}`,
    here: "the place asked from",
    gap: "Add a structure here in a scenario",
    search: "Address, commune or structure",
    searchHint:
      "An address or a commune to add one, the name of a structure to close it, to move it or to change it.",
    none: "Nothing of that name.",
    found: (count: number) => plural(count, "match", "matches"),
    addAt: "Add",
    addAtLabel: (label: string) => `Add a structure: ${label}`,
  },

  structure: {
    title: "In a scenario",
    close: "Close",
    closeLabel: (name: string) => `Close “${name}” in a scenario`,
    move: "Move",
    moveLabel: (name: string) => `Move “${name}” in a scenario`,
    change: "Change",
    changeLabel: (name: string) => `Change type, format or opening hours of “${name}” in a scenario`,
  },

  change: {
    title: (name: string) => `Change “${name}”`,
    type: "Kind",
    format: "Format",
    same: "As today",
    changesHours: "Change the opening hours",
    hoursHint: "For each day, spans such as “9h-12h 14h-17h30”; nothing for a day on which it is closed.",
    apply: "Apply",
    cancel: "Cancel",
    nothing: "Nothing is changed: choose a kind, a format or opening hours.",
    badHours: (day: string, text: string) =>
      `${day}: “${text}” is no list of spans such as “9h-12h 14h-17h30”.`,
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    types: { principal: "main structure", antenne: "branch" },
    formats: {
      fixe: "fixed place",
      multisite: "several places",
      bus: "minibus",
      itinerante: "travelling team",
    },
  },

  edits: {
    title: "Changes",
    none: "No change yet.",
    actions: {
      ajouter: "Open",
      fermer: "Close",
      deplacer: "Move",
      modifier: "Change",
    },
    signs: { ajouter: "+", fermer: "×", deplacer: "→", modifier: "✎" },
    newOne: "a structure",
    at: (commune: string) => `in ${commune}`,
    to: (commune: string) => `to ${commune}`,
    road: (meters: number) => `${formatMeters(meters)} from the road`,
    counted: "counted",
    notCounted: "not counted in the figure shown",
    type: (word: string) => `kind: ${word}`,
    format: (word: string) => `format: ${word}`,
    hours: "new opening hours",
    unread: (word: string) => `“${word}”`,
    remove: "Take back",
    removeLabel: (number: number, what: string) => `Take back change ${number}: ${what}`,
    rename: "Name",
    renameLabel: (number: number) => `Name of the structure that change ${number} adds`,
    show: (number: number, what: string) => `Show change ${number} on the map: ${what}`,
    marker: (number: number, what: string) => `Change ${number}: ${what}`,
  },

  result: {
    title: "What the scenario changes",
    summary: (minutes: number, before: number, after: number, gained: number, lost: number) =>
      `Within ${formatMinutes(minutes)}: ${formatShare(before)} today, ${formatShare(after)} with the scenario, ${points(
        before,
        after,
      )}. ${people(gained)} ${Math.round(gained) === 1 ? "gains" : "gain"} access, ${people(lost)} ${
        Math.round(lost) === 1 ? "loses" : "lose"
      } it.`,
    measure: "Measure",
    before: "Today",
    after: "Scenario",
    share: (minutes: number) => `People within ${formatMinutes(minutes)}`,
    gained: "People who gain access",
    lost: "People who lose it",
    mean: "Mean time",
    median: "Median time",
    structures: "Structures counted",
    gaps: "Gaps",
    minutes: (value: number | null) => (value === null ? "—" : formatMeanMinutes(value)),
    changedCells: (count: number) =>
      `The travel time of ${plural(count, "square changes", "squares changes")}.`,
    territories: "Territories that change most",
    kind: "Level",
    kinds: {
      region: "Régions",
      departement: "Départements",
      epci: "Groups of communes",
      commune: "Communes",
    },
    territory: "Territory",
    gains: "Gain",
    loses: "Lose",
    noTerritory: "No territory of this level changes at this time.",
    territoriesCaption: (shown: number, total: number) =>
      shown < total
        ? `The first ${formatCount(shown)} of ${plural(total, "territory that changes", "territories that change")}.`
        : `${plural(total, "territory changes", "territories change")}.`,
    gapsTitle: "Gaps that change",
    gapKinds: {
      closed: "is gone",
      shrunk: "shrinks",
      opened: "is new",
      grown: "grows",
    },
    gapsSummary: (closed: number, shrunk: number, opened: number, grown: number) =>
      `${formatCount(closed)} gone, ${formatCount(shrunk)} smaller, ${formatCount(opened)} new, ${formatCount(grown)} larger.`,
    gapsCaption: (shown: number) => `The first ${formatCount(shown)}, by people who change.`,
    gap: "Place",
    becomes: "Becomes",
    changed: "People who change",
    noGap: "No gap changes at this time.",
    outside: "Outside any commune",
  },

  map: {
    label: "Map of the scenario",
    sides: { after: "After", before: "Before", difference: "Difference" },
    legend: (minutes: number) => `Within ${formatMinutes(minutes)}, with the scenario`,
    gained: "gains access",
    lost: "loses access",
    same: "does not change",
    live: {
      after: "The map shows the scenario.",
      before: "The map shows the network of today.",
      difference: "The map shows the squares that gain or lose access.",
    },
  },

  files: {
    title: "Keep, share, take up again",
    link: "The link of the page holds short scenarios: it is enough to copy it.",
    keep: "Save under a name",
    keepHint: "What is saved on the server is seen by all who use it.",
    kept: (name: string) => `“${name}” is saved on the server.`,
    keptLong: (name: string) =>
      `The scenario is too long for an address: it is saved on the server under the name “${name}”.`,
    list: "Scenarios on the server",
    listNone: "No scenario is saved.",
    own: "yours",
    open: "Open",
    openLabel: (name: string) => `Open the scenario “${name}”`,
    delete: "Delete from the server",
    deleteLabel: (name: string) => `Delete the scenario “${name}” from the server`,
    deleted: (name: string) => `“${name}” is no longer on the server.`,
    export: "Export (JSON)",
    import: "Import (JSON)",
    imported: (name: string, count: number) => `“${name}” is imported: ${edits(count)}.`,
    notJson: "This file is no JSON that can be read.",
    notScenario: "This file has no list “modifications”: it is no scenario.",
    refused: (why: string) => `File refused: ${why}`,
    file: "scenario",
  },

  comparison: {
    title: "Compare scenarios",
    none: "No scenario to compare: try one from the map.",
    lead: (place: string, minutes: number) =>
      `${place}, within ${formatMinutes(minutes)}; beside the network of today.`,
    maps: "Maps",
    mapsHint: "The maps move together.",
    mapOf: (name: string) => `Map: ${name}`,
    figures: "Figures",
    curves: "Curves",
    curvesLabel: (names: readonly string[]) =>
      `Share of people covered by travel time: ${names.join(", ")}. The table has the same values.`,
    curvesCaption: "Share of people covered, by travel time",
    time: "Travel time",
    territories: "Territories",
    territoriesCaption: (minutes: number) =>
      `Share of people within ${formatMinutes(minutes)}, territories where it changes`,
    territoriesNone: "No territory changes.",
    csv: "Download (CSV)",
    print: "Print",
    measure: "Measure",
    shareAt: (minutes: number) => `People within ${formatMinutes(minutes)}`,
    gained: (minutes: number) => `Gain access within ${formatMinutes(minutes)}`,
    lost: (minutes: number) => `Lose access within ${formatMinutes(minutes)}`,
    mean: "Mean time",
    median: "Median time",
    gaps: "Gaps",
    structures: "Structures counted",
    more: "Structures more or fewer",
    failed: (name: string, why: string) => `“${name}” could not be computed: ${why}`,
    file: "scenarios",
  },
};
