import { RequestError } from "../errors.ts";
import type { Structure, StructureEdit } from "../model/structure.ts";

/** So many edits make a scenario at most. */
export const MOST_EDITS = 1000;

/** A place where a structure stands that the dataset has not there. */
export interface OpenedPlace {
  readonly lon: number;
  readonly lat: number;
  /** The number of its edit. */
  readonly edit: number;
  /** The one that has moved there, as it is then; null for a new one. */
  readonly structure: Structure | null;
  readonly name: string | null;
}

/** What edits make of a list of structures. */
export interface EditedStructures {
  /** Those that are otherwise, by their index. */
  readonly byIndex: ReadonlyMap<number, { readonly structure: Structure; readonly isGone: boolean }>;
  /** Those that do not stand where the dataset has them. */
  readonly moved: ReadonlySet<number>;
  readonly opened: readonly OpenedPlace[];
}

const UNCHANGED: EditedStructures = { byIndex: new Map(), moved: new Set(), opened: [] };

/** Who has been told what of a structure. */
interface Told {
  readonly index: number;
  structure: Structure;
  place: Extract<StructureEdit, { kind: "close" | "move" }> | null;
  edit: number;
  isModified: boolean;
}

/**
 * Applies edits in their order. A structure may be closed or moved once and modified once, and not be closed if it is
 * modified. Throws `RequestError` that names the edit at fault (`editRefusal`): `scenario.too_many`, `structure.unknown`,
 * `scenario.contradiction`.
 *
 * O(structures + edits), O(1) without edits.
 */
export function applyEdits(
  structures: readonly Structure[],
  edits: readonly StructureEdit[] = [],
): EditedStructures {
  if (edits.length === 0) return UNCHANGED;
  if (edits.length > MOST_EDITS) {
    throw new RequestError(
      "scenario.too_many",
      "modifications",
      `le scénario a ${edits.length} modifications, attendu ${MOST_EDITS} au plus`,
    );
  }
  const indices = new Map(structures.map(({ id }, index) => [id, index]));
  const told = new Map<string, Told>();
  const opened: (OpenedPlace | Told)[] = [];
  edits.forEach((edit, number) => {
    if (edit.kind === "open") {
      const { lon, lat, name } = edit;
      opened.push({ lon, lat, name, edit: number, structure: null });
      return;
    }
    const index = indices.get(edit.id);
    if (index === undefined) {
      throw editRefusal(
        "structure.unknown",
        number,
        `structure « ${edit.id} » inconnue de ce jeu de données`,
      );
    }
    const known = told.get(edit.id);
    const one = known ?? {
      index,
      structure: structures[index],
      place: null,
      edit: number,
      isModified: false,
    };
    told.set(edit.id, one);
    refuseContradiction(one, edit, number);
    if (edit.kind === "modify") {
      one.structure = modified(one.structure, edit);
      one.isModified = true;
      return;
    }
    one.place = edit;
    one.edit = number;
    if (edit.kind === "move") opened.push(one);
  });
  const all = [...told.values()];
  return {
    byIndex: new Map(
      all.map(({ index, structure, place }) => [index, { structure, isGone: place?.kind === "close" }]),
    ),
    moved: new Set(all.filter(({ place }) => place?.kind === "move").map(({ index }) => index)),
    opened: opened.flatMap((one) => ("index" in one ? movedPlace(one) : [one])),
  };
}

/** A refusal that says which edit is at fault, for people from 1 on, for programs from 0 on. */
export function editRefusal(code: string, edit: number, message: string): RequestError {
  return new RequestError(code, `modifications[${edit}]`, `modification n° ${edit + 1} : ${message}`);
}

function movedPlace({ structure, place, edit }: Told): OpenedPlace[] {
  if (place?.kind !== "move") return [];
  return [{ lon: place.lon, lat: place.lat, edit, structure, name: structure.name }];
}

function refuseContradiction(
  { place, isModified }: Told,
  { kind, id }: Exclude<StructureEdit, { kind: "open" }>,
  edit: number,
): void {
  const refuse = (what: string): never => {
    throw editRefusal("scenario.contradiction", edit, `la structure « ${id} » ${what}`);
  };
  if (kind === "modify") {
    if (isModified) refuse("est déjà modifiée par ce scénario : réunissez les deux modifications");
    if (place?.kind === "close") refuse("est fermée par ce scénario : elle ne peut pas être modifiée");
    return;
  }
  if (place?.kind === "close") {
    refuse(
      kind === "close"
        ? "est déjà fermée par ce scénario"
        : "est fermée par ce scénario : elle ne peut pas être déplacée",
    );
  }
  if (place?.kind === "move") {
    refuse(
      kind === "move"
        ? "est déjà déplacée par ce scénario"
        : "est déplacée par ce scénario : elle ne peut pas être fermée",
    );
  }
  if (isModified && kind === "close") refuse("est modifiée par ce scénario : elle ne peut pas être fermée");
}

function modified(
  structure: Structure,
  { type, format, openingHours }: Extract<StructureEdit, { kind: "modify" }>,
): Structure {
  return {
    ...structure,
    ...(type !== undefined && { type }),
    ...(format !== undefined && { format }),
    ...(openingHours !== undefined && { openingHours }),
  };
}
