import { planeMeters, MICRODEGREES } from "../geo/distance.ts";
import { pointOnEdge, type Snap } from "../graph/snapping.ts";
import type { Network } from "../model/network.ts";
import type { EdgeSearch } from "./edge-search.ts";
import { type Place, placesOf } from "./places.ts";
import { type Seeds, seedsAt } from "./seeds.ts";
import { bestWay, edgesOfWay, type Way } from "./ways.ts";

/** One way to drive from a point to another. */
export interface Route {
  /** Deciseconds. */
  readonly duration: number;
  readonly weight: number;
  readonly meters: number;
  /** Edges driven, the first and last of them in part. */
  readonly edges: readonly number[];
  /** `[lon, lat]` in degrees, from snap to snap. */
  readonly line: readonly [number, number][];
}

/**
 * The route of least weight, and among those of least duration, between two snapped points, or null where there
 * is none.
 * One backward search that stops when the start is settled: O((m + n) log n) over what lies nearer than it.
 *
 * @param search an arrival search over the same network, reused between calls
 */
export function findRoute(search: EdgeSearch, from: Snap, to: Snap): Route | null {
  if (search.direction !== "arrival") throw new Error("findRoute needs an arrival search");
  const { network } = search;
  const leg = findLeg(search, placesOf(network, from), placesOf(network, to));
  return leg === null
    ? null
    : { ...leg, ...geometryOf(network, leg.edges, leg.start.fraction, leg.end.fraction) };
}

/** A way between two places as the edges that it is driven on. */
export interface Leg {
  /** Deciseconds. */
  readonly duration: number;
  readonly weight: number;
  /** Edges driven, the first and last of them in part. A last one after others is named without its state. */
  readonly edges: readonly number[];
  readonly start: Place;
  readonly end: Place;
}

/** The least way from any of some places to any of others, null where there is none. */
export function findLeg(search: EdgeSearch, starts: readonly Place[], ends: readonly Place[]): Leg | null {
  const seeds = seedsAt([{ point: 0, places: ends }]);
  search.run(seeds, { until: starts.map(({ edge }) => edge) });
  const way = bestWay(search, seeds, starts);
  return way === null ? null : legOf(search, seeds, way);
}

/** What an arrival search found, in the order of driving. */
export function legOf(search: EdgeSearch, seeds: Seeds, way: Way): Leg {
  return {
    weight: way.weight,
    duration: way.duration,
    edges: edgesOfWay(search, seeds, way),
    start: way.place,
    end: {
      edge: seeds.edges[way.slot],
      fraction: seeds.fractions[way.slot],
      duration: seeds.durations[way.slot],
      weight: seeds.weights[way.slot],
    },
  };
}

/** The line of a way, `[lon, lat]` in degrees. */
export function lineOf(network: Network, { edges, start, end }: Leg): readonly [number, number][] {
  return geometryOf(network, edges, start.fraction, end.fraction).line;
}

function geometryOf(
  network: Network,
  edges: readonly number[],
  startFraction: number,
  endFraction: number,
): Pick<Route, "meters" | "line"> {
  const line: [number, number][] = [];
  let meters = 0;
  edges.forEach((edge, index) => {
    const from = index === 0 ? startFraction : 0;
    const to = index === edges.length - 1 ? endFraction : 1;
    meters += network.edgeLengths[edge] * (to - from);
    for (const position of stretchOf(network, edge, from, to)) {
      const last = line.at(-1);
      if (last === undefined || last[0] !== position[0] || last[1] !== position[1]) line.push(position);
    }
  });
  if (line.length === 1) line.push([...line[0]]);
  return { meters, line };
}

/** Points of an edge from one fraction of its length to another, both included. */
function stretchOf(network: Network, edge: number, from: number, to: number): [number, number][] {
  const shape = network.edgeShapes[edge] >> 1;
  const isAgainst = (network.edgeShapes[edge] & 1) === 1;
  const first = network.shapeOffsets[shape];
  const last = network.shapeOffsets[shape + 1] - 1;
  const positions: [number, number][] = [pointOnEdge(network, edge, from)];
  const cumulative = shapeFractions(network, shape);
  for (let step = 1; step < last - first; step++) {
    const point = isAgainst ? last - step : first + step;
    const fraction = isAgainst ? 1 - cumulative[point - first] : cumulative[point - first];
    if (fraction <= from || fraction >= to) continue;
    positions.push([network.shapeLons[point] / MICRODEGREES, network.shapeLats[point] / MICRODEGREES]);
  }
  positions.push(pointOnEdge(network, edge, to));
  return positions;
}

/** How far along a shape each of its points is, 0 to 1 of its length. */
function shapeFractions({ shapeOffsets, shapeLons, shapeLats }: Network, shape: number): number[] {
  const fractions = [0];
  for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1] - 1; i++) {
    const meters = planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
    fractions.push(fractions[fractions.length - 1] + meters);
  }
  const total = fractions[fractions.length - 1];
  return total === 0 ? fractions : fractions.map((meters) => meters / total);
}
