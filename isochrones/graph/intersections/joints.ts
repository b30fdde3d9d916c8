import { NO_EDGE, type RoadProfile } from "../../model/network.ts";
import { Obstacle, type Roads } from "../../model/roads.ts";
import type { Chains } from "../chains.ts";
import type { Edges } from "../edges.ts";
import type { Leg } from "./leg.ts";

/** No chain end: the road does not go on. */
export const NO_END = 0xffffffff;

/**
 * Our chains also end where a speed changes or a signal stands; OSRM's roads run on through such *joints*. For each end
 * of a chain the end of another one on which the road goes on there, `NO_END` where it does not. O(junctions).
 */
export function findJoints(roads: Roads, chains: Chains, edges: Edges): Uint32Array {
  const onwards = new Uint32Array(edges.endNodes.length).fill(NO_END);
  for (let node = 0; node < edges.nodeCount; node++) {
    if (edges.roadCounts[node] !== 2) continue;
    const obstacles = roads.nodeObstacles[edges.nodeRoadNodes[node]];
    if ((obstacles & (Obstacle.barrier | Obstacle.turnaround)) !== 0) continue;
    const [a, b] = legsAt(edges, node);
    if (a.chain === b.chain || !areOneRoad(roads, chains, edges, a, b)) continue;
    onwards[endOf(a)] = endOf(b);
    onwards[endOf(b)] = endOf(a);
  }
  return onwards;
}

/** All roads at a junction, in no particular order. A road that comes back to it is there twice. */
export function legsAt(edges: Edges, node: number): Leg[] {
  const { outOffsets, inOffsets, inEdges, startEnds, twins } = edges;
  const legs: Leg[] = [];
  for (let out = outOffsets[node]; out < outOffsets[node + 1]; out++) {
    const end = startEnds[out];
    legs.push({ node, chain: end >>> 1, fromHead: (end & 1) === 1, out, into: twins[out] });
  }
  for (let i = inOffsets[node]; i < inOffsets[node + 1]; i++) {
    const into = inEdges[i];
    if (twins[into] !== NO_EDGE) continue;
    const end = startEnds[into] ^ 1;
    legs.push({ node, chain: end >>> 1, fromHead: (end & 1) === 1, out: NO_EDGE, into });
  }
  return legs;
}

/** The end of its chain that a leg is, numbered as in `Edges`. */
export function endOf({ chain, fromHead }: Pick<Leg, "chain" | "fromHead">): number {
  return chain * 2 + (fromHead ? 1 : 0);
}

/** Does a road go on as the other of two that meet? Who arrives on one and who arrives on the other are told alike. */
function areOneRoad(roads: Roads, chains: Chains, { isRestricted }: Edges, a: Leg, b: Leg): boolean {
  if ((a.into === NO_EDGE) !== (b.out === NO_EDGE)) return false;
  if ((a.out === NO_EDGE) !== (b.into === NO_EDGE)) return false;
  if (chains.names[a.chain] !== chains.names[b.chain]) return false;
  const restricted = (edge: number): boolean => edge !== NO_EDGE && isRestricted[edge] === 1;
  if (restricted(a.into) !== restricted(b.out)) return false;
  if (restricted(a.out) !== restricted(b.into)) return false;
  return isSameKind(roads.profiles[chains.profiles[a.chain]], roads.profiles[chains.profiles[b.chain]]);
}

/** Do roads of these profiles differ in their speeds at most? */
function isSameKind(a: RoadProfile, b: RoadProfile): boolean {
  return (
    a.highway === b.highway &&
    a.mode === b.mode &&
    a.roundabout === b.roundabout &&
    a.startpoint === b.startpoint &&
    a.motorway === b.motorway &&
    a.tunnel === b.tunnel &&
    a.forwardToll === b.forwardToll &&
    a.backwardToll === b.backwardToll &&
    a.leftHandDriving === b.leftHandDriving
  );
}
