import type { HistoryEntry } from "../../../server/schemas/history-answers.ts";

/** What the scale needs of an entry. */
export type Dated = Pick<HistoryEntry, "since">;

const MONTHS_OF_YEAR = 12;
/** Months between two marks, from the finest. */
const STEPS: readonly number[] = [1, 2, 3, 6, 12, 24, 60, 120];
const MOST_MARKS = 4;

/** 0 to 1 from the first entry to the last; the middle where there is one instant alone. */
export function placesOf(entries: readonly Dated[]): number[] {
  const times = entries.map(({ since }) => Date.parse(since));
  const first = Math.min(...times);
  const last = Math.max(...times);
  return times.map((time) => (last === first ? 0.5 : (time - first) / (last - first)));
}

/** A mark under the axis: a first of a month, or the first and last day where no two of these lie between. */
export interface TimeMark {
  /** 0 to 1. */
  readonly place: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly isMonth: boolean;
}

/** At most four marks, in whole steps of months. @param entries by date, two or more */
export function timeMarks(entries: readonly Dated[]): TimeMark[] {
  const first = Date.parse(entries[0]?.since ?? "");
  const last = Date.parse(entries.at(-1)?.since ?? "");
  if (!(last > first)) return [];
  const placed = (date: string, isMonth: boolean): TimeMark => ({
    place: (Date.parse(date) - first) / (last - first),
    date,
    isMonth,
  });
  const months = monthsBetween(first, last);
  const step = STEPS.find((one) => months.filter((month) => month % one === 0).length <= MOST_MARKS);
  const shown = step === undefined ? [] : months.filter((month) => month % step === 0);
  if (shown.length > 1) return shown.map((month) => placed(firstOf(month), true));
  const days = [entries[0], entries.at(-1)].map((entry) => entry?.since.slice(0, 10) ?? "");
  const [from, to] = days;
  if (from === to) return [{ place: 0.5, date: from ?? "", isMonth: false }];
  return [
    { place: 0, date: from ?? "", isMonth: false },
    { place: 1, date: to ?? "", isMonth: false },
  ];
}

/** Months that begin between two instants, numbered from year 0. */
function monthsBetween(first: number, last: number): number[] {
  const from = new Date(first);
  const months: number[] = [];
  for (let month = from.getUTCFullYear() * MONTHS_OF_YEAR + from.getUTCMonth(); ; month++) {
    const begins = Date.parse(firstOf(month));
    if (begins > last) return months;
    if (begins >= first) months.push(month);
  }
}

function firstOf(month: number): string {
  const year = Math.floor(month / MONTHS_OF_YEAR);
  return `${year}-${String((month % MONTHS_OF_YEAR) + 1).padStart(2, "0")}-01`;
}

/**
 * The ends of the axis of shares: a round share under the lowest and one above the highest, so that steps of a tenth of a point
 * are seen where all are alike, and never less than two points apart.
 */
export function shareBounds(shares: readonly number[]): { readonly low: number; readonly high: number } {
  const lowest = Math.min(1, ...shares);
  const highest = Math.max(0, ...shares);
  const step = [0.01, 0.02, 0.05, 0.1, 0.2].find((one) => highest - lowest <= one * 4) ?? 0.5;
  // Hundredths are no binary fractions: 0.92 is 46 steps of 0.02, and a hair less.
  const under = Math.min(lowest, Math.floor(lowest / step + 1e-9) * step);
  const high = Math.min(1, Math.max(highest, Math.ceil(highest / step - 1e-9) * step));
  const low = Math.max(0, Math.min(under, high - 2 * step));
  return { low, high: Math.max(high, low + 2 * step) };
}

/** Parts of a line, each of entries that can be compared: the first of a part cannot with the one before. */
export function comparableRuns<E extends Pick<HistoryEntry, "isComparable">>(entries: readonly E[]): E[][] {
  const runs: E[][] = [];
  for (const entry of entries) {
    const run = runs.at(-1);
    if (run === undefined || !entry.isComparable) runs.push([entry]);
    else run.push(entry);
  }
  return runs;
}
