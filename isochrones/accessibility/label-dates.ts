import type { Structure, StructureSelection } from "../model/structure.ts";
import { selectStructures } from "./selection.ts";

/** A day on which structures were labelled. */
export interface LabelDate {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** Labelled that day. */
  readonly added: number;
  /** Labelled on it or before: what a selection `asOf` that day counts. */
  readonly counted: number;
}

/** How a network grew. */
export interface LabelDates {
  /** Ascending. */
  readonly dates: readonly LabelDate[];
  /** Structures without a date, which no selection by day counts. */
  readonly undated: number;
}

/** The days on which the structures that a selection counts were labelled. O(n log n). */
export function labelDates(structures: readonly Structure[], selection: StructureSelection = {}): LabelDates {
  const added = new Map<string, number>();
  let undated = 0;
  for (const index of selectStructures(structures, selection).counted) {
    const { labelledOn } = structures[index];
    if (labelledOn === null) undated++;
    else added.set(labelledOn, (added.get(labelledOn) ?? 0) + 1);
  }
  let counted = 0;
  const dates = [...added]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, count]) => ({ date, added: count, counted: (counted += count) }));
  return { dates, undated };
}
