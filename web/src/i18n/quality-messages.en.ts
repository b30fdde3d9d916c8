import { formatCount } from "./format.ts";
import { plural } from "./plural.en.ts";
import type { qualityMessages as french } from "./quality-messages.fr.ts";

/** Sentences of the quality of service, in English. */
export const qualityMessages: typeof french = {
  title: "Quality of service",
  fictitious: "Fictitious indicators, invented for the demonstration.",
  unknown: "not known",
  names: {
    realisationRate: "Acts completed",
    noRedirectionShare: "Handled without re-direction",
    satisfaction: "Satisfied users",
  },
  median: (known: number, all: number) =>
    all === 0
      ? "No structure in this territory."
      : `Medians of the structures of this territory, counted or not; ${formatCount(known)} of ${formatCount(all)} have indicators.`,
  choice: {
    legend: "Only those that…",
    all: "all",
    labels: {
      minNoRedirection: "handle requests without re-direction",
      minRealisation: "complete the acts asked for",
    },
    atLeast: (percent: string) => `${percent} and more`,
    uncounted: (count: number) =>
      count === 0
        ? "The indicator is known for all structures."
        : `${plural(count, "structure of which the indicator is not known does not count", "structures of which the indicator is not known do not count")}.`,
  },
};
