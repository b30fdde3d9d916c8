import { distanceMeters, MICRODEGREES } from "../geo/distance.ts";
import { pointOnEdge, type Snap } from "../graph/snapping.ts";
import { NO_EDGE, type Network, UNREACHED } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import type { EdgeSearch } from "./edge-search.ts";
import { type Place, placesOf } from "./places.ts";
import { makeSeeds, partOf, type Seeds } from "./seeds.ts";

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
  const seeds = makeSeeds(network, snapsOf(to), [0]);
  const starts = placesOf(network, from);
  search.run(seeds, { until: starts.map(({ edge }) => edge) });
  const best = bestWay(search, seeds, starts);
  if (best === null) return null;
  const { weight, duration, edges, start, end } = best;
  return { weight, duration, edges, ...geometryOf(network, edges, start.fraction, end.fraction) };
}

/** The least of all ways from some places to the seeds of an arrival search that has been run. */
function bestWay(search: EdgeSearch, seeds: Seeds, starts: readonly Place[]): Found | null {
  let best: Found | null = null;
  for (const start of starts) {
    for (const found of [straight(search.network, seeds, start), aroundFrom(search, seeds, start)]) {
      if (found !== null && (best === null || isLess(found, best))) best = found;
    }
  }
  return best;
}

interface Cost {
  readonly weight: number;
  readonly duration: number;
}

interface Found extends Cost {
  readonly edges: number[];
  readonly start: Place;
  readonly end: Place;
}

function isLess(a: Cost, b: Cost): boolean {
  return a.weight === b.weight ? a.duration < b.duration : a.weight < b.weight;
}

function snapsOf(snap: Snap): Snaps {
  return {
    edges: Uint32Array.of(snap.edge),
    fractions: Float32Array.of(snap.fraction),
    nodes: Uint32Array.of(snap.node),
    distancesMeters: Float32Array.of(snap.distanceMeters),
  };
}

/** Both points on one edge, the end ahead of the start. */
function straight(network: Network, seeds: Seeds, start: Place): Found | null {
  let best: Found | null = null;
  for (const slot of seeds.byEdge.get(start.edge) ?? []) {
    const ahead = seeds.fractions[slot] - start.fraction;
    if (ahead < 0) continue;
    const found = {
      weight: partOf(network.edgeWeights[start.edge], ahead),
      duration: partOf(network.edgeDurations[start.edge], ahead),
      edges: [start.edge],
      start,
      end: { edge: start.edge, fraction: seeds.fractions[slot] },
    };
    if (best === null || isLess(found, best)) best = found;
  }
  return best;
}

function aroundFrom(search: EdgeSearch, seeds: Seeds, start: Place): Found | null {
  const { network, weights, durations, parents, seedSlots } = search;
  if (weights[start.edge] === UNREACHED) return null;
  const edges = [start.edge];
  let edge = start.edge;
  while (parents[edge] !== NO_EDGE) {
    edge = parents[edge];
    edges.push(edge);
  }
  const slot = seedSlots[edge];
  edges.push(seeds.edges[slot]);
  return {
    weight: weights[start.edge] + partOf(network.edgeWeights[start.edge], 1 - start.fraction),
    duration: durations[start.edge] + partOf(network.edgeDurations[start.edge], 1 - start.fraction),
    edges,
    start,
    end: { edge: seeds.edges[slot], fraction: seeds.fractions[slot] },
  };
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
    const meters = distanceMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
    fractions.push(fractions[fractions.length - 1] + meters);
  }
  const total = fractions[fractions.length - 1];
  return total === 0 ? fractions : fractions.map((meters) => meters / total);
}
