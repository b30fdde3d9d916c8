import type { HistoryChange, HistoryEntry } from "../../../server/schemas/history-answers.ts";
import { formatDate, formatList, formatMinutes, formatShare, formatVintage } from "./format.ts";

/** What has changed, by these names, with the dates of the sources that have one. */
export function changesOf(
  { changed, sources }: HistoryEntry,
  names: Readonly<Record<HistoryChange, string>>,
): string {
  return formatList(
    changed.map((change) => {
      const own = sources.filter(({ role }) => role === change && role !== "communes");
      const vintages = [...new Set(own.map(({ vintage }) => formatVintage(vintage)))];
      return vintages.length === 0 ? names[change] : `${names[change]} (${vintages.join(", ")})`;
    }),
  );
}

/** The day on which an entry came into service. */
export function dayOf({ since }: HistoryEntry): string {
  return formatDate(since.slice(0, 10));
}

/** `95,2 % à 30 min, 80,0 % à 20 min`. @param within the word between share and minutes */
export function figuresOf({ covered }: HistoryEntry, within: string): string {
  return covered
    .map(({ share, minutes }) => `${formatShare(share)} ${within} ${formatMinutes(minutes)}`)
    .reverse()
    .join(", ");
}
