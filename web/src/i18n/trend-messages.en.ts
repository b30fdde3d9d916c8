import type { HistoryChange } from "../../../server/schemas/history-answers.ts";
import { formatCount } from "./format.ts";
import { plural } from "./plural.en.ts";
import { changesOf, dayOf, figuresOf } from "./trend-parts.ts";
import type { trendMessages as french } from "./trend-messages.fr.ts";

const CHANGES: Readonly<Record<HistoryChange, string>> = {
  structures: "list of structures",
  roads: "roads",
  population: "people",
  communes: "borders of communes",
  profile: "driving profile",
  fictitious: "invented or real data",
  perimeter: "extent of the dataset",
};

/** Sentences of the trend, in English. */
export const trendMessages: typeof french = {
  intro:
    "Share of people covered according to each dataset served here, all structures counted, from when it came into service.",
  none: "No figures are kept of this territory.",
  notKept: "The trend is kept for France, régions and départements:",
  single: (entry) =>
    `One dataset alone has been served here, since ${dayOf(entry)} (${figuresOf(entry, "within")}): the trend can be read as soon as another has taken its place.`,
  unreadable: (count) =>
    `The figures kept of ${plural(count, "dataset", "datasets")} could not be read: they are missing here.`,
  percent: (value) => `${value}%`,
  within: (minutes) => `within ${minutes}`,
  breakKey: "another source: not to be compared with what comes before",
  point: (entry) => `${figuresOf(entry, "within")} on ${dayOf(entry)}`,
  chartLabel: (count, first, last, breaks) =>
    `Share of people covered according to ${formatCount(count)} datasets: ${first}; ${last}.${
      breaks === 0
        ? ""
        : ` ${plural(breaks, "change of source breaks", "changes of source break")} the series.`
    }`,
  dataset: "Dataset of",
  day: dayOf,
  dated: (entry) => (entry.isCurrent ? `${dayOf(entry)} (in service)` : dayOf(entry)),
  figures: (entry) => `${figuresOf(entry, "within")}.`,
  stock: ({ isCurrent, people, structures }) =>
    `${isCurrent ? "Dataset in service. " : ""}${formatCount(people)} people, ${plural(structures, "structure", "structures")} here.`,
  changed: (entry, isFirst) => {
    if (isFirst) return "The first dataset of which figures are kept.";
    if (entry.changed.length === 0) return "Same sources as the dataset before.";
    return entry.isComparable
      ? `Changed: ${changesOf(entry, CHANGES)}.`
      : `Not to be compared with what comes before. Changed: ${changesOf(entry, CHANGES)}.`;
  },
  values: "Read the values by dataset",
  caption: "Share of people covered by dataset",
  since: "In service since",
  structures: "Structures",
  changes: "Changes",
  csv: "Download the trend (CSV)",
};
