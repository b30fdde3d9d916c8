import { MICRODEGREES, planeMeters, toMicrodegrees } from "../../isochrones/geo/distance.ts";
import { roadNameAt } from "../../isochrones/graph/road-names.ts";
import { NO_EDGE, type Network } from "../../isochrones/model/network.ts";
import { pointAt, shapeOf } from "./edge-shape.ts";
import type { SnappedPoint } from "./snap-points.ts";

/** A coordinate of the request as OSRM gives it back. */
export interface Waypoint {
  readonly hint?: string;
  readonly location: readonly [number, number];
  readonly name: string;
  /** Metres between the coordinate and the road. */
  readonly distance: number;
}

export function waypointOf(network: Network, point: SnappedPoint, withHint: boolean): Waypoint {
  const [lon, lat] = locationOf(network, point);
  const input = point.input.map(toMicrodegrees);
  const meters = planeMeters(input[0], input[1], lon, lat);
  return {
    ...(withHint ? { hint: hintOf(network, point) } : {}),
    location: toDegrees([lon, lat]),
    name: nameOf(network, point),
    distance: Number(meters.toPrecision(10)),
  };
}

/** The name of the road; at a junction those of all roads there. */
function nameOf(network: Network, { snap, places }: SnappedPoint): string {
  const roads = new Set(
    [snap.edge, ...places.map(({ edge }) => edge)].map((edge) => network.edgeNames[edge]),
  );
  const names = [...roads].map((road) => roadNameAt(network.names, road).name);
  return names.filter((name) => name !== "").join(" / ");
}

/** Where a coordinate meets its road, whole microdegrees. */
export function locationOf(network: Network, { snap }: SnappedPoint): readonly [number, number] {
  return pointAt(shapeOf(network, snap.edge), snap.fraction);
}

export function toDegrees([lon, lat]: readonly [number, number]): readonly [number, number] {
  return [lon / MICRODEGREES, lat / MICRODEGREES];
}

const HINT_BYTES = 84;
const ENABLED = 0x80000000;
const NO_SEGMENT = 0x7fffffff;

/**
 * As long as OSRM's, with the roads and coordinates where it has them. Clients send hints back unread; we find the
 * road from the coordinate again, which costs microseconds.
 */
function hintOf(network: Network, point: SnappedPoint): string {
  const bytes = Buffer.alloc(HINT_BYTES);
  const { edge } = point.snap;
  const twin = network.edgeTwins[edge];
  bytes.writeUInt32LE((edge | ENABLED) >>> 0, 0);
  bytes.writeUInt32LE(twin === NO_EDGE ? NO_SEGMENT : (twin | ENABLED) >>> 0, 4);
  const [lon, lat] = locationOf(network, point);
  [lon, lat, ...point.input.map(toMicrodegrees)].forEach((value, i) => bytes.writeInt32LE(value, 60 + 4 * i));
  return bytes.toString("base64url");
}
