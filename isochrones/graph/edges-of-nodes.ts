import type { Network } from "../model/network.ts";

/** Edges by the junctions at their ends. */
export type EdgesOfNodes = Pick<Network, "nodeOutOffsets" | "nodeInOffsets" | "nodeInEdges">;

/** Sorts edges by the junctions at their ends. They are ordered by tail already. O(nodes + edges). */
export function sortEdgesByNode(nodeCount: number, tails: Uint32Array, heads: Uint32Array): EdgesOfNodes {
  const nodeOutOffsets = new Uint32Array(nodeCount + 1);
  const nodeInOffsets = new Uint32Array(nodeCount + 1);
  for (let edge = 0; edge < tails.length; edge++) {
    nodeOutOffsets[tails[edge] + 1]++;
    nodeInOffsets[heads[edge] + 1]++;
  }
  for (let node = 0; node < nodeCount; node++) {
    nodeOutOffsets[node + 1] += nodeOutOffsets[node];
    nodeInOffsets[node + 1] += nodeInOffsets[node];
  }
  const cursor = nodeInOffsets.slice(0, nodeCount);
  const nodeInEdges = new Uint32Array(tails.length);
  for (let edge = 0; edge < heads.length; edge++) nodeInEdges[cursor[heads[edge]]++] = edge;
  return { nodeOutOffsets, nodeInOffsets, nodeInEdges };
}
