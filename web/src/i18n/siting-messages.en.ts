import { formatCount, formatFineShare, formatMeanMinutes, formatMinutes, formatShare } from "./format.ts";
import { people, plural } from "./plural.en.ts";
import type { sitingMessages as french } from "./siting-messages.fr.ts";

/** The siting screen in English. */
export const sitingMessages: typeof french = {
  intro:
    "The places that would bring most people within the limit, for the territory, the limit and the structures chosen on this page.",
  scenario: (name) =>
    name === ""
      ? "It starts from the scenario shown, not from today’s network."
      : `It starts from the scenario “${name}”, not from today’s network.`,
  aim: {
    label: "Aim",
    couverture: "Cover most people",
    "temps-moyen": "The shortest mean time",
    "plus-eloignes": "The worst off first",
    part: "Fewest sites for a share",
  },
  count: "Number of sites",
  share: "Share to cover (%)",
  candidates: {
    label: "Candidate places",
    communes: "Communes",
    grille: "A 5 km grid",
    fichier: "A CSV file",
  },
  file: "CSV file (columns lon and lat; nom, id and code_insee where there are any)",
  fileHint:
    "The file is sent to the server for this computation; it is not in the page’s address: a link asks for it again.",
  fileMissing: "Choose a CSV file of candidate places first.",
  exact: "Prove the best choice",
  exactHint: (seconds) => `Seeks a better one for up to ${formatCount(seconds)} more seconds.`,
  forced: "Required",
  forbidden: "Ruled out",
  remove: (name) => `${name}: remove`,
  run: "Search",
  cancel: "Cancel",
  cancelled: "Cancelled.",
  starting: "Asked…",
  queued: (before) =>
    before > 0 ? `Waiting: ${plural(before, "computation", "computations")} before this one…` : "Waiting…",
  computing: "Computing: ",
  progress: (done, total) => `${formatCount(done)} of ${formatCount(total)}`,
  progressLabel: "Progress of the computation",
  done: (count) => `Done: ${plural(count, "site", "sites")}.`,
  outdated: "The question has changed since this result: search again to bring it up to date.",
  resultTitle: "Sites, in order",
  none: "No candidate place brings anybody nearer.",
  sentence: (count, minutes, before, after, gain) =>
    `${plural(count, "more site", "more sites")}: from ${before} to ${after} of the people within ${formatMinutes(minutes)}, ${people(gain)} more.`,
  meanSentence: (before, after) =>
    `Mean time: from ${formatMeanMinutes(before)} to ${formatMeanMinutes(after)}.`,
  longestSentence: (before, after) =>
    `Longest trip (counted as an hour at most): from ${formatMeanMinutes(before)} to ${formatMeanMinutes(after)}.`,
  caption: (minutes) =>
    `Each place adds to those before it; the numbers are those of the map. People within ${formatMinutes(minutes)}.`,
  rank: "Rank",
  name: "Place",
  gain: "Gain",
  covered: "Covered",
  coveredShare: "Share",
  mean: "Mean",
  longest: "Worst",
  unknown: "–",
  isForced: "required",
  asGood: "As good: ",
  moreAsGood: (rest) => ` and ${plural(rest, "other", "others")}`,
  force: "require",
  forbid: "rule out",
  forceNamed: (name) => `require ${name}`,
  forbidNamed: (name) => `rule out ${name}`,
  proven: "No other choice of as many places does better: it is proven.",
  provenFewest: "Fewer places cannot do: it is proven.",
  bound: (bound, gap) =>
    `No other choice of as many places covers more than ${people(bound)}: this one is at most ${formatFineShare(gap)} from the best possible.`,
  boundMean: (mean, gap) =>
    `No other choice of as many places has a mean time below ${formatMeanMinutes(mean)}: this one is at most ${formatFineShare(gap)} from the best possible.`,
  unbounded: "This ranking adds the best place at each step; another choice could do better.",
  atLeast: (count) => `It takes at least ${formatCount(count)}.`,
  unreached: (share) => `The candidate places cannot cover ${formatShare(share)} of the people.`,
  withoutRoad: (count) => `${plural(count, "candidate place", "candidate places")} with no road near.`,
  assumptions: "Assumptions",
  csv: "CSV",
  geojson: "GeoJSON",
  annex: "Printable annex",
  try: "Try as a scenario",
  scenarioName: "Sites",
  tried: "The scenario is shown: the figure and the map suppose it.",
};
