import type { Structure, StructureSelection } from "../model/structure.ts";

/** Which structures a figure counts, and why the others are left out. */
export interface SelectedStructures {
  /** Indices into the dataset's structures, ascending. */
  readonly counted: readonly number[];
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
}

/** Applies a selection. A structure without a label date is counted only where no date is asked for. */
export function selectStructures(
  structures: readonly Structure[],
  selection: StructureSelection = {},
): SelectedStructures {
  const counted: number[] = [];
  const excluded = new Map<string, number>();
  structures.forEach((structure, index) => {
    const reason = reasonToExclude(structure, selection);
    if (reason === null) counted.push(index);
    else excluded.set(reason, (excluded.get(reason) ?? 0) + 1);
  });
  return { counted, excluded: [...excluded].map(([reason, count]) => ({ reason, count })) };
}

function reasonToExclude(structure: Structure, { exclude = [], asOf }: StructureSelection): string | null {
  if (exclude.includes(structure.type)) return `type ${structure.type} exclu`;
  if (exclude.includes(structure.format)) return `format ${structure.format} exclu`;
  if (asOf === undefined) return null;
  if (structure.labelledOn === null) return "date de labellisation inconnue";
  return structure.labelledOn > asOf ? `labellisée après le ${asOf}` : null;
}

/** The same selection gives the same key, however it is written. */
export function selectionKey({ exclude = [], asOf = "" }: StructureSelection = {}): string {
  return `${[...new Set(exclude)].sort().join("+")}@${asOf}`;
}
