import { formatCount, formatMinutes, formatShare } from "./format.ts";
import { people, plural } from "./plural.en.ts";
import type { robustnessMessages as french } from "./robustness-messages.fr.ts";

/** Sentences of who depends on which structure, in English. */
export const robustnessMessages: typeof french = {
  waiting: "Working out who depends on which…",
  withoutScenario: "Without the scenario shown: these are the structures of today.",
  sentence: (minutes: number, count: number, share: number) =>
    count === 0
      ? `Nobody depends on one structure alone to be within ${formatMinutes(minutes)}.`
      : `${people(count)} (${formatShare(share)}) ${Math.round(count) === 1 ? "is" : "are"} within ${formatMinutes(minutes)} of one structure only: should it close, they are beyond.`,
  nobody: "Nobody lives in this territory.",
  parts: {
    one: "one structure only",
    two: "two structures",
    more: "three or more",
    none: "none",
  },
  partsTitle: (minutes: number) => `People by structures within ${formatMinutes(minutes)}`,
  barLabel: (title: string, parts: readonly string[]) => `${title}: ${parts.join(", ")}`,
  part: (label: string, count: number, share: number) =>
    `${label}: ${formatCount(count)} (${formatShare(share)})`,
  caption: (minutes: number, count: number) =>
    `Who would be beyond if it alone closed: ${plural(count, "structure", "structures")}, in the order at ${formatMinutes(minutes)}.`,
  columns: {
    structure: "Name",
    lost: (minutes: number) => `over ${formatMinutes(minutes)}`,
    trial: "Trial",
  },
  tryClosing: "close",
  tryClosingOf: (name: string) => `close ${name}, as a trial`,
  scenario: (name: string) => `Without ${name}`,
  rowHint: "A row shows its structure; “close” tries its closing on the map.",
  file: (territory: string, minutes: number) => `fragilite-${territory}-${minutes}-min`,
  fileHeader: {
    start: ["id_fs", "nom", "code_commune", "commune", "habitants_les_plus_proches"],
    lost: (minutes: number) => `perdus_a_${minutes}_min`,
  },
};
