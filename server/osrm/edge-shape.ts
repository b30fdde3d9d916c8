import { bearingDegrees, planeMeters } from "../../isochrones/geo/distance.ts";
import type { Network } from "../../isochrones/model/network.ts";

/** Points of an edge's shape in the direction of driving. */
export interface EdgeShape {
  /** Microdegrees. */
  readonly lons: readonly number[];
  readonly lats: readonly number[];
  readonly osmNodeIds: readonly number[];
  /** How far along the edge each point is, 0 to 1. */
  readonly fractions: readonly number[];
}

export function shapeOf(network: Network, edge: number): EdgeShape {
  const { shapeOffsets, shapeLons, shapeLats, shapeNodeIds } = network;
  const shape = network.edgeShapes[edge] >> 1;
  const points = Array.from(
    { length: shapeOffsets[shape + 1] - shapeOffsets[shape] },
    (_, index) => shapeOffsets[shape] + index,
  );
  if ((network.edgeShapes[edge] & 1) === 1) points.reverse();
  const lons = points.map((point) => shapeLons[point]);
  const lats = points.map((point) => shapeLats[point]);
  const meters = [0];
  for (let i = 1; i < points.length; i++)
    meters.push(meters[i - 1] + planeMeters(lons[i - 1], lats[i - 1], lons[i], lats[i]));
  const total = meters[meters.length - 1];
  return {
    lons,
    lats,
    osmNodeIds: points.map((point) => shapeNodeIds[point]),
    fractions: meters.map((length, i) => (total === 0 ? (i === points.length - 1 ? 1 : 0) : length / total)),
  };
}

/** The segment of an edge that a place lies on: the index of its first point, in the direction of driving. */
export function segmentAt({ fractions }: Pick<EdgeShape, "fractions">, fraction: number): number {
  let segment = 0;
  while (segment < fractions.length - 2 && fractions[segment + 1] <= fraction) segment++;
  return segment;
}

/** A place of an edge in microdegrees, rounded as coordinates are. */
export function pointAt({ lons, lats, fractions }: EdgeShape, fraction: number): readonly [number, number] {
  const i = segmentAt({ fractions }, fraction);
  const length = fractions[i + 1] - fractions[i];
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, (fraction - fractions[i]) / length));
  return [
    Math.round(lons[i] + (lons[i + 1] - lons[i]) * share),
    Math.round(lats[i] + (lats[i + 1] - lats[i]) * share),
  ];
}

/** The direction in which a car drives at a place, degrees clockwise from north. */
export function bearingAt(shape: EdgeShape, fraction: number): number {
  const i = segmentAt(shape, fraction);
  return bearingDegrees(shape.lons[i], shape.lats[i], shape.lons[i + 1], shape.lats[i + 1]);
}
