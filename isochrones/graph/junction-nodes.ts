import type { RoadProfile } from "../model/network.ts";
import type { Roads } from "../model/roads.ts";

/**
 * Tells the nodes that stay junctions, 1 for each: where roads meet or end, where profile, name or direction change,
 * where something stands (a signal, a barrier), and where a restriction turns. O(nodes of all ways).
 */
export function findJunctions(roads: Roads): Uint8Array {
  const nodeCount = roads.nodeLons.length;
  const isJunction = new Uint8Array(nodeCount);
  // How many road ends or passages have been seen at the node: two ways that end there may be one road.
  const ends = new Uint8Array(nodeCount);
  // The first of them: `way * 2 + (1 when it is the way's last node)`.
  const firstEnds = new Uint32Array(nodeCount);
  const { wayOffsets, wayNodes } = roads;
  const wayCount = wayOffsets.length - 1;

  for (let way = 0; way < wayCount; way++) {
    const first = wayOffsets[way];
    const last = wayOffsets[way + 1] - 1;
    for (let i = first; i <= last; i++) {
      const node = wayNodes[i];
      if (i !== first && i !== last) {
        if (ends[node] > 0 || wayNodes[i - 1] === wayNodes[i + 1]) isJunction[node] = 1;
        ends[node] = 2;
        continue;
      }
      const end = way * 2 + (i === last ? 1 : 0);
      if (ends[node] === 0) {
        ends[node] = 1;
        firstEnds[node] = end;
      } else {
        if (ends[node] === 2 || !canJoin(roads, firstEnds[node], end)) isJunction[node] = 1;
        ends[node] = 2;
      }
    }
    if (wayNodes[first] === wayNodes[last]) isJunction[wayNodes[first]] = 1;
  }
  for (let node = 0; node < nodeCount; node++) {
    if (ends[node] === 1 || roads.nodeObstacles[node] !== 0) isJunction[node] = 1;
  }
  markRestrictions(roads, isJunction);
  return isJunction;
}

/** Restrictions are told by junctions: the ends of the ways that they name must stay. */
function markRestrictions(roads: Roads, isJunction: Uint8Array): void {
  const { wayOffsets, wayNodes } = roads;
  const markEnds = (way: number): void => {
    isJunction[wayNodes[wayOffsets[way]]] = 1;
    isJunction[wayNodes[wayOffsets[way + 1] - 1]] = 1;
  };
  for (const { fromWay, toWay, via } of roads.restrictions) {
    if ("node" in via) {
      isJunction[via.node] = 1;
    } else {
      for (const way of [fromWay, ...via.ways, toWay]) markEnds(way);
    }
  }
}

/** May the road go on from one way to the other at a node where only those two end? */
function canJoin(roads: Roads, endA: number, endB: number): boolean {
  const [wayA, wayB] = [endA >>> 1, endB >>> 1];
  if (roads.wayProfiles[wayA] !== roads.wayProfiles[wayB]) return false;
  if (roads.wayNames[wayA] !== roads.wayNames[wayB]) return false;
  const profile = roads.profiles[roads.wayProfiles[wayA]];
  // The duration of a ferry is that of one way.
  if (profile.durationSeconds > 0) return false;
  // There and back is a road drawn twice, of which one drawing counts, and no loop.
  if (beforeEnd(roads, endA) === beforeEnd(roads, endB)) return false;
  return (endA & 1) !== (endB & 1) || isSymmetric(profile);
}

/** The node next to an end of a way. */
function beforeEnd({ wayOffsets, wayNodes }: Roads, end: number): number {
  const way = end >>> 1;
  return (end & 1) === 1 ? wayNodes[wayOffsets[way + 1] - 2] : wayNodes[wayOffsets[way] + 1];
}

function isSymmetric(profile: RoadProfile): boolean {
  return (
    profile.forwardSpeedKmh === profile.backwardSpeedKmh &&
    profile.forwardRateKmh === profile.backwardRateKmh &&
    profile.forwardRestricted === profile.backwardRestricted &&
    profile.forwardToll === profile.backwardToll
  );
}
