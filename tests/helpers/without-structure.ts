import type { Dataset } from "../../isochrones/model/dataset.ts";
import { OFFSETS } from "../../isochrones/model/points.ts";

/** The same dataset as if a structure had never been in it. */
export function withoutStructure(dataset: Dataset, structure: number): Dataset {
  const { structures, structureSnaps: snaps } = dataset;
  const isKept = (_: unknown, index: number): boolean => index !== structure;
  return {
    ...dataset,
    structures: structures.filter(isKept),
    structureSnaps: {
      edges: snaps.edges.filter(isKept),
      fractions: snaps.fractions.filter(isKept),
      offsets: snaps.offsets.filter((offset, place) => isKept(offset, Math.floor(place / OFFSETS))),
      nodes: snaps.nodes.filter(isKept),
      distancesMeters: snaps.distancesMeters.filter(isKept),
    },
  };
}
