import { longitudeScale, METERS_PER_MICRODEGREE } from "../geo/distance.ts";
import { GrowableUint32 } from "../graph/growable.ts";
import { NO_EDGE, type Network, UNREACHED } from "../model/network.ts";
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
export type ReachedEdges = Pick<Reach, "network" | "direction" | "weights" | "durations" | "touched">;

/** Labels by original edge. */
interface RoadLabels extends ReachedEdges {
  /** Of edges that are driven lightest in the state of a restricted path: the label of that state. */
  readonly byState: ReadonlyMap<number, number>;
}

/**
 * Lays the times along all roads reached on a grid: each vertex gets the least time over all places of roads within
 * `OFF_ROAD_METERS` and within the longest cutoff, plus the walk from there. A road is a polyline, on which time runs
 * evenly from end to end; the walk is measured on the plane of the grid. Where a time is so far from all cutoffs that
 * none of their borders depends on it, another that is as far will do. O(segments of roads reached + vertices).
 *
 * @param cutoffs deciseconds, those for which areas will be drawn
 * @returns null where nothing is reached
 */
export function timeSurface(edges: ReachedEdges, seeds: Seeds, cutoffs: readonly number[]): Surface | null {
  const { network, direction, weights, durations, touched } = edges;
  const maxDeciseconds = Math.max(...cutoffs);
  const byState = lightestStates(edges);
  const reached: RoadLabels = { network, direction, weights, durations, touched, byState };
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
    paintApproach(brush, reached, seeds.edges[slot], seeds.fractions[slot], maxDeciseconds);
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
 * Edges on which one arrives lightest in the state of a restricted path, with the label of that state. None where one
 * sets out: what can be done from a copy can be done from its original.
 */
function lightestStates({
  network,
  direction,
  weights,
  durations,
  touched,
}: ReachedEdges): Map<number, number> {
  const lightest = new Map<number, number>();
  if (direction === "arrival") return lightest;
  const states = new Map<number, number>();
  // Copies are numbered after all originals.
  for (let at = touched.length - 1; at >= 0 && touched[at] >= network.firstCopy; at--) {
    const copy = touched[at];
    const original = network.edgeOriginals[copy];
    const best = states.get(original) ?? original;
    const isLighter =
      weights[copy] < weights[best] || (weights[copy] === weights[best] && durations[copy] < durations[best]);
    if (!isLighter) continue;
    states.set(original, copy);
    lightest.set(original, durations[copy]);
  }
  return lightest;
}

/** Deciseconds at the end of an edge that is nearer to the seeds. */
function labelOf({ durations, byState }: RoadLabels, edge: number): number {
  return byState.size === 0 ? durations[edge] : (byState.get(edge) ?? durations[edge]);
}

/** An edge for each road that is reached within the time, in one direction or both. */
function roadsWithin(reached: RoadLabels, maxDeciseconds: number): Uint32Array {
  const { network, weights, touched, byState } = reached;
  const roads = new GrowableUint32();
  const add = (edge: number): void => {
    if (labelOf(reached, edge) > maxDeciseconds) return;
    const twin = network.edgeTwins[edge];
    const isSecond = twin < edge && labelOf(reached, twin) <= maxDeciseconds;
    if (!isSecond) roads.push(edge);
  };
  for (const edge of touched) {
    if (edge < network.firstCopy) add(edge);
  }
  for (const edge of byState.keys()) {
    if (weights[edge] === UNREACHED) add(edge);
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
function paintRoad(brush: Brush, reached: RoadLabels, edge: number, maxDeciseconds: number): void {
  const { network } = reached;
  const twin = network.edgeTwins[edge];
  brush.takeUp(network, network.edgeShapes[edge] >> 1);
  // Times fall along the shape for who drives along it towards the point, and for who drives against it away from there.
  const isFalling = isAlong(network, edge) === (reached.direction === "arrival");
  const [falling, rising] = isFalling ? [edge, twin] : [twin, edge];
  const fallingLabel = falling === NO_EDGE ? Infinity : labelOf(reached, falling);
  const risingLabel = rising === NO_EDGE ? Infinity : labelOf(reached, rising);
  const fallingTime = falling === NO_EDGE ? 1 : network.edgeDurations[falling];
  const risingTime = rising === NO_EDGE ? 1 : network.edgeDurations[rising];
  const meeting = (fallingLabel + fallingTime - risingLabel) / (fallingTime + risingTime);
  // Where nothing is left of the time in one direction, the other alone is there.
  const fallingFrom = Math.max(0, meeting, 1 - (maxDeciseconds - fallingLabel) / fallingTime);
  const risingTo = Math.min(1, meeting, (maxDeciseconds - risingLabel) / risingTime);
  if (risingTo >= 0) brush.paint(0, risingTo, risingLabel, risingLabel + risingTo * risingTime);
  if (fallingFrom <= 1) {
    brush.paint(fallingFrom, 1, fallingLabel + (1 - fallingFrom) * fallingTime, fallingLabel);
  }
}

/** Does an edge lead along its shape, or against it? */
function isAlong({ edgeShapes }: Network, edge: number): boolean {
  return (edgeShapes[edge] & 1) === 0;
}

/** The way to the point, or from it, on its own edge, which no label covers. */
function paintApproach(
  brush: Brush,
  { network, direction }: ReachedEdges,
  edge: number,
  fraction: number,
  maxDeciseconds: number,
): void {
  brush.takeUp(network, network.edgeShapes[edge] >> 1);
  const duration = network.edgeDurations[edge];
  const isArrival = direction === "arrival";
  // From the end of the edge at which the way is longest.
  const place = isArrival ? fraction : 1 - fraction;
  const from = Math.max(0, place - maxDeciseconds / duration);
  const time = (place - from) * duration;
  if (isAlong(network, edge) === isArrival) brush.paint(from, place, time, 0);
  else brush.paint(1 - place, 1 - from, 0, time);
}
