import type { Provenance } from "../model/provenance.ts";
import type { OpeningWindow, Structure, StructureSelection } from "../model/structure.ts";
import { describeOpeningWindow, openingWindowWord, opensWithin } from "../opening-hours/opening-window.ts";

/** Which structures a figure counts, and why the others are left out. */
export interface SelectedStructures {
  /** Indices into the dataset's structures, ascending. */
  readonly counted: readonly number[];
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
}

/**
 * Applies a selection. A structure without a label date is counted only where no date is asked for, one whose hours could
 * not be read only where no opening is.
 */
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

function reasonToExclude(structure: Structure, selection: StructureSelection): string | null {
  const { exclude = [], asOf, openOn } = selection;
  if (exclude.includes(structure.type)) return `type ${structure.type} exclu`;
  if (exclude.includes(structure.format)) return `format ${structure.format} exclu`;
  if (asOf !== undefined) {
    if (structure.labelledOn === null) return "date de labellisation inconnue";
    if (structure.labelledOn > asOf) return `labellisée après le ${asOf}`;
  }
  return openOn === undefined ? null : reasonNotOpen(structure, openOn);
}

function reasonNotOpen(structure: Structure, openOn: OpeningWindow): string | null {
  const opens = opensWithin(structure, openOn);
  if (opens === true) return null;
  return `${opens === null ? "horaires inconnus" : "fermée"} ${describeOpeningWindow(openOn)}`;
}

/** The same selection gives the same key, however it is written. */
export function selectionKey({ exclude = [], asOf = "", openOn }: StructureSelection = {}): string {
  const opening = openOn === undefined ? "" : `@${openingWindowWord(openOn)}`;
  return `${[...new Set(exclude)].sort().join("+")}@${asOf}${opening}`;
}

/** A selection as the parameters of a provenance tell it. */
export function selectionParameters({
  exclude = [],
  asOf,
  openOn,
}: StructureSelection): Provenance["parameters"] {
  return {
    exclude,
    asOf: asOf ?? null,
    openOn: openOn === undefined ? null : openingWindowWord(openOn),
  };
}
