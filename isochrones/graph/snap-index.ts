import Flatbush from "flatbush";

import type { SnapIndexData } from "../model/dataset.ts";
import type { Network } from "../model/network.ts";

/** Segments in one box: long chains wind, and one box around a whole one would hold half the map. */
const SEGMENTS_PER_BOX = 8;

/**
 * Indexes the roads on which a trip may start or end: neither ferries nor private service roads, nor pieces cut
 * off from the rest. Components of fewer than `minComponent` directed edges take no snaps, unless none is larger.
 */
export function buildSnapIndex(network: Network, minComponent: number): SnapIndexData {
  return indexShapes(network, snappableShapes(network, minComponent));
}

/** Roads that such an index leaves out: those of small components, and those on which no trip may begin. */
export function buildRestIndices(
  network: Network,
  { boxShapes }: SnapIndexData,
): { small: SnapIndexData; closed: SnapIndexData } {
  const small = new Uint8Array(network.shapeOffsets.length - 1);
  const closed = new Uint8Array(small.length);
  for (let edge = 0; edge < network.firstCopy; edge++) {
    const { startpoint } = network.profiles[network.edgeProfiles[edge]];
    (startpoint ? small : closed)[network.edgeShapes[edge] >> 1] = 1;
  }
  for (let box = 0; box < boxShapes.length; box++) small[boxShapes[box]] = 0;
  return { small: indexShapes(network, small), closed: indexShapes(network, closed) };
}

function indexShapes(network: Network, takesSnaps: Uint8Array): SnapIndexData {
  const { shapeOffsets } = network;
  let count = 0;
  for (let shape = 0; shape < takesSnaps.length; shape++) {
    const segments = shapeOffsets[shape + 1] - 1 - shapeOffsets[shape];
    if (takesSnaps[shape] === 1) count += Math.ceil(segments / SEGMENTS_PER_BOX);
  }
  const boxShapes = new Uint32Array(count);
  const boxFirsts = new Uint32Array(count);
  const boxLasts = new Uint32Array(count);
  for (let shape = 0, box = 0; shape < takesSnaps.length; shape++) {
    if (takesSnaps[shape] === 0) continue;
    const end = shapeOffsets[shape + 1] - 1;
    for (let first = shapeOffsets[shape]; first < end; first += SEGMENTS_PER_BOX) {
      boxShapes[box] = shape;
      boxFirsts[box] = first;
      boxLasts[box++] = Math.min(first + SEGMENTS_PER_BOX, end);
    }
  }
  return { index: indexBoxes(network, boxFirsts, boxLasts), boxShapes, boxFirsts, boxLasts };
}

/** Is any component as large as asked? Else every component takes snaps, as in OSRM on a tiny extract. */
export function effectiveMinComponent(network: Network, minComponent: number): number {
  return network.edgeComponentSizes.some((size) => size >= minComponent) ? minComponent : 0;
}

function snappableShapes(network: Network, minComponent: number): Uint8Array {
  const least = effectiveMinComponent(network, minComponent);
  const takesSnaps = new Uint8Array(network.shapeOffsets.length - 1);
  for (let edge = 0; edge < network.firstCopy; edge++) {
    if (network.edgeComponentSizes[edge] < least) continue;
    if (!network.profiles[network.edgeProfiles[edge]].startpoint) continue;
    takesSnaps[network.edgeShapes[edge] >> 1] = 1;
  }
  return takesSnaps;
}

function indexBoxes(network: Network, boxFirsts: Uint32Array, boxLasts: Uint32Array): ArrayBufferLike {
  if (boxFirsts.length === 0) return new ArrayBuffer(0);
  const index = new Flatbush(boxFirsts.length, 16, Int32Array);
  const { shapeLons, shapeLats } = network;
  for (let box = 0; box < boxFirsts.length; box++) {
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    for (let point = boxFirsts[box]; point <= boxLasts[box]; point++) {
      west = Math.min(west, shapeLons[point]);
      east = Math.max(east, shapeLons[point]);
      south = Math.min(south, shapeLats[point]);
      north = Math.max(north, shapeLats[point]);
    }
    index.add(west, south, east, north);
  }
  index.finish();
  return index.data;
}
