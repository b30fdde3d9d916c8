import { hilbertOrder } from "../geo/hilbert.ts";
import { NO_EDGE } from "../model/network.ts";
import type { Roads } from "../model/roads.ts";
import type { Chains } from "./chains.ts";

/** Directed edges and junctions, numbered for locality; with what only the making of turns needs to know. */
export interface Edges {
  readonly nodeCount: number;
  readonly edgeCount: number;
  /** Junction -> index in `Roads`, and back (`NO_EDGE` for nodes that are no junction). */
  readonly nodeRoadNodes: Uint32Array;
  readonly roadNodeNodes: Uint32Array;
  readonly chains: Uint32Array;
  /** 1 where the edge runs against its chain. */
  readonly isAgainst: Uint8Array;
  readonly tails: Uint32Array;
  readonly heads: Uint32Array;
  readonly twins: Uint32Array;
  readonly durations: Uint32Array;
  readonly weights: Uint32Array;
  /** Edges that leave node n: `outOffsets[n] .. outOffsets[n + 1)`; edges are in that order. */
  readonly outOffsets: Uint32Array;
  /** Edges that arrive at node n: `inEdges[inOffsets[n] .. inOffsets[n + 1])`. */
  readonly inOffsets: Uint32Array;
  readonly inEdges: Uint32Array;
  /** Chain ends at each junction, whatever their direction. */
  readonly roadCounts: Uint8Array;
  readonly startWays: Uint32Array;
  readonly endWays: Uint32Array;
  /** Does the edge arrive at its head along the direction of the way it is on there? */
  readonly endsAlongWay: Uint8Array;
  /** km/h, to tell minor from major roads. */
  readonly speedsKmh: Float32Array;
  readonly isRestricted: Uint8Array;
}

/** Splits chains into directed edges, ordered by tail along a Hilbert curve. O(n). */
export function buildEdges(roads: Roads, chains: Chains): Edges {
  const { nodeRoadNodes, roadNodeNodes } = numberJunctions(roads, chains);
  const nodeCount = nodeRoadNodes.length;
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
  const edgeCount = outOffsets[nodeCount];
  const edges: Edges = {
    nodeCount,
    edgeCount,
    nodeRoadNodes,
    roadNodeNodes,
    chains: new Uint32Array(edgeCount),
    isAgainst: new Uint8Array(edgeCount),
    tails: new Uint32Array(edgeCount),
    heads: new Uint32Array(edgeCount),
    twins: new Uint32Array(edgeCount).fill(NO_EDGE),
    durations: new Uint32Array(edgeCount),
    weights: new Uint32Array(edgeCount),
    outOffsets,
    inOffsets: new Uint32Array(nodeCount + 1),
    inEdges: new Uint32Array(edgeCount),
    roadCounts,
    startWays: new Uint32Array(edgeCount),
    endWays: new Uint32Array(edgeCount),
    endsAlongWay: new Uint8Array(edgeCount),
    speedsKmh: new Float32Array(edgeCount),
    isRestricted: new Uint8Array(edgeCount),
  };
  placeEdges(roads, chains, edges);
  listArrivals(edges);
  return edges;
}

function numberJunctions(
  roads: Roads,
  chains: Chains,
): { nodeRoadNodes: Uint32Array; roadNodeNodes: Uint32Array } {
  const roadNodeNodes = new Uint32Array(roads.nodeLons.length).fill(NO_EDGE);
  const isUsed = new Uint8Array(roads.nodeLons.length);
  let count = 0;
  for (const ends of [chains.tails, chains.heads]) {
    for (const node of ends) {
      if (isUsed[node] === 0) count++;
      isUsed[node] = 1;
    }
  }
  const unordered = new Uint32Array(count);
  const lons = new Int32Array(count);
  const lats = new Int32Array(count);
  let next = 0;
  for (let node = 0; node < isUsed.length; node++) {
    if (isUsed[node] === 0) continue;
    unordered[next] = node;
    lons[next] = roads.nodeLons[node];
    lats[next] = roads.nodeLats[node];
    next++;
  }
  const nodeRoadNodes = hilbertOrder(lons, lats).map((index) => unordered[index]);
  nodeRoadNodes.forEach((roadNode, node) => {
    roadNodeNodes[roadNode] = node;
  });
  return { nodeRoadNodes, roadNodeNodes };
}

function placeEdges(roads: Roads, chains: Chains, edges: Edges): void {
  const cursor = edges.outOffsets.slice(0, edges.nodeCount);
  const { roadNodeNodes } = edges;
  for (let chain = 0; chain < chains.count; chain++) {
    const tail = roadNodeNodes[chains.tails[chain]];
    const head = roadNodeNodes[chains.heads[chain]];
    const along = chains.alongDurations[chain] > 0 ? cursor[tail]++ : NO_EDGE;
    const against = chains.againstDurations[chain] > 0 ? cursor[head]++ : NO_EDGE;
    const profile = roads.profiles[chains.profiles[chain]];
    const follows = chains.followsProfile[chain] === 1;
    if (along !== NO_EDGE) {
      edges.chains[along] = chain;
      edges.tails[along] = tail;
      edges.heads[along] = head;
      edges.twins[along] = against;
      edges.durations[along] = chains.alongDurations[chain];
      edges.weights[along] = chains.alongWeights[chain];
      edges.startWays[along] = chains.tailWays[chain];
      edges.endWays[along] = chains.headWays[chain];
      edges.endsAlongWay[along] = chains.headAlongWay[chain];
      edges.speedsKmh[along] = follows ? profile.forwardSpeedKmh : profile.backwardSpeedKmh;
      edges.isRestricted[along] = (follows ? profile.forwardRestricted : profile.backwardRestricted) ? 1 : 0;
    }
    if (against !== NO_EDGE) {
      edges.chains[against] = chain;
      edges.isAgainst[against] = 1;
      edges.tails[against] = head;
      edges.heads[against] = tail;
      edges.twins[against] = along;
      edges.durations[against] = chains.againstDurations[chain];
      edges.weights[against] = chains.againstWeights[chain];
      edges.startWays[against] = chains.headWays[chain];
      edges.endWays[against] = chains.tailWays[chain];
      edges.endsAlongWay[against] = 1 - chains.tailAlongWay[chain];
      edges.speedsKmh[against] = follows ? profile.backwardSpeedKmh : profile.forwardSpeedKmh;
      edges.isRestricted[against] = (follows ? profile.backwardRestricted : profile.forwardRestricted)
        ? 1
        : 0;
    }
  }
}

function listArrivals(edges: Edges): void {
  const { inOffsets, inEdges, heads, nodeCount, edgeCount } = edges;
  for (let edge = 0; edge < edgeCount; edge++) inOffsets[heads[edge] + 1]++;
  for (let node = 0; node < nodeCount; node++) inOffsets[node + 1] += inOffsets[node];
  const cursor = inOffsets.slice(0, nodeCount);
  for (let edge = 0; edge < edgeCount; edge++) inEdges[cursor[heads[edge]]++] = edge;
}
