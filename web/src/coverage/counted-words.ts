import { readOpeningWindow } from "../../../isochrones/opening-hours/opening-window.ts";
import { EXCLUSIONS } from "../app/state.ts";
import type { Counted, ExclusionId } from "../app/state.ts";
import { formatDate } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";

const words = messages.counted;

/**
 * Which structures count, as what may follow "structures": `ouvertes le samedi, sans bus ni équipes itinérantes, réseau au
 * 1er août 2024`. Empty where all of them do.
 */
export function countedWords({ excluded, openOn, asOf }: Counted): string {
  const window = openOn === null ? null : readOpeningWindow(openOn);
  const parts = [
    ...(openOn === null ? [] : [window === null ? words.openOnOther(openOn) : words.openOn(window)]),
    ...(Object.keys(EXCLUSIONS) as ExclusionId[])
      .filter((id) => excluded.includes(id))
      .map((id) => words.without[id]),
    ...(asOf === null ? [] : [words.asOf(formatDate(asOf))]),
  ];
  return parts.join(", ");
}

/** The same as a sentence of its own; empty where all structures count. */
export function countedSentence(counted: Counted): string {
  const text = countedWords(counted);
  return text === "" ? "" : words.sentence(text);
}
