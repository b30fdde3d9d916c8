import { snapLimitOf } from "../../isochrones/engines/embedded-engine.ts";
import { Snapper } from "../../isochrones/graph/snapping.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Structure, StructureEdit } from "../../isochrones/model/structure.ts";

/** The same dataset built from another list of structures. */
export function withStructures(dataset: Dataset, structures: readonly Structure[]): Dataset {
  const snapper = new Snapper(dataset.network, dataset.snapIndex);
  const lons = structures.map(({ lon }) => lon);
  const lats = structures.map(({ lat }) => lat);
  return { ...dataset, structures, structureSnaps: snapper.snapAll(lons, lats, snapLimitOf(dataset)) };
}

/**
 * The list of structures as edits leave it, by the plainest way. A new one copies `model`, so that a test says whether a
 * selection counts it.
 */
export function editList(
  structures: readonly Structure[],
  edits: readonly StructureEdit[],
  model: Structure,
): Structure[] {
  let list = [...structures];
  edits.forEach((edit, number) => {
    if (edit.kind === "open") {
      list.push({ ...model, id: `nouvelle-${number + 1}`, lon: edit.lon, lat: edit.lat });
      return;
    }
    if (edit.kind === "close") {
      list = list.filter(({ id }) => id !== edit.id);
      return;
    }
    const { kind: _, ...fields } = edit;
    list = list.map((structure) => (structure.id === edit.id ? { ...structure, ...fields } : structure));
  });
  return list;
}
