import { distance } from "../plane.ts";
import type { Point } from "../plane.ts";
import { scaleOf } from "./country-plan.ts";
import type { CountryPlan } from "./country-plan.ts";
import type { CountryFields } from "./fields.ts";

/** Metres between the places at which a full-sized country is sounded before any of it is drawn. */
const SOUNDING_METERS = 2_000;
/** A pays with less land than this share of its square is left to the sea. */
const LEAST_LAND = 0.1;
/** Few live above, and nobody founds a capital above the lower one. */
const HIGH_METERS = 900;
const CAPITAL_METERS = 500;

/** Squares of a country's lattice, from the first ones up to those that are the next drawing's. */
export interface Window {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** What is known of a pays before it is drawn. */
export interface Sounding {
  /** In the mosaic. */
  readonly cell: number;
  /** Low land near to its middle: its capital lies about there. */
  readonly heart: Point;
  /** Holds it with its neighbours' edges. */
  readonly window: Window;
  readonly landKm2: number;
  readonly habitableKm2: number;
}

interface Tally {
  land: number;
  high: number;
  sumX: number;
  sumY: number;
  west: number;
  readonly south: number;
  east: number;
  north: number;
  readonly low: Point[];
}

/** Coarse look at the whole plane: the pays that have land, by their number in the mosaic. */
export function soundCountry(plan: CountryPlan, fields: CountryFields): Sounding[] {
  const squareKm2 = (scaleOf(plan) * SOUNDING_METERS) ** 2 / 1e6;
  const leastKm2 = (LEAST_LAND * plan.paysMeters ** 2) / 1e6;
  return [...tallyPays(plan, fields)]
    .filter(([, { land }]) => land * squareKm2 >= leastKm2)
    .sort((a, b) => a[0] - b[0])
    .map(([cell, tally]) => ({
      cell,
      heart: heartOf(tally),
      window: windowOf(plan, tally),
      landKm2: tally.land * squareKm2,
      habitableKm2: (tally.land - 0.8 * tally.high) * squareKm2,
    }));
}

function tallyPays(plan: CountryPlan, { land, mosaic }: CountryFields): Map<number, Tally> {
  const tallies = new Map<number, Tally>();
  const step = scaleOf(plan) * SOUNDING_METERS;
  const halfWidth = (plan.columns * plan.paysMeters) / 2;
  const halfHeight = (plan.rows * plan.paysMeters) / 2;
  for (let y = -halfHeight; y < halfHeight; y += step) {
    for (let x = -halfWidth; x < halfWidth; x += step) {
      const cell = mosaic.paysAt(x, y);
      let tally = tallies.get(cell);
      if (tally === undefined) {
        tally = { land: 0, high: 0, sumX: 0, sumY: 0, west: x, south: y, east: x, north: y, low: [] };
        tallies.set(cell, tally);
      }
      tally.west = Math.min(tally.west, x);
      tally.east = Math.max(tally.east, x);
      tally.north = Math.max(tally.north, y);
      const shore = land.shoreAt(x, y);
      if (shore <= 0) continue;
      const meters = land.elevationAt(x, y, shore);
      tally.land++;
      if (meters > HIGH_METERS) tally.high++;
      tally.sumX += x;
      tally.sumY += y;
      if (meters < CAPITAL_METERS) tally.low.push([x, y]);
    }
  }
  return tallies;
}

function heartOf({ land, sumX, sumY, low }: Tally): Point {
  const center: Point = [sumX / land, sumY / land];
  return low.reduce(
    (best, one) => (distance(one, center) < distance(best, center) ? one : best),
    low[0] ?? center,
  );
}

function windowOf(plan: CountryPlan, { west, south, east, north }: Tally): Window {
  const { stepMeters } = plan;
  const margin = scaleOf(plan) * SOUNDING_METERS + 3 * stepMeters;
  return {
    west: Math.floor((west - margin) / stepMeters),
    south: Math.floor((south - margin) / stepMeters),
    east: Math.ceil((east + margin) / stepMeters),
    north: Math.ceil((north + margin) / stepMeters),
  };
}
