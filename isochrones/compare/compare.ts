import type { EngineRoute, Places, TravelTable } from "../engines/engine.ts";
import { type Cause, causeOf, speedKmh, type TripFacts } from "./explain.ts";
import { comparePairs, type PairFigures } from "./figures.ts";
import { compareSides, type NearestPairs, nearestPairs, type SideFigures } from "./sides.ts";
import { type WorstPair, worstPairs } from "./worst-pairs.ts";

/** Times of one side of a comparison. */
export interface ComparedTimes {
  /** Deciseconds, row by row; `UNREACHED` without a route. */
  readonly deciseconds: Uint32Array;
  /** null where a recorded table does not say. */
  readonly sourceSnapMeters: ArrayLike<number> | null;
  readonly destinationSnapMeters: ArrayLike<number> | null;
  /** Asks for one route; null where only times are known. */
  readonly route: AskRoute | null;
}

/** `[lon, lat]` in degrees. */
export type AskRoute = (
  from: readonly [number, number],
  to: readonly [number, number],
) => Promise<EngineRoute | null>;

export interface ComparedPlaces {
  readonly origins: Places;
  readonly destinations: Places;
  /** Of each origin. */
  readonly people: ArrayLike<number>;
}

export interface ComparisonQuery {
  /** Limits whose sides people may change. */
  readonly minutes: readonly number[];
  /** How many of the worst pairs are explained. */
  readonly worst: number;
}

/** All that is said about two engines on the same places. */
export interface Comparison {
  readonly pairs: PairFigures;
  readonly sides: readonly SideFigures[];
  readonly nearest: NearestPairs;
  /** Worst first. */
  readonly worst: readonly ExplainedPair[];
}

/** A pair on which two engines disagree, with what is known of it in each. */
export interface ExplainedPair extends WorstPair {
  readonly cause: Cause;
  readonly measured: Trip;
  readonly reference: Trip;
}

export interface Trip extends TripFacts {
  /** Mean speed, null where the route is not known. */
  readonly speedKmh: number | null;
}

/** Judges one engine's times by another's. Only the routes of the worst pairs are asked for. */
export async function compareTimes(
  places: ComparedPlaces,
  measured: ComparedTimes,
  reference: ComparedTimes,
  query: ComparisonQuery,
): Promise<Comparison> {
  const times = { measured: measured.deciseconds, reference: reference.deciseconds };
  const originCount = places.origins.lons.length;
  const nearest = nearestPairs(times, originCount);
  const worst: ExplainedPair[] = [];
  for (const pair of worstPairs(times, originCount, query.worst)) {
    const ours = await tripOf(places, pair, measured, pair.measuredSeconds);
    const theirs = await tripOf(places, pair, reference, pair.referenceSeconds);
    worst.push({ ...pair, cause: causeOf(ours, theirs), measured: ours, reference: theirs });
  }
  return {
    pairs: comparePairs(times),
    sides: query.minutes.map((minutes) => compareSides(nearest, places.people, minutes)),
    nearest,
    worst,
  };
}

/** The times of a table, with the engine's routes. */
export function timesOf(table: TravelTable, route: AskRoute): ComparedTimes {
  return { ...table, route };
}

async function tripOf(
  { origins, destinations }: ComparedPlaces,
  { origin, destination }: WorstPair,
  { sourceSnapMeters, destinationSnapMeters, route }: ComparedTimes,
  seconds: number | null,
): Promise<Trip> {
  const from = [origins.lons[origin], origins.lats[origin]] as const;
  const to = [destinations.lons[destination], destinations.lats[destination]] as const;
  const facts: TripFacts = {
    seconds,
    originSnapMeters: sourceSnapMeters?.[origin] ?? null,
    destinationSnapMeters: destinationSnapMeters?.[destination] ?? null,
    route: seconds === null || route === null ? null : await route(from, to),
  };
  return { ...facts, speedKmh: speedKmh(facts) };
}
