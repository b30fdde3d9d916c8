import type { Network } from "../model/network.ts";
import { sharedUint32 } from "./shared-array.ts";

/** Edges by the junction at their ends, copies left out, in memory that threads may share. */
export interface Junctions {
  /** Edges out of node n: `outOffsets[n]` up to `outOffsets[n + 1]`, the edges' own numbers. */
  readonly outOffsets: Uint32Array;
  /** Edges into node n: `inEdges[inOffsets[n]]` up to `inEdges[inOffsets[n + 1]]`. */
  readonly inOffsets: Uint32Array;
  readonly inEdges: Uint32Array;
}

/** By an array that a network shares with the same roads at other speeds. */
const known = new WeakMap<Network["edgeHeads"], Junctions>();

/** Tells the junctions of a network that another thread has made. */
export function knowJunctions({ edgeHeads }: Network, junctions: Junctions): void {
  known.set(edgeHeads, junctions);
}

/** Made when first asked for and kept as long as the network: most points lie on a road, not at its end. */
export function junctionsOf(network: Network): Junctions {
  const kept = known.get(network.edgeHeads);
  if (kept !== undefined) return kept;
  const { nodeCount, firstCopy, edgeTails, edgeHeads } = network;
  const outOffsets = sharedUint32(nodeCount + 1);
  const inOffsets = sharedUint32(nodeCount + 1);
  for (let edge = 0; edge < firstCopy; edge++) {
    outOffsets[edgeTails[edge] + 1]++;
    inOffsets[edgeHeads[edge] + 1]++;
  }
  for (let node = 0; node < nodeCount; node++) {
    outOffsets[node + 1] += outOffsets[node];
    inOffsets[node + 1] += inOffsets[node];
  }
  const cursor = inOffsets.slice(0, nodeCount);
  const inEdges = sharedUint32(firstCopy);
  for (let edge = 0; edge < firstCopy; edge++) inEdges[cursor[edgeHeads[edge]]++] = edge;
  const junctions = { outOffsets, inOffsets, inEdges };
  known.set(network.edgeHeads, junctions);
  return junctions;
}
