import { longitudeScale, METERS_PER_MICRODEGREE } from "../geo/distance.ts";
import { GrowableUint32 } from "../graph/growable.ts";
import { NO_EDGE, type Network } from "../model/network.ts";
import type { Reach } from "../routing/reach.ts";
import type { Seeds } from "../routing/seeds.ts";
import { Brush } from "./brush.ts";
import { SOFT_DECISECONDS, type Surface } from "./surface.ts";

/** Grain: the side of the census cells that isochrones are compared with. */
export const GRAIN_METERS = 200;
/** How far from a road its time still counts, on foot: half the diagonal of a cell, and a little more. */
export const OFF_ROAD_METERS = 250;
export const OFF_ROAD_KMH = 5;
/** A surface larger than this takes a coarser grain. */
const MAX_VERTICES = 4_000_000;
const DECISECONDS_PER_METER_ON_FOOT = 36 / OFF_ROAD_KMH;

/** What is drawn: labels of edges, as a `Reach` finds them. */
export type ReachedEdges = Pick<Reach, "network" | "durations" | "touched">;

/**
 * Lays the times along all roads reached on a grid: each vertex gets the least time over all places of roads within
 * `OFF_ROAD_METERS` and within the longest cutoff, plus the walk from there. A road is a polyline, on which time runs
 * evenly from end to end; the walk is measured on the plane of the grid. Where a time is so far from all cutoffs that
 * none of their borders depends on it, another that is as far will do. O(segments of roads reached + vertices).
 *
 * @param cutoffs deciseconds, those for which areas will be drawn
 * @returns null where nothing is reached
 */
export function timeSurface(reached: ReachedEdges, seeds: Seeds, cutoffs: readonly number[]): Surface | null {
  const { network } = reached;
  const maxDeciseconds = Math.max(...cutoffs);
  const roads = roadsWithin(reached, maxDeciseconds);
  const frame = frameOf(network, roads, seeds.edges);
  if (frame === null) return null;
  const deciseconds = new Float32Array(frame.columns * frame.rows).fill(Infinity);
  const surface: Surface = { ...frame, deciseconds };
  const grainMeters = surface.stepLat * METERS_PER_MICRODEGREE;
  const brush = new Brush(surface, {
    reachSteps: Math.max(OFF_ROAD_METERS / grainMeters, 1),
    decisecondsPerStep: DECISECONDS_PER_METER_ON_FOOT * grainMeters,
    plateaus: plateausBetween(cutoffs),
  });
  for (const edge of roads) paintRoad(brush, reached, edge, maxDeciseconds);
  for (let slot = 0; slot < seeds.edges.length; slot++) {
    paintApproach(brush, network, seeds.edges[slot], seeds.fractions[slot], maxDeciseconds);
  }
  return surface;
}

/** Spans of time, `[from, to]`, within which it makes no difference to any border what the time is. */
function plateausBetween(cutoffs: readonly number[]): (readonly [number, number])[] {
  const ascending = cutoffs.toSorted((a, b) => a - b);
  return ascending
    .map((cutoff, index): readonly [number, number] => [
      index === 0 ? 0 : ascending[index - 1] + SOFT_DECISECONDS,
      cutoff - SOFT_DECISECONDS,
    ])
    .filter(([from, to]) => from < to);
}

/**
 * An edge for each road that is reached within the time, in one direction or both. Copies are left out: what can be done
 * from a copy can be done from its original.
 */
function roadsWithin({ network, durations, touched }: ReachedEdges, maxDeciseconds: number): Uint32Array {
  const roads = new GrowableUint32();
  for (const edge of touched) {
    if (durations[edge] > maxDeciseconds || edge >= network.firstCopy) continue;
    const twin = network.edgeTwins[edge];
    const isSecond = twin < edge && durations[twin] <= maxDeciseconds;
    if (!isSecond) roads.push(edge);
  }
  return roads.view();
}

function frameOf(
  { shapeLons, shapeLats, shapeOffsets, edgeShapes }: Network,
  roads: Uint32Array,
  seedEdges: Uint32Array,
): Omit<Surface, "deciseconds"> | null {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const edges of [roads, seedEdges]) {
    for (const edge of edges) {
      const shape = edgeShapes[edge] >> 1;
      const end = shapeOffsets[shape + 1];
      for (let i = shapeOffsets[shape]; i < end; i++) {
        const lon = shapeLons[i];
        const lat = shapeLats[i];
        if (lon < west) west = lon;
        if (lon > east) east = lon;
        if (lat < south) south = lat;
        if (lat > north) north = lat;
      }
    }
  }
  if (west > east) return null;
  const scale = longitudeScale((south + north) / 2);
  const height = (north - south) * METERS_PER_MICRODEGREE;
  const width = (east - west) * METERS_PER_MICRODEGREE * scale;
  const grain = Math.max(GRAIN_METERS, Math.sqrt((height * width) / MAX_VERTICES));
  const stepLat = grain / METERS_PER_MICRODEGREE;
  const stepLon = stepLat / scale;
  // Two empty vertices all around, so that every contour closes inside the frame.
  const margin = 2 + Math.ceil(OFF_ROAD_METERS / grain);
  return {
    columns: Math.ceil((east - west) / stepLon) + 1 + 2 * margin,
    rows: Math.ceil((north - south) / stepLat) + 1 + 2 * margin,
    west: west - margin * stepLon,
    south: south - margin * stepLat,
    stepLon,
    stepLat,
  };
}

/** Both directions of a road: of two times at a place the lesser counts, and one is the lesser up to where they meet. */
function paintRoad(
  brush: Brush,
  { network, durations }: ReachedEdges,
  edge: number,
  maxDeciseconds: number,
): void {
  const twin = network.edgeTwins[edge];
  brush.takeUp(network, network.edgeShapes[edge] >> 1);
  const isAgainst = (network.edgeShapes[edge] & 1) === 1;
  const [along, against] = isAgainst ? [twin, edge] : [edge, twin];
  const alongLeft = along === NO_EDGE ? Infinity : durations[along];
  const againstLeft = against === NO_EDGE ? Infinity : durations[against];
  const alongTime = along === NO_EDGE ? 1 : network.edgeDurations[along];
  const againstTime = against === NO_EDGE ? 1 : network.edgeDurations[against];
  const meeting = (alongLeft + alongTime - againstLeft) / (alongTime + againstTime);
  // Where nothing is left of the time in one direction, the other alone is there.
  const alongFrom = Math.max(0, meeting, 1 - (maxDeciseconds - alongLeft) / alongTime);
  const againstTo = Math.min(1, meeting, (maxDeciseconds - againstLeft) / againstTime);
  if (againstTo >= 0) brush.paint(0, againstTo, againstLeft, againstLeft + againstTo * againstTime);
  if (alongFrom <= 1) brush.paint(alongFrom, 1, alongLeft + (1 - alongFrom) * alongTime, alongLeft);
}

/** The way to the point on its own edge, which no label covers. */
function paintApproach(
  brush: Brush,
  network: Network,
  edge: number,
  fraction: number,
  maxDeciseconds: number,
): void {
  brush.takeUp(network, network.edgeShapes[edge] >> 1);
  const duration = network.edgeDurations[edge];
  const from = Math.max(0, fraction - maxDeciseconds / duration);
  const time = (fraction - from) * duration;
  if ((network.edgeShapes[edge] & 1) === 0) brush.paint(from, fraction, time, 0);
  else brush.paint(1 - fraction, 1 - from, 0, time);
}
