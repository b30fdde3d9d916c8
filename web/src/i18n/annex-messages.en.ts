import type { annexMessages as french } from "./annex-messages.fr.ts";
import { formatCount, formatDate, formatMinutes, formatShare } from "./format.ts";
import { NO_BREAK, people, plural } from "./plural.en.ts";

/** The annex in English. */
export const annexMessages: typeof french = {
  documentTitle: (place) => `Annex on access to services, ${place}`,
  kicker: "Annex to the plan for better access to public services",
  title: (place) => `${place}: access to a France services`,
  back: "Back to the map",
  print: "Print",
  html: "HTML",
  csv: "CSV",
  geojson: "GeoJSON",
  file: "access-annex",
  files: "Download the annex",
  siteCount: "Sites to rank",
  drawing: "Preparing the annex…",
  mapFailed: "The map could not be drawn; the rest of the annex is complete.",
  label: "The annex, as it will be printed",
  fictitious: "FICTITIOUS TERRITORY: none of these figures describes a real place.",
  stamp: (date, dataset) => `Made on ${formatDate(date)} from dataset ${dataset}. Unofficial tool.`,
  summary: {
    title: "In short",
    covered: (share, minutes) =>
      `${share} of the people are within ${formatMinutes(minutes)} of a France services by road`,
    beyond: (count, minutes, gaps, communes) =>
      count === 0
        ? `Nobody is further than ${formatMinutes(minutes)}.`
        : `${people(count)} are further away, in ${plural(gaps, "gap", "gaps")} and ${plural(communes, "commune", "communes")}.`,
    sites: (count, gain, share, minutes) =>
      `${plural(count, "more site", "more sites")}, at the places ranked below, would bring ${people(gain)} within ${formatMinutes(minutes)}: the share covered would become ${share}.`,
    noSite: "None of the candidate places would change that.",
    scenario: (name) =>
      name === ""
        ? "These figures suppose the scenario shown, not today’s network."
        : `These figures suppose the scenario “${name}”, not today’s network.`,
  },
  map: {
    title: "Map",
    label: (place, sentence) =>
      `Map of the time by road to the nearest France services, ${place}. ${sentence}`,
    numbers: "Numbers are those of the ranked sites.",
  },
  gaps: {
    title: "Gaps, by population",
    none: (minutes) => `No inhabited area is further than ${formatMinutes(minutes)}.`,
    caption: (minutes) =>
      `Connected inhabited areas further than ${formatMinutes(minutes)} from a counted structure`,
    more: (rest, count) =>
      rest < 2
        ? `Another gap, ${people(count)}, is in the files.`
        : `The other ${formatCount(rest)} gaps, ${people(count)} in all, are in the files.`,
    rank: "Rank",
    communes: "Communes",
    people: "People",
    worst: "At worst",
    mean: "On average",
    nearest: "Nearest structure",
    unreached: "no road",
    unknown: "–",
  },
  communes: {
    title: "Communes concerned",
    none: "No commune has people beyond the threshold.",
    caption: (minutes) => `Communes with people further than ${formatMinutes(minutes)}`,
    more: (rest, count) =>
      rest < 2
        ? `Another commune, ${people(count)} beyond, is in the files.`
        : `The other ${formatCount(rest)} communes, ${people(count)} beyond in all, are in the files.`,
    code: "Code",
    name: "Commune",
    population: "People",
    beyond: "Beyond",
    share: "Covered",
  },
  sites: {
    title: "Where to open next, in order",
    failed: (why) => `The sites could not be computed: ${why}`,
    retry: "Try again",
  },
  method: {
    title: "Method",
    sentences: (minutes) => [
      "For each inhabited cell of the population grid, the shortest trip by car to a counted structure is computed on OpenStreetMap’s network, in free flow, one-ways and turn restrictions obeyed.",
      `A cell is covered if that trip takes ${formatMinutes(minutes)} or less; people are counted on cells, never by overlaying areas. A cell without a road counts as not covered.`,
      "A gap joins inhabited cells that are not covered and touch.",
      "The opening of each site is recomputed on the whole network: people go where their trip leads them.",
    ],
    counted: "Structures counted",
    warnings: "To be known",
    figures: "Key figures",
    mean: "Mean time",
    p95: "The longest, for 95% of the people",
    population: "People",
    within: (minutes) => `Within ${formatMinutes(minutes)}`,
    structures: "Structures counted in the territory",
    unknown: "unknown",
  },
  sources: {
    title: "Sources",
    address: "Address of this annex",
  },
  share: (share) => formatShare(share),
  listOf: (names, rest) =>
    rest > 0 ? `${names.join(", ")} and ${formatCount(rest)}${NO_BREAK}others` : names.join(", "),
};
