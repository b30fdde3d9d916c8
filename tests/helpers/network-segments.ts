import { NO_EDGE, type Network } from "../../isochrones/model/network.ts";
import type { Roads } from "../../isochrones/model/roads.ts";

/** Nodes of `Roads` that an edge passes, from tail to head; nodes are told apart by their coordinates. */
export function nodesOfEdges(network: Network, roads: Roads): number[][] {
  const byPlace = new Map<string, number>();
  roads.nodeLons.forEach((lon, node) => byPlace.set(`${lon},${roads.nodeLats[node]}`, node));
  return Array.from({ length: network.edgeCount }, (_, edge) => {
    const shape = network.edgeShapes[edge] >> 1;
    const nodes: number[] = [];
    for (let i = network.shapeOffsets[shape]; i < network.shapeOffsets[shape + 1]; i++) {
      nodes.push(byPlace.get(`${network.shapeLons[i]},${network.shapeLats[i]}`) ?? NO_EDGE);
    }
    return (network.edgeShapes[edge] & 1) === 1 ? nodes.reverse() : nodes;
  });
}

/** Edge, copies left out, that ends (or begins) with the segment between two nodes; null where none does. */
export function edgeByEnd(
  network: Network,
  edgeNodes: readonly (readonly number[])[],
  from: number,
  to: number,
  end: "first" | "last",
): number | null {
  for (let edge = 0; edge < network.firstCopy; edge++) {
    const nodes = edgeNodes[edge];
    const [a, b] = end === "first" ? nodes : nodes.slice(-2);
    if (a === from && b === to) return edge;
  }
  return null;
}
