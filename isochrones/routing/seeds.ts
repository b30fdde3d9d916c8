import type { Network } from "../model/network.ts";
import type { Snaps } from "../model/points.ts";
import { type Place, placesOfPoint } from "./places.ts";

/**
 * Where searches begin or end: points on edges, each on both directions of its road, or on all roads of its junction. The structures that a
 * coverage counts, or the one point of an isochrone.
 */
export interface Seeds {
  /** Index of the point that a seed stands for, as the caller numbers them. */
  readonly points: Uint32Array;
  readonly edges: Uint32Array;
  /** Place along the edge, 0 to 1. */
  readonly fractions: Float64Array;
  /** Deciseconds from the edge's tail to the place. */
  readonly durations: Uint32Array;
  readonly weights: Uint32Array;
  /** Deciseconds already spent where the seed stands, as time and as weight: an off-road leg, else 0. */
  readonly startCosts: Uint32Array;
  /** Seeds of an edge: `slots` of `byEdge.get(edge)`. Originals only. */
  readonly byEdge: ReadonlyMap<number, readonly number[]>;
}

/** A point with its places, and the deciseconds already spent there. */
export interface SeedPoint {
  readonly point: number;
  readonly places: readonly Place[];
  readonly startCost?: number;
}

/**
 * Seeds for some of the snapped points; points without a road give none.
 *
 * @param startCosts deciseconds of each point of `snaps`. `EdgeSearch` and `timesAtPoints` count them, so that the
 * nearest point is the one that is so with its cost; routes and isolines do not.
 */
export function makeSeeds(
  network: Network,
  snaps: Snaps,
  points: Iterable<number>,
  startCosts?: Uint32Array,
): Seeds {
  return seedsAt(
    Array.from(points, (point) => ({
      point,
      places: placesOfPoint(network, snaps, point),
      startCost: startCosts?.[point] ?? 0,
    })),
  );
}

/** Seeds for points whose places are known. Plain loops: a country's structures are planted anew at each change. */
export function seedsAt(points: readonly SeedPoint[]): Seeds {
  const count = points.reduce((sum, { places }) => sum + places.length, 0);
  const byEdge = new Map<number, number[]>();
  const seeds = {
    points: new Uint32Array(count),
    edges: new Uint32Array(count),
    fractions: new Float64Array(count),
    durations: new Uint32Array(count),
    weights: new Uint32Array(count),
    startCosts: new Uint32Array(count),
    byEdge,
  };
  let slot = 0;
  for (const { point, places, startCost = 0 } of points) {
    for (const { edge, fraction, duration, weight } of places) {
      seeds.points[slot] = point;
      seeds.edges[slot] = edge;
      seeds.fractions[slot] = fraction;
      seeds.durations[slot] = duration;
      seeds.weights[slot] = weight;
      seeds.startCosts[slot] = startCost;
      const slots = byEdge.get(edge);
      if (slots === undefined) byEdge.set(edge, [slot]);
      else slots.push(slot);
      slot++;
    }
  }
  return seeds;
}

/** The copies of each copied edge: a search enters them as it enters the edge itself. */
export function copiesOf(network: Network): ReadonlyMap<number, readonly number[]> {
  const copies = new Map<number, number[]>();
  for (let edge = network.firstCopy; edge < network.edgeCount; edge++) {
    const original = network.edgeOriginals[edge];
    const known = copies.get(original);
    if (known === undefined) copies.set(original, [edge]);
    else known.push(edge);
  }
  return copies;
}

/** A seed, by where it stands and what it stands for. */
export interface PlantedSeed {
  readonly point: number;
  readonly edge: number;
}

/** What differs between two sets of seeds. */
export interface SeedChanges {
  readonly gone: readonly PlantedSeed[];
  readonly come: readonly PlantedSeed[];
}

/**
 * The seeds of points that differ between two sets of seeds: those that only the first has, and those that only the
 * second has. A point that has moved, or stands there at another cost, is in both. O(seeds).
 */
export function seedChanges(before: Seeds, after: Seeds): SeedChanges {
  const firstsBefore = firstSlots(before);
  const firstsAfter = firstSlots(after);
  const changed = ({ points, edges }: Seeds): PlantedSeed[] => {
    const seeds: PlantedSeed[] = [];
    let last = -1;
    let isKept = false;
    for (let slot = 0; slot < points.length; slot++) {
      const point = points[slot];
      if (point !== last)
        isKept = isSamePoint(before, firstsBefore.get(point), after, firstsAfter.get(point));
      if (!isKept) seeds.push({ point, edge: edges[slot] });
      last = point;
    }
    return seeds;
  };
  return { gone: changed(before), come: changed(after) };
}

/** The first seed of each point: those of one point follow one another. */
function firstSlots({ points }: Seeds): Map<number, number> {
  const firsts = new Map<number, number>();
  points.forEach((point, slot) => {
    if (!firsts.has(point)) firsts.set(point, slot);
  });
  return firsts;
}

function isSamePoint(a: Seeds, slotInA: number | undefined, b: Seeds, slotInB: number | undefined): boolean {
  if (slotInA === undefined || slotInB === undefined) return false;
  const point = a.points[slotInA];
  for (let i = slotInA, j = slotInB; ; i++, j++) {
    const hasEnded = a.points[i] !== point;
    if (hasEnded || b.points[j] !== point) return hasEnded && b.points[j] !== point;
    if (a.edges[i] !== b.edges[j] || a.startCosts[i] !== b.startCosts[j]) return false;
    if (a.durations[i] !== b.durations[j] || a.weights[i] !== b.weights[j]) return false;
  }
}
