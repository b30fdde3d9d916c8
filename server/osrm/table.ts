import { planeMeters, toMicrodegrees } from "../../isochrones/geo/distance.ts";
import type { EdgeSearch } from "../../isochrones/routing/edge-search.ts";
import { type Seeds, seedsAt } from "../../isochrones/routing/seeds.ts";
import { WayLengths } from "../../isochrones/routing/way-lengths.ts";
import { bestWay } from "../../isochrones/routing/ways.ts";
import type { Drivable, OsrmRoads } from "./drivable.ts";
import { readTableOptions, type TableOptions } from "./options.ts";
import { OsrmRefusal } from "./refusal.ts";
import type { OsrmRequest } from "./request.ts";
import { PointSnapper, type SnappedPoint } from "./snap-points.ts";
import { locationOf, waypointOf } from "./waypoint.ts";

interface Cell {
  /** Deciseconds. */
  readonly duration: number;
  readonly meters: number;
}

/**
 * `table/v1`: times and distances between all sources and destinations; one search for each of whichever are fewer.
 *
 * @param maxTableSize as osrm-routed's: so many sources times as many destinations
 */
export function answerTable(roads: OsrmRoads, request: OsrmRequest, maxTableSize: number): unknown {
  const options = readTableOptions(request);
  if (request.coordinates.length < 2)
    throw new OsrmRefusal("InvalidOptions", "Number of coordinates needs to be at least two.");
  const { sources, destinations } = options;
  if (sources.length * destinations.length > maxTableSize * maxTableSize)
    throw new OsrmRefusal("TooBig", "Too many table coordinates");
  const drivable = roads.without(options.exclude);
  const points = new PointSnapper(roads, drivable, options).snapAll(request.coordinates);
  const from = sources.map((index) => points[index]);
  const to = destinations.map((index) => points[index]);
  const cells = tableOf(drivable, from, to, options.distances);
  const filled = cells.map((row, i) =>
    row.map((cell, j) => cell ?? fallback(roads, options, from[i], to[j])),
  );
  const missing = cells.flatMap((row, i) => row.flatMap((cell, j) => (cell === null ? [[i, j]] : [])));
  const waypoints = (some: readonly SnappedPoint[]): unknown[] =>
    some.map((point) => waypointOf(roads.network, point, options.hints));
  return {
    code: "Ok",
    ...(options.fallbackSpeed === null ? {} : { fallback_speed_cells: missing }),
    ...(options.distances
      ? { distances: filled.map((row) => row.map((cell) => cell && Math.round(cell.meters * 10) / 10)) }
      : {}),
    ...(options.waypoints ? { destinations: waypoints(to) } : {}),
    ...(options.durations
      ? {
          durations: filled.map((row) =>
            row.map((cell) => cell && Math.round(cell.duration * options.scaleFactor) / 10),
          ),
        }
      : {}),
    ...(options.waypoints ? { sources: waypoints(from) } : {}),
  };
}

/** Rows of sources, null where there is no way. */
function tableOf(
  drivable: Drivable,
  from: readonly SnappedPoint[],
  to: readonly SnappedPoint[],
  withMeters: boolean,
): (Cell | null)[][] {
  const isArrival = to.length <= from.length;
  const [seeded, others] = isArrival ? [to, from] : [from, to];
  const lines: (Cell | null)[][] = [];
  for (const { places } of seeded) {
    const search = isArrival ? drivable.arrival : drivable.departure;
    const seeds = seedsAt([{ point: 0, places }]);
    search.run(seeds, { until: others.flatMap((other) => other.places.map(({ edge }) => edge)) });
    lines.push(readCells(search, seeds, others, withMeters));
  }
  return isArrival ? from.map((_, i) => lines.map((line) => line[i])) : lines;
}

function readCells(
  search: EdgeSearch,
  seeds: Seeds,
  points: readonly SnappedPoint[],
  withMeters: boolean,
): (Cell | null)[] {
  const lengths = new WayLengths(search, seeds);
  return points.map(({ places }) => {
    const way = bestWay(search, seeds, places);
    return way && { duration: way.duration, meters: withMeters ? lengths.meters(way) : 0 };
  });
}

/** As the crow flies. OSRM 6.0.0 takes metres over metres a second for deciseconds, cut off: so do we. */
function fallback(
  roads: OsrmRoads,
  { fallbackSpeed, fallbackCoordinate, scaleFactor }: TableOptions,
  from: SnappedPoint,
  to: SnappedPoint,
): Cell | null {
  if (fallbackSpeed === null) return null;
  const placeOf = (point: SnappedPoint): readonly number[] =>
    fallbackCoordinate === "snapped" ? locationOf(roads.network, point) : point.input.map(toMicrodegrees);
  const [a, b] = [placeOf(from), placeOf(to)];
  const meters = planeMeters(a[0], a[1], b[0], b[1]);
  // The factor is for times on roads.
  return { duration: Math.trunc(meters / fallbackSpeed) / scaleFactor, meters };
}
