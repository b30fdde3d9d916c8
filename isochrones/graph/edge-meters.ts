import { planeMeters } from "../geo/distance.ts";
import type { Network } from "../model/network.ts";

/** Lengths of edges as OSRM gives them, measured when first asked for. */
export function edgeMeters(network: Network): (edge: number) => number {
  const { shapeOffsets, shapeLons, shapeLats } = network;
  const known = new Float64Array(shapeOffsets.length - 1).fill(-1);
  return (edge) => {
    const shape = network.edgeShapes[edge] >> 1;
    if (known[shape] >= 0) return known[shape];
    let meters = 0;
    for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1] - 1; i++) {
      meters += planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
    }
    known[shape] = meters;
    return meters;
  };
}
