import { hilbertOrder } from "../geo/hilbert.ts";
import { NO_NODE } from "../model/network.ts";
import type { Roads } from "../model/roads.ts";
import type { Chains } from "./chains.ts";

/**
 * Numbers the nodes at which chains end along a Hilbert curve: junction -> index in `Roads`, and back (`NO_NODE` for
 * nodes that are no junction). O(nodes).
 */
export function numberJunctions(
  roads: Roads,
  chains: Chains,
): { nodeRoadNodes: Uint32Array; roadNodeNodes: Uint32Array } {
  const unordered = nodesAtEnds(roads.nodeLons.length, chains);
  const count = unordered.length;
  const lons = new Int32Array(count);
  const lats = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    lons[i] = roads.nodeLons[unordered[i]];
    lats[i] = roads.nodeLats[unordered[i]];
  }
  const order = hilbertOrder(lons, lats);
  const nodeRoadNodes = new Uint32Array(count);
  const roadNodeNodes = new Uint32Array(roads.nodeLons.length).fill(NO_NODE);
  for (let node = 0; node < count; node++) {
    nodeRoadNodes[node] = unordered[order[node]];
    roadNodeNodes[nodeRoadNodes[node]] = node;
  }
  return { nodeRoadNodes, roadNodeNodes };
}

/** Nodes of `Roads` at which a chain ends, ascending. */
function nodesAtEnds(roadNodeCount: number, { count, tails, heads }: Chains): Uint32Array {
  const isEnd = new Uint8Array(roadNodeCount);
  for (let chain = 0; chain < count; chain++) {
    isEnd[tails[chain]] = 1;
    isEnd[heads[chain]] = 1;
  }
  let nodeCount = 0;
  for (let node = 0; node < roadNodeCount; node++) nodeCount += isEnd[node];
  const nodes = new Uint32Array(nodeCount);
  for (let node = 0, next = 0; node < roadNodeCount; node++) if (isEnd[node] === 1) nodes[next++] = node;
  return nodes;
}
