import type { Provenance } from "../model/provenance.ts";
import type { OpeningWindow, Structure, StructureSelection } from "../model/structure.ts";
import { applyEdits, type OpenedPlace } from "./edits.ts";
import { editWord } from "./edit-words.ts";
import { describeOpeningWindow, openingWindowWord, opensWithin } from "../opening-hours/opening-window.ts";

/** Which structures a figure counts, and why the others are left out. */
export interface SelectedStructures {
  /** Indices into the dataset's structures, ascending. */
  readonly counted: readonly number[];
  readonly excluded: readonly { readonly reason: string; readonly count: number }[];
  /** Where others count than the dataset has: opened or moved there by the selection's edits, in their order. */
  readonly opened: readonly OpenedPlace[];
}

/**
 * Applies a selection, its edits first. A structure without a label date is counted only where no date is asked for, one whose hours could
 * not be read only where no opening is. Throws `RequestError` for edits that do not fit the structures.
 */
export function selectStructures(
  structures: readonly Structure[],
  selection: StructureSelection = {},
): SelectedStructures {
  const counted: number[] = [];
  const excluded = new Map<string, number>();
  const edited = applyEdits(structures, selection.edits);
  structures.forEach((original, index) => {
    const { structure = original, isGone = false } = edited.byIndex.get(index) ?? {};
    const reason = isGone ? CLOSED_BY_EDIT : reasonToExclude(structure, selection);
    if (reason !== null) excluded.set(reason, (excluded.get(reason) ?? 0) + 1);
    else if (!edited.moved.has(index)) counted.push(index);
  });
  const isOpen = ({ structure }: OpenedPlace): boolean =>
    structure === null || reasonToExclude(structure, selection) === null;
  return {
    counted,
    excluded: [...excluded].map(([reason, count]) => ({ reason, count })),
    opened: edited.opened.filter(isOpen),
  };
}

/**
 * The structures that count where all of them stand as the dataset has them. Throws for a selection with edits that open or
 * move any: who asks knows nothing of other places.
 */
export function countedAsListed(
  structures: readonly Structure[],
  selection?: StructureSelection,
): readonly number[] {
  const { counted, opened } = selectStructures(structures, selection);
  if (opened.length === 0) return counted;
  throw new Error(`got a selection with ${opened.length} places of its own, expected structures of the list`);
}

const CLOSED_BY_EDIT = "fermée par le scénario";

/** Why a selection without edits does not count a structure, in French; null where it does. */

export function reasonToExclude(structure: Structure, selection: StructureSelection): string | null {
  const { exclude = [], asOf, openOn } = selection;
  if (exclude.includes(structure.type)) return `type ${structure.type} exclu`;
  if (exclude.includes(structure.format)) return `format ${structure.format} exclu`;
  if (asOf !== undefined) {
    if (structure.labelledOn === null) return "date de labellisation inconnue";
    if (structure.labelledOn > asOf) return `labellisée après le ${asOf}`;
  }
  const quality = reasonOfQuality(structure, selection);
  if (quality !== null) return quality;
  return openOn === undefined ? null : reasonNotOpen(structure, openOn);
}

function reasonOfQuality(
  { indicators }: Structure,
  { minRealisation, minNoRedirection }: StructureSelection,
): string | null {
  if (minRealisation !== undefined) {
    const rate = indicators?.realisationRate ?? null;
    if (rate === null) return "taux de réalisation inconnu";
    if (rate < minRealisation) return `taux de réalisation sous ${minRealisation} %`;
  }
  if (minNoRedirection !== undefined) {
    const share = indicators?.noRedirectionShare ?? null;
    if (share === null) return "part sans réorientation inconnue";
    if (share < minNoRedirection) return `part sans réorientation sous ${minNoRedirection} %`;
  }
  return null;
}

function reasonNotOpen(structure: Structure, openOn: OpeningWindow): string | null {
  const opens = opensWithin(structure, openOn);
  if (opens === true) return null;
  return `${opens === null ? "horaires inconnus" : "fermée"} ${describeOpeningWindow(openOn)}`;
}

/** The same selection gives the same key, however it is written. */
export function selectionKey({
  exclude = [],
  asOf = "",
  openOn,
  minRealisation,
  minNoRedirection,
  edits = [],
}: StructureSelection = {}): string {
  const opening = openOn === undefined ? "" : `@${openingWindowWord(openOn)}`;
  const quality =
    (minRealisation === undefined ? "" : `@r${minRealisation}`) +
    (minNoRedirection === undefined ? "" : `@n${minNoRedirection}`);
  const scenario = edits.length === 0 ? "" : `@@${edits.map(editWord).join(";")}`;
  return `${[...new Set(exclude)].sort().join("+")}@${asOf}${opening}${quality}${scenario}`;
}

/** A selection as the parameters of a provenance tell it. */
export function selectionParameters({
  exclude = [],
  asOf,
  openOn,
  minRealisation,
  minNoRedirection,
  edits = [],
}: StructureSelection): Provenance["parameters"] {
  return {
    exclude,
    asOf: asOf ?? null,
    openOn: openOn === undefined ? null : openingWindowWord(openOn),
    ...(minRealisation !== undefined && { minRealisation }),
    ...(minNoRedirection !== undefined && { minNoRedirection }),
    ...(edits.length > 0 && { scenario: edits.map(editWord) }),
  };
}
