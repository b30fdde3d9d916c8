import { RequestError } from "../errors.ts";
import type { Snaps } from "../model/points.ts";
import type { Snap } from "./snapping.ts";

/** How far a point that somebody asks about may be from a road. */
export const MAX_SNAP_METERS = 5000;

/** What those are told who ask about a point farther away. */
export function farFromRoad(lon: number, lat: number): RequestError {
  return new RequestError(
    "point.far_from_road",
    "point",
    `aucune route à moins de ${MAX_SNAP_METERS} m du point ${lon},${lat} (longitude,latitude)`,
  );
}

/** A single point as searches take many. */
export function snapsOfOne({ edge, fraction, offsets, node, distanceMeters }: Snap): Snaps {
  return {
    edges: Uint32Array.of(edge),
    fractions: Float32Array.of(fraction),
    offsets: Uint32Array.of(offsets.duration, offsets.weight, offsets.twinDuration, offsets.twinWeight),
    nodes: Uint32Array.of(node),
    distancesMeters: Float32Array.of(distanceMeters),
  };
}
