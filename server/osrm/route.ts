import { toMicrodegrees } from "../../isochrones/geo/distance.ts";
import { findViaRoute } from "../../isochrones/routing/via-route.ts";
import type { Network } from "../../isochrones/model/network.ts";
import type { Leg } from "../../isochrones/routing/route.ts";
import { annotationOf } from "./annotation.ts";
import type { OsrmRoads } from "./drivable.ts";
import { geometryOf } from "./geometry.ts";
import { type LegPath, pathOf } from "./leg-path.ts";
import { readRouteOptions, type RouteOptions } from "./options.ts";
import { OsrmRefusal } from "./refusal.ts";
import type { OsrmRequest } from "./request.ts";
import { simplifyLine } from "./simplify.ts";
import { PointSnapper, type SnappedPoint } from "./snap-points.ts";
import { stepsOf } from "./steps.ts";
import { summaryOf } from "./summary.ts";
import { waypointOf } from "./waypoint.ts";

/** As `--max-viaroute-size`. */
const MAX_COORDINATES = 500;

/** `route/v1`: the way through all coordinates in their order. Alternatives are never offered. */
export function answerRoute(roads: OsrmRoads, request: OsrmRequest): unknown {
  const options = readRouteOptions(request);
  checkCoordinates(request, options);
  const { network } = roads;
  const drivable = roads.without(options.exclude);
  const points = new PointSnapper(roads, drivable, options).snapAll(request.coordinates);
  const places = points.map((point) => point.places);
  const legs = findViaRoute(drivable.arrival, places, options.continueStraight);
  if (legs === null) throw new OsrmRefusal("NoRoute", "Impossible route between points");
  const paths = legs.map((leg) => pathOf(network, leg));
  const answers = legs.map((leg, index) => {
    const [from, to] = [points[index], points[index + 1]].map(askedPosition);
    return legAnswer(network, leg, paths[index], options, [from, to]);
  });
  return {
    code: "Ok",
    routes: [
      {
        legs: answers,
        weight_name: "routability",
        ...overviewOf(paths, options),
        weight: sumOf(legs.map(({ weight }) => weight)) / 10,
        duration: sumOf(legs.map(({ duration }) => duration)) / 10,
        distance: tenths(sumOf(paths.map(metersOf))),
      },
    ],
    ...(options.waypoints
      ? { waypoints: points.map((point) => waypointOf(network, point, options.hints)) }
      : {}),
  };
}

function checkCoordinates({ coordinates }: OsrmRequest, { stops }: RouteOptions): void {
  const count = coordinates.length;
  if (count < 2) throw new OsrmRefusal("InvalidOptions", "Number of coordinates needs to be at least two.");
  if (count > MAX_COORDINATES) {
    throw new OsrmRefusal(
      "TooBig",
      `Number of entries ${count} is higher than current maximum (${MAX_COORDINATES})`,
    );
  }
  if (stops !== null && (stops.length !== count || stops.some((stop, index) => stop !== index)))
    throw new OsrmRefusal("NotImplemented", "Waypoints other than all coordinates are not offered here.");
}

function askedPosition({ input }: SnappedPoint): readonly [number, number] {
  return [toMicrodegrees(input[0]), toMicrodegrees(input[1])];
}

function legAnswer(
  network: Network,
  leg: Leg,
  path: LegPath,
  options: RouteOptions,
  asked: Parameters<typeof stepsOf>[3],
): unknown {
  const steps = options.steps ? stepsOf(network, path, options.geometries, asked) : [];
  return {
    steps,
    weight: leg.weight / 10,
    summary: summaryOf(steps),
    duration: leg.duration / 10,
    ...(options.annotations.length > 0 ? { annotation: annotationOf(path, options.annotations) } : {}),
    distance: tenths(metersOf(path)),
  };
}

function overviewOf(
  paths: readonly LegPath[],
  { overview, geometries }: RouteOptions,
): { geometry?: unknown } {
  if (overview === "false") return {};
  const points = paths.flatMap((path, index) => (index === 0 ? path.points : path.points.slice(1)));
  return { geometry: geometryOf(overview === "full" ? points : simplifyLine(points), geometries) };
}

function metersOf({ segments }: LegPath): number {
  return sumOf(segments.map(({ meters }) => meters));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
