import { newStructureId } from "../../isochrones/accessibility/structure-counter.ts";
import { selectStructures } from "../../isochrones/accessibility/selection.ts";
import type { Structure, StructureEdit, StructureSelection } from "../../isochrones/model/structure.ts";
import type { SnappedOpening, Study } from "../../isochrones/study.ts";
import type { UnderstoodEdit } from "../schemas/scenario-answers.ts";

const ACTIONS: Readonly<Record<StructureEdit["kind"], UnderstoodEdit["action"]>> = {
  open: "ajouter",
  close: "fermer",
  move: "deplacer",
  modify: "modifier",
};

/** Edits as they were understood, in their order. Throws `RequestError` for those that cannot be. O(structures + edits). */
export function understoodEdits(
  study: Study,
  selection: StructureSelection,
  edits: readonly StructureEdit[],
): UnderstoodEdit[] {
  const { structures } = study.dataset;
  const after = selectStructures(structures, { ...selection, edits });
  const countedAfter = new Set([
    ...after.counted.map((index) => structures[index].id),
    ...after.opened.map(({ structure, edit }) => structure?.id ?? newStructureId(edit)),
  ]);
  const countedBefore = new Set(
    selectStructures(structures, selection).counted.map((index) => structures[index].id),
  );
  const byId = new Map(structures.map((structure) => [structure.id, structure]));
  const openings = new Map(study.openings({ edits }).map((opening) => [opening.edit, opening]));
  return edits.map((edit, number) => {
    const structure = edit.kind === "open" ? null : (byId.get(edit.id) ?? null);
    const id = structure?.id ?? newStructureId(number);
    return {
      action: ACTIONS[edit.kind],
      structureId: structure?.id ?? null,
      name: edit.kind === "open" ? edit.name : (structure?.name ?? null),
      ...placeOfEdit(edit, structure, openings.get(number) ?? null),
      countedBefore: structure !== null && countedBefore.has(id),
      countedAfter: countedAfter.has(id),
    };
  });
}

function placeOfEdit(
  edit: StructureEdit,
  structure: Structure | null,
  opening: SnappedOpening | null,
): Pick<UnderstoodEdit, "lon" | "lat" | "road" | "snapMeters" | "commune"> {
  if ("lon" in edit && opening !== null) {
    const { road, snapMeters, commune } = opening;
    const { lon, lat } = edit;
    return {
      lon,
      lat,
      road,
      snapMeters,
      commune: commune === null ? null : { code: commune.code, name: commune.name },
    };
  }
  if (structure === null) throw new Error("got neither a structure nor its place");
  const { lon, lat, communeCode: code, communeName: name } = structure;
  return { lon, lat, road: null, snapMeters: null, commune: { code, name } };
}
