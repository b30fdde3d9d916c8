import { NO_EDGE, type Network } from "../../isochrones/model/network.ts";
import type { OsrmRoads } from "./drivable.ts";
import { readNearestOptions } from "./options.ts";
import { OsrmRefusal } from "./refusal.ts";
import type { OsrmRequest } from "./request.ts";
import { PointSnapper, type SnappedPoint } from "./snap-points.ts";
import { waypointOf } from "./waypoint.ts";

/** As `--max-nearest-size`. */
const MAX_RESULTS = 100;

/** `nearest/v1`: the roads nearest to a coordinate, each with the OSM nodes of the segment. */
export function answerNearest(roads: OsrmRoads, request: OsrmRequest): unknown {
  const options = readNearestOptions(request);
  if (request.coordinates.length !== 1)
    throw new OsrmRefusal("InvalidOptions", "Only one input coordinate is supported");
  if (options.number > MAX_RESULTS) {
    throw new OsrmRefusal(
      "TooBig",
      `Number of results ${options.number} is higher than current maximum (${MAX_RESULTS})`,
    );
  }
  const snapper = new PointSnapper(roads, roads.without(options.exclude), options);
  const points = snapper.nearest(request.coordinates[0], options.number);
  if (points.length === 0)
    throw new OsrmRefusal("NoSegment", "Could not find a matching segments for coordinate");
  const { network } = roads;
  return {
    code: "Ok",
    waypoints: points.map((point) => ({
      nodes: segmentNodes(network, point),
      ...waypointOf(network, point, options.hints),
    })),
  };
}

/** OSM ids at both ends of a segment; on a one-way road OSRM 6.0.0 names the end at which it begins twice. */
function segmentNodes(network: Network, { snap: { edge, segment } }: SnappedPoint): [number, number] {
  const isAgainst = (network.edgeShapes[edge] & 1) === 1;
  const [first, second] = isAgainst ? [segment + 1, segment] : [segment, segment + 1];
  const start = network.shapeNodeIds[first];
  return [network.edgeTwins[edge] === NO_EDGE ? start : network.shapeNodeIds[second], start];
}
