import { NO_EDGE } from "../model/network.ts";
import type { Roads } from "../model/roads.ts";
import { type Chains, pickChains } from "./chains.ts";
import { numberJunctions } from "./number-junctions.ts";

/**
 * Directed edges and junctions, numbered for locality; with what only the making of turns needs to know. An *end* of a
 * chain is `chain * 2`, and one more for that at its head: `end ^ 1` is the other one.
 */
export interface Edges {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Junction -> index in `Roads`, and back (`NO_EDGE` for nodes that are no junction). */
  readonly nodeRoadNodes: Uint32Array;
  readonly roadNodeNodes: Uint32Array;
  /** The end of its chain at which the edge begins: it runs against the chain where that is the head. */
  readonly startEnds: Uint32Array;
  readonly tails: Uint32Array;
  readonly heads: Uint32Array;
  readonly twins: Uint32Array;
  readonly isRestricted: Uint8Array;
  /** Edges that leave node n: `outOffsets[n] .. outOffsets[n + 1)`; edges are in that order. */
  readonly outOffsets: Uint32Array;
  /** Edges that arrive at node n: `inEdges[inOffsets[n] .. inOffsets[n + 1])`. */
  readonly inOffsets: Uint32Array;
  readonly inEdges: Uint32Array;
  /** Chain ends at each junction, whatever their direction. */
  readonly roadCounts: Uint8Array;
  /** The junction at each chain end. */
  readonly endNodes: Uint32Array;
}

/** Chains in the order in which edges first use them: near in memory what is near on the map. */
export interface PlacedChains extends Chains {
  /** Microdegrees of `shapeNodes`. */
  readonly shapeLons: Int32Array;
  readonly shapeLats: Int32Array;
}

/**
 * Splits chains into directed edges, ordered by tail along a Hilbert curve, and puts the chains in the order of the
 * edges. O(n).
 */
export function buildEdges(roads: Roads, chains: Chains): { chains: PlacedChains; edges: Edges } {
  const { nodeRoadNodes, roadNodeNodes } = numberJunctions(roads, chains);
  const nodeCount = nodeRoadNodes.length;
  const { roadCounts, outOffsets } = countEnds(chains, roadNodeNodes, nodeCount);
  const edgeCount = outOffsets[nodeCount];
  const edges: Edges = {
    nodeCount,
    edgeCount,
    nodeRoadNodes,
    roadNodeNodes,
    startEnds: new Uint32Array(edgeCount),
    tails: new Uint32Array(edgeCount),
    heads: new Uint32Array(edgeCount),
    twins: new Uint32Array(edgeCount),
    isRestricted: new Uint8Array(edgeCount),
    outOffsets,
    inOffsets: new Uint32Array(nodeCount + 1),
    inEdges: new Uint32Array(edgeCount),
    roadCounts,
    endNodes: new Uint32Array(chains.count * 2),
  };
  placeEdges(roads, chains, edges);
  listArrivals(edges);
  return { chains: placeChains(roads, chains, edges), edges };
}

/** The way at an end of a chain. */
export function wayAtEnd({ tailWays, headWays }: Chains, end: number): number {
  return ((end & 1) === 0 ? tailWays : headWays)[end >>> 1];
}

/** Does an edge arrive at an end of its chain along the direction of the way that it is on there? */
export function arrivesAlongWay({ tailAlongWay, headAlongWay }: Chains, end: number): boolean {
  return (end & 1) === 0 ? tailAlongWay[end >>> 1] === 0 : headAlongWay[end >>> 1] === 1;
}

/** Does an edge that begins at an end of its chain run in the forward direction of its profile? */
export function runsForward({ followsProfile }: Chains, end: number): boolean {
  return (followsProfile[end >>> 1] === 1) === ((end & 1) === 0);
}

function countEnds(
  chains: Chains,
  roadNodeNodes: Uint32Array,
  nodeCount: number,
): { roadCounts: Uint8Array; outOffsets: Uint32Array } {
  const roadCounts = new Uint8Array(nodeCount);
  const outOffsets = new Uint32Array(nodeCount + 1);
  for (let chain = 0; chain < chains.count; chain++) {
    const tail = roadNodeNodes[chains.tails[chain]];
    const head = roadNodeNodes[chains.heads[chain]];
    roadCounts[tail] = Math.min(255, roadCounts[tail] + 1);
    roadCounts[head] = Math.min(255, roadCounts[head] + 1);
    if (chains.alongDurations[chain] > 0) outOffsets[tail + 1]++;
    if (chains.againstDurations[chain] > 0) outOffsets[head + 1]++;
  }
  for (let node = 0; node < nodeCount; node++) outOffsets[node + 1] += outOffsets[node];
  return { roadCounts, outOffsets };
}

function placeEdges(roads: Roads, chains: Chains, edges: Edges): void {
  const { roadNodeNodes, startEnds, tails, heads, twins, isRestricted } = edges;
  const cursor = edges.outOffsets.slice(0, edges.nodeCount);
  const place = (edge: number, twin: number, end: number, tail: number, head: number): void => {
    const profile = roads.profiles[chains.profiles[end >>> 1]];
    const isForward = runsForward(chains, end);
    startEnds[edge] = end;
    tails[edge] = tail;
    heads[edge] = head;
    twins[edge] = twin;
    isRestricted[edge] = (isForward ? profile.forwardRestricted : profile.backwardRestricted) ? 1 : 0;
  };
  for (let chain = 0; chain < chains.count; chain++) {
    const tail = roadNodeNodes[chains.tails[chain]];
    const head = roadNodeNodes[chains.heads[chain]];
    const along = chains.alongDurations[chain] > 0 ? cursor[tail]++ : NO_EDGE;
    const against = chains.againstDurations[chain] > 0 ? cursor[head]++ : NO_EDGE;
    if (along !== NO_EDGE) place(along, against, chain * 2, tail, head);
    if (against !== NO_EDGE) place(against, along, chain * 2 + 1, head, tail);
  }
}

function listArrivals(edges: Edges): void {
  const { inOffsets, inEdges, heads, nodeCount, edgeCount } = edges;
  for (let edge = 0; edge < edgeCount; edge++) inOffsets[heads[edge] + 1]++;
  for (let node = 0; node < nodeCount; node++) inOffsets[node + 1] += inOffsets[node];
  const cursor = inOffsets.slice(0, nodeCount);
  for (let edge = 0; edge < edgeCount; edge++) inEdges[cursor[heads[edge]]++] = edge;
}

/** Numbers the chains anew, and the ends at which edges begin with them. */
function placeChains(
  roads: Roads,
  chains: Chains,
  { startEnds, endNodes, tails, heads }: Edges,
): PlacedChains {
  const unplaced = 0xffffffff;
  const places = new Uint32Array(chains.count).fill(unplaced);
  const order = new Uint32Array(chains.count);
  let count = 0;
  for (let edge = 0; edge < startEnds.length; edge++) {
    const chain = startEnds[edge] >>> 1;
    if (places[chain] === unplaced) {
      places[chain] = count;
      order[count++] = chain;
    }
    const end = places[chain] * 2 + (startEnds[edge] & 1);
    startEnds[edge] = end;
    endNodes[end] = tails[edge];
    endNodes[end ^ 1] = heads[edge];
  }
  const placed = pickChains(chains, order.subarray(0, count));
  const shapeLons = new Int32Array(placed.shapeNodes.length);
  const shapeLats = new Int32Array(placed.shapeNodes.length);
  for (let point = 0; point < shapeLons.length; point++) {
    shapeLons[point] = roads.nodeLons[placed.shapeNodes[point]];
    shapeLats[point] = roads.nodeLats[placed.shapeNodes[point]];
  }
  return { ...placed, shapeLons, shapeLats };
}
