import { planeMeters } from "../../isochrones/geo/distance.ts";
import { NO_EDGE, NO_NODE, type Network } from "../../isochrones/model/network.ts";

export interface PlacedPoint {
  readonly edge: number;
  readonly fraction: number;
  /** Where it lies at a junction, and all roads of it may be taken. */
  readonly node?: number;
}

export interface PlainCost {
  readonly weight: number;
  readonly duration: number;
}

/**
 * Least cost from one point of a network to another, read off its turns by Dijkstra's algorithm with linear
 * scans: no queue, no early end, nothing kept between two calls. Null where there is no way.
 */
export function plainCost(network: Network, from: PlacedPoint, to: PlacedPoint): PlainCost | null {
  const ends = placesAt(network, to);
  const candidates: PlainCost[] = [];
  for (const start of placesAt(network, from)) {
    for (const end of ends) {
      const ahead = end.fraction - start.fraction;
      if (start.edge === end.edge && ahead >= 0)
        candidates.push(difference(upTo(network, end), upTo(network, start)));
    }
  }
  const labels = labelsFrom(network, from);
  labels.forEach((label, edge) => {
    if (label === undefined) return;
    for (const end of ends) {
      if (network.edgeOriginals[edge] === end.edge) candidates.push(sum(label, upTo(network, end)));
    }
  });
  return candidates.sort(compare)[0] ?? null;
}

/** Cost up to the tail of each edge, entered by a turn. */
function labelsFrom(network: Network, from: PlacedPoint): (PlainCost | undefined)[] {
  const labels = Array.from<PlainCost | undefined>({ length: network.edgeCount });
  const relax = (edge: number, atHead: PlainCost): void => {
    for (let turn = network.turnOffsets[edge]; turn < network.turnOffsets[edge + 1]; turn++) {
      const turnClass = network.turnClasses[turn];
      const cost = sum(atHead, {
        weight: network.turnClassWeights[turnClass],
        duration: network.turnClassDurations[turnClass],
      });
      const known = labels[network.turnTargets[turn]];
      if (known === undefined || compare(cost, known) < 0) labels[network.turnTargets[turn]] = cost;
    }
  };
  for (const start of placesAt(network, from))
    relax(start.edge, difference(whole(network, start.edge), upTo(network, start)));
  const done = new Set<number>();
  for (;;) {
    let least = NO_EDGE;
    labels.forEach((label, edge) => {
      if (label === undefined || done.has(edge)) return;
      if (least === NO_EDGE || compare(label, labels[least] ?? label) < 0) least = edge;
    });
    if (least === NO_EDGE) return labels;
    done.add(least);
    relax(least, sum(labels[least] ?? { weight: 0, duration: 0 }, whole(network, least)));
  }
}

/** Both directions of the road, or every end of a road at the junction on which trips may begin. */
export function placesAt(
  network: Network,
  { edge, fraction, node = NO_NODE }: PlacedPoint,
): readonly PlacedPoint[] {
  if (node !== NO_NODE) {
    return Array.from({ length: network.firstCopy }, (_, other) => other).flatMap((other) => {
      const isOwn = other === edge || other === network.edgeTwins[edge];
      if (!isOwn && !network.profiles[network.edgeProfiles[other]].startpoint) return [];
      const ends = [];
      if (network.edgeTails[other] === node) ends.push({ edge: other, fraction: 0 });
      if (network.edgeHeads[other] === node) ends.push({ edge: other, fraction: 1 });
      return ends;
    });
  }
  const twin = network.edgeTwins[edge];
  return twin === NO_EDGE
    ? [{ edge, fraction }]
    : [
        { edge, fraction },
        { edge: twin, fraction: 1 - fraction },
      ];
}

function whole(network: Network, edge: number): PlainCost {
  return { weight: network.edgeWeights[edge], duration: network.edgeDurations[edge] };
}

/**
 * From the tail of an edge to a place on it: segments that lie before it are whole, the one under it is cut off to
 * deciseconds on the side of the end with the lower OSM id.
 */
export function upTo(network: Network, { edge, fraction }: PlacedPoint): PlainCost {
  if (fraction === 1) return whole(network, edge);
  const segments = segmentsOf(network, edge);
  let left = fraction * segments.reduce((total, { meters }) => total + meters, 0);
  const cost = { weight: 0, duration: 0 };
  for (const { meters, duration, weight } of segments) {
    if (left < meters) {
      const share = left / meters;
      const cut = (own: number): number =>
        beginsLower(network, edge) ? Math.trunc(own * share) : own - Math.trunc(own * (1 - share));
      return sum(cost, { weight: cut(weight), duration: cut(duration) });
    }
    left -= meters;
    cost.weight += weight;
    cost.duration += duration;
  }
  return whole(network, edge);
}

function beginsLower({ shapeNodeIds, shapeOffsets, edgeShapes }: Network, edge: number): boolean {
  const shape = edgeShapes[edge] >> 1;
  const [first, last] = [shapeNodeIds[shapeOffsets[shape]], shapeNodeIds[shapeOffsets[shape + 1] - 1]];
  // Of a ring, whose ends are one, the shape's own direction counts.
  if (first === last) return (edgeShapes[edge] & 1) === 0;
  return (edgeShapes[edge] & 1) === 0 ? first < last : last < first;
}

/** Segments of an edge as they are driven. */
function segmentsOf(network: Network, edge: number): (PlainCost & { readonly meters: number })[] {
  const { shapeOffsets, shapeLons, shapeLats, edgeShapes } = network;
  const shape = edgeShapes[edge] >> 1;
  const points = Array.from(
    { length: shapeOffsets[shape + 1] - shapeOffsets[shape] },
    (_, i) => shapeOffsets[shape] + i,
  );
  if ((edgeShapes[edge] & 1) === 1) points.reverse();
  const profile = network.profiles[network.edgeProfiles[edge]];
  const isForward = network.edgeFollowsProfile[edge] === 1;
  const speed = isForward ? profile.forwardSpeedKmh : profile.backwardSpeedKmh;
  const rate = isForward ? profile.forwardRateKmh : profile.backwardRateKmh;
  const isTimed = profile.durationSeconds > 0;
  return points.slice(1).map((point, i) => {
    const meters = planeMeters(
      shapeLons[points[i]],
      shapeLats[points[i]],
      shapeLons[point],
      shapeLats[point],
    );
    const even = (total: number): number => total / (points.length - 1);
    return {
      meters,
      duration: isTimed ? even(network.edgeDurations[edge]) : Math.max(1, Math.round((meters * 36) / speed)),
      weight: isTimed ? even(network.edgeWeights[edge]) : Math.max(1, Math.round((meters * 36) / rate)),
    };
  });
}

function difference(a: PlainCost, b: PlainCost): PlainCost {
  return { weight: Math.max(0, a.weight - b.weight), duration: Math.max(0, a.duration - b.duration) };
}

function sum(a: PlainCost, b: PlainCost): PlainCost {
  return { weight: a.weight + b.weight, duration: a.duration + b.duration };
}

function compare(a: PlainCost, b: PlainCost): number {
  return a.weight - b.weight || a.duration - b.duration;
}
