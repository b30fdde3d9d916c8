import type { Cells } from "../../isochrones/model/cells.ts";
import type { Dataset, SnapIndexData } from "../../isochrones/model/dataset.ts";
import type { Network, RoadName, RoadProfile } from "../../isochrones/model/network.ts";
import type { Snaps } from "../../isochrones/model/points.ts";
import type { Section, Sections } from "./section-file.ts";

/** What of a dataset goes into which file of its bundle. One function each way, side by side. */

/** Sections that the file of a network must have. */
export const NETWORK_ARRAYS = [
  "nodeLons",
  "nodeLats",
  "edgeTails",
  "edgeHeads",
  "edgeDurations",
  "edgeWeights",
  "edgeLengths",
  "edgeTwins",
  "edgeOriginals",
  "edgeShapes",
  "edgeProfiles",
  "edgeFollowsProfile",
  "edgeNames",
  "shapeOffsets",
  "shapeLons",
  "shapeLats",
  "shapeNodeIds",
  "turnOffsets",
  "turnTargets",
  "turnClasses",
  "reverseTurnOffsets",
  "reverseTurnSources",
  "reverseTurnClasses",
  "turnClassDurations",
  "turnClassWeights",
  "edgeComponentSizes",
  "cutEdges",
] as const satisfies readonly (keyof Network)[];

export function networkSections(network: Network): Sections {
  const sections: Record<string, Section> = { firstCopy: Uint32Array.of(network.firstCopy) };
  for (const name of NETWORK_ARRAYS) sections[name] = network[name];
  return sections;
}

export function networkFrom(
  sections: Sections,
  profiles: readonly RoadProfile[],
  names: readonly RoadName[],
): Network {
  const arrays = sections as unknown as Pick<Network, (typeof NETWORK_ARRAYS)[number]>;
  return {
    ...arrays,
    nodeCount: arrays.nodeLons.length,
    edgeCount: arrays.edgeTails.length,
    turnCount: arrays.turnTargets.length,
    firstCopy: sections["firstCopy"][0],
    profiles,
    names,
  };
}

export function snapIndexSections({ index, boxShapes, boxFirsts, boxLasts }: SnapIndexData): Sections {
  return { index: new Uint8Array(index), boxShapes, boxFirsts, boxLasts };
}

export function snapIndexFrom(sections: Sections): SnapIndexData {
  const { index, ...boxes } = sections as unknown as Omit<SnapIndexData, "index"> & { index: Uint8Array };
  // flatbush wants a buffer that begins where its data begins.
  const start = index.byteOffset;
  return { index: index.buffer.slice(start, start + index.byteLength), ...boxes };
}

export function snapSections(snaps: Snaps): Sections {
  return {
    edges: snaps.edges,
    fractions: snaps.fractions,
    nodes: snaps.nodes,
    offsets: snaps.offsets,
    distancesMeters: snaps.distancesMeters,
  };
}

export function snapsFrom(sections: Sections): Snaps {
  return sections as unknown as Snaps;
}

/** Sections that the file of cells must have. */
export const CELL_ARRAYS = [
  "crs",
  "sizes",
  "northings",
  "eastings",
  "lons",
  "lats",
  "people",
  "imputed",
  "communes",
  "cutTimes",
] as const satisfies readonly (keyof Cells)[];

const WEIGHT_PREFIX = "weights/";

export function cellSections(cells: Cells): Sections {
  const sections: Record<string, Section> = {};
  for (const name of CELL_ARRAYS) sections[name] = cells[name];
  for (const [name, weights] of Object.entries(cells.weights)) sections[WEIGHT_PREFIX + name] = weights;
  return sections;
}

export function cellsFrom(sections: Sections): Cells {
  const own: Record<string, Section> = {};
  const weights: Record<string, Float32Array> = {};
  for (const [name, section] of Object.entries(sections)) {
    if (name.startsWith(WEIGHT_PREFIX)) weights[name.slice(WEIGHT_PREFIX.length)] = section as Float32Array;
    else own[name] = section;
  }
  const arrays = own as unknown as Pick<Cells, (typeof CELL_ARRAYS)[number]>;
  return { ...arrays, count: arrays.people.length, weights };
}

/** The part of a dataset that is kept as JSON: records with text in them, a few thousands. */
export interface DatasetRecords {
  readonly profiles: readonly RoadProfile[];
  /** `[name, ref]` pairs. */
  readonly names: readonly (readonly [string, string])[];
  readonly structures: Dataset["structures"];
  readonly communes: Dataset["communes"];
  readonly territories: Dataset["territories"];
  readonly communeShapes: Dataset["communeShapes"];
}

export function recordsOf(dataset: Dataset): DatasetRecords {
  const { network, structures, communes, territories, communeShapes } = dataset;
  return {
    profiles: network.profiles,
    names: network.names.map(({ name, ref }) => [name, ref] as const),
    structures,
    communes,
    territories,
    communeShapes,
  };
}
