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

/** Seeds for points whose places are known. */
export function seedsAt(points: readonly SeedPoint[]): Seeds {
  const seeds = points.flatMap(({ point, places, startCost = 0 }) =>
    places.map((place) => ({ point, startCost, ...place })),
  );
  const byEdge = new Map<number, number[]>();
  seeds.forEach(({ edge }, slot) => {
    const slots = byEdge.get(edge);
    if (slots === undefined) byEdge.set(edge, [slot]);
    else slots.push(slot);
  });
  return {
    points: Uint32Array.from(seeds, ({ point }) => point),
    edges: Uint32Array.from(seeds, ({ edge }) => edge),
    fractions: Float64Array.from(seeds, ({ fraction }) => fraction),
    durations: Uint32Array.from(seeds, ({ duration }) => duration),
    weights: Uint32Array.from(seeds, ({ weight }) => weight),
    startCosts: Uint32Array.from(seeds, ({ startCost }) => startCost),
    byEdge,
  };
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
