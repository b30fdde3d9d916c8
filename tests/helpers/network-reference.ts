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
      if (start.edge === end.edge && ahead >= 0) candidates.push(part(network, start.edge, ahead));
    }
  }
  const labels = labelsFrom(network, from);
  labels.forEach((label, edge) => {
    if (label === undefined) return;
    for (const end of ends) {
      if (network.edgeOriginals[edge] === end.edge)
        candidates.push(sum(label, part(network, edge, end.fraction)));
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
  for (const { edge, fraction } of placesAt(network, from)) relax(edge, part(network, edge, 1 - fraction));
  const done = new Set<number>();
  for (;;) {
    let least = NO_EDGE;
    labels.forEach((label, edge) => {
      if (label === undefined || done.has(edge)) return;
      if (least === NO_EDGE || compare(label, labels[least] ?? label) < 0) least = edge;
    });
    if (least === NO_EDGE) return labels;
    done.add(least);
    relax(least, sum(labels[least] ?? { weight: 0, duration: 0 }, part(network, least, 1)));
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

function part(network: Network, edge: number, share: number): PlainCost {
  return {
    weight: Math.round(network.edgeWeights[edge] * share),
    duration: Math.round(network.edgeDurations[edge] * share),
  };
}

function sum(a: PlainCost, b: PlainCost): PlainCost {
  return { weight: a.weight + b.weight, duration: a.duration + b.duration };
}

function compare(a: PlainCost, b: PlainCost): number {
  return a.weight - b.weight || a.duration - b.duration;
}
