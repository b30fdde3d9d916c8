import { roadNameAt } from "../../isochrones/graph/road-names.ts";
import { withChanges } from "../../isochrones/graph/with-changes.ts";
import type { Cells } from "../../isochrones/model/cells.ts";
import type { Dataset, SnapIndexData } from "../../isochrones/model/dataset.ts";
import type { Network, RoadNames, RoadProfile } from "../../isochrones/model/network.ts";
import type { PointsByRoad, Snaps } from "../../isochrones/model/points.ts";
import type { Section, Sections } from "./section-source.ts";
import type { SectionSource } from "./section-source.ts";

/** What of a dataset goes into which file of its bundle. One function each way, side by side. */

/** Sections that the file of a network must have. */
export const NETWORK_ARRAYS = [
  "nodeLons",
  "nodeLats",
  "nodeOutOffsets",
  "nodeInOffsets",
  "nodeInEdges",
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

/** A network whose arrays are read from a file when they are first asked for. */
export function networkFrom(
  file: SectionSource,
  profiles: readonly RoadProfile[],
  names: RoadNames,
): Network {
  return withSections<Network, (typeof NETWORK_ARRAYS)[number]>(file, NETWORK_ARRAYS, {
    nodeCount: file.lengthOf("nodeLons"),
    edgeCount: file.lengthOf("edgeTails"),
    turnCount: file.lengthOf("turnTargets"),
    firstCopy: file.read("firstCopy")[0],
    profiles,
    names,
  });
}

export function snapIndexSections({ index, boxShapes, boxFirsts, boxLasts }: SnapIndexData): Sections {
  return { index: new Uint8Array(index), boxShapes, boxFirsts, boxLasts };
}

/** Sections that the file of a snap index must have. */
export const SNAP_INDEX_ARRAYS = ["index", "boxShapes", "boxFirsts", "boxLasts"] as const;

export function snapIndexFrom(file: SectionSource): SnapIndexData {
  const sections = withSections<SnapIndexSections, keyof SnapIndexSections>(file, SNAP_INDEX_ARRAYS, {});
  return withChanges(sections, {
    // A section has a buffer of its own, which begins where its data begins, as flatbush wants it.
    get index(): ArrayBufferLike {
      return sections.index.buffer;
    },
  });
}

type SnapIndexSections = Omit<SnapIndexData, "index"> & { readonly index: Uint8Array };

export function snapSections(snaps: Snaps): Sections {
  return {
    edges: snaps.edges,
    fractions: snaps.fractions,
    nodes: snaps.nodes,
    offsets: snaps.offsets,
    distancesMeters: snaps.distancesMeters,
  };
}

/** Sections that a file of snaps must have. */
export const SNAP_ARRAYS = ["edges", "fractions", "nodes", "offsets", "distancesMeters"] as const;

export function snapsFrom(file: SectionSource): Snaps {
  return withSections<Snaps, (typeof SNAP_ARRAYS)[number]>(file, SNAP_ARRAYS, {});
}

export function byRoadSections({ offsets, points }: PointsByRoad): Sections {
  return { offsets, points };
}

/** Sections that a file of points by road must have. */
export const BY_ROAD_ARRAYS = ["offsets", "points"] as const;

export function byRoadFrom(file: SectionSource): PointsByRoad {
  return withSections<PointsByRoad, (typeof BY_ROAD_ARRAYS)[number]>(file, BY_ROAD_ARRAYS, {});
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

export function cellsFrom(file: SectionSource): Cells {
  const weights = file.names.filter((name) => name.startsWith(WEIGHT_PREFIX));
  return withSections<Cells, (typeof CELL_ARRAYS)[number]>(file, CELL_ARRAYS, {
    count: file.lengthOf("people"),
    weights: Object.fromEntries(
      weights.map((name) => [name.slice(WEIGHT_PREFIX.length), file.read(name) as Float32Array]),
    ),
  });
}

/**
 * An object with some sections of a file as its arrays, each read when it is first asked for: a question looks at a
 * few of them, and memory that is not touched costs nothing.
 */
function withSections<T extends object, Names extends keyof T & string>(
  file: SectionSource,
  names: readonly Names[],
  rest: Omit<T, Names>,
): T {
  const arrays: Partial<Record<Names, Section>> = {};
  const read = Object.fromEntries(
    names.map((name) => [name, { enumerable: true, get: (): Section => (arrays[name] ??= file.read(name)) }]),
  );
  return Object.defineProperties({ ...rest }, read) as T;
}

/** The part of a dataset that is kept as JSON: records with text in them, a few thousands. */
export interface DatasetRecords {
  readonly profiles: readonly RoadProfile[];
  /** `[name, ref]` pairs. */
  readonly names: readonly (readonly [string, string])[];
  readonly structures: Dataset["structures"];
  readonly communes: Dataset["communes"];
  readonly territories: Dataset["territories"];
}

export function recordsOf(dataset: Dataset): DatasetRecords {
  const { network, structures, communes, territories } = dataset;
  return {
    profiles: network.profiles,
    names: Array.from({ length: network.names.count }, (_, index) => {
      const { name, ref } = roadNameAt(network.names, index);
      return [name, ref] as const;
    }),
    structures,
    communes,
    territories,
  };
}
