import type { Network } from "../../isochrones/model/network.ts";
import { NO_EDGE } from "../../isochrones/model/network.ts";
import { MICRODEGREES } from "../../isochrones/geo/distance.ts";
import { pbfFile } from "./osm-pbf.ts";
import type { OsmNode, OsmWay } from "./osm-pbf.ts";

/**
 * A network as a PBF file, for engines that read nothing else: each road a residential way with its speed as the
 * limit, one-way where it has no twin. Turn restrictions are not written.
 */
export async function networkPbf(network: Network): Promise<string> {
  const nodes = new Map<number, OsmNode>();
  const ways: OsmWay[] = [];
  const written = new Set<number>();
  for (let edge = 0; edge < network.firstCopy; edge++) {
    const shape = network.edgeShapes[edge] >> 1;
    if (written.has(shape)) continue;
    written.add(shape);
    const isAgainst = network.edgeShapes[edge] % 2 === 1;
    const refs: number[] = [];
    for (let at = network.shapeOffsets[shape]; at < network.shapeOffsets[shape + 1]; at++) {
      const id = network.shapeNodeIds[at];
      const lon = network.shapeLons[at] / MICRODEGREES;
      const lat = network.shapeLats[at] / MICRODEGREES;
      nodes.set(id, { id, lon, lat });
      refs.push(id);
    }
    const { forwardSpeedKmh, backwardSpeedKmh } = network.profiles[network.edgeProfiles[edge]];
    const isOneWay = network.edgeTwins[edge] === NO_EDGE;
    ways.push({
      id: shape + 1,
      refs: isAgainst ? refs.reverse() : refs,
      tags: {
        highway: "residential",
        maxspeed: String(Math.max(forwardSpeedKmh, backwardSpeedKmh)),
        ...(isOneWay ? { oneway: "yes" } : {}),
      },
    });
  }
  return pbfFile({
    nodes: [...nodes.values()].sort((a, b) => a.id - b.id),
    ways: ways.sort((a, b) => a.id - b.id),
  });
}
