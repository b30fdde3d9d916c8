import type { HistoryChange, HistoryEntry } from "../../../server/schemas/history-answers.ts";
import { formatCount, formatDate, formatList, formatMinutes, formatShare, formatVintage } from "./format.ts";
import { plural } from "./plural.en.ts";
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

/** What has changed, with the dates of the sources that have one. */
const changesOf = ({ changed, sources }: HistoryEntry): string =>
  formatList(
    changed.map((change) => {
      const own = sources.filter(({ role }) => role === change && role !== "communes");
      const vintages = [...new Set(own.map(({ vintage }) => formatVintage(vintage)))];
      return vintages.length === 0 ? CHANGES[change] : `${CHANGES[change]} (${vintages.join(", ")})`;
    }),
  );

const dayOf = ({ since }: HistoryEntry): string => formatDate(since.slice(0, 10));

const figuresOf = ({ covered }: HistoryEntry): string =>
  covered
    .map(({ share, minutes }) => `${formatShare(share)} within ${formatMinutes(minutes)}`)
    .reverse()
    .join(", ");

/** Sentences of the trend, in English. */
export const trendMessages: typeof french = {
  intro:
    "Share of people covered according to each dataset served here, all structures counted, from when it came into service.",
  none: "No figures are kept of this territory.",
  notKept: "The trend is kept for France, régions and départements:",
  single: (entry) =>
    `One dataset alone has been served here, since ${dayOf(entry)} (${figuresOf(entry)}): the trend can be read as soon as another has taken its place.`,
  unreadable: (count) =>
    `The figures kept of ${plural(count, "dataset", "datasets")} could not be read: they are missing here.`,
  percent: (value) => `${value}%`,
  within: (minutes) => `within ${minutes}`,
  breakKey: "another source: not to be compared with what comes before",
  point: (entry) => `${figuresOf(entry)} on ${dayOf(entry)}`,
  chartLabel: (count, first, last, breaks) =>
    `Share of people covered according to ${formatCount(count)} datasets: ${first}; ${last}.${
      breaks === 0
        ? ""
        : ` ${plural(breaks, "change of source breaks", "changes of source break")} the series.`
    }`,
  dataset: "Dataset of",
  dated: (entry) => (entry.isCurrent ? `${dayOf(entry)} (in service)` : dayOf(entry)),
  figures: (entry) => `${figuresOf(entry)}.`,
  stock: (people, structures) => `${people} people, ${plural(structures, "structure", "structures")} here.`,
  changed: (entry) => {
    if (entry.changed.length === 0) return "Same sources as the dataset before, or the first one.";
    return entry.isComparable
      ? `Changed: ${changesOf(entry)}.`
      : `Not to be compared with what comes before. Changed: ${changesOf(entry)}.`;
  },
  values: "Read the values by dataset",
  caption: "Share of people covered by dataset",
  since: "In service since",
  structures: "Structures",
  changes: "Changes",
  csv: "Download the trend (CSV)",
};
