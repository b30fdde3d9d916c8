import type { LabelDates } from "../model/report.ts";
import type { Structure, StructureSelection } from "../model/structure.ts";
import { selectStructures } from "./selection.ts";

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
