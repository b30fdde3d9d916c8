import type { Comparison, ExplainedPair, Trip } from "../../../isochrones/compare/compare.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import type { ChosenPlaces } from "./points.ts";

/** A comparison with the names of what was compared. */
export interface ComparisonReport {
  readonly dataset: { readonly id: string; readonly name: string };
  /** Engines, by their own names. */
  readonly measured: string;
  readonly reference: string;
  readonly places: ChosenPlaces;
  readonly comparison: Comparison;
}

/** The report as one JSON object; times in seconds, lengths in metres, shares from 0 to 1. */
export function reportJson({ dataset, measured, reference, places, comparison }: ComparisonReport): object {
  const { origins, destinations, people, description } = places;
  return {
    dataset,
    measured,
    reference,
    points: {
      description,
      origins: origins.lons.length,
      destinations: destinations.lons.length,
      people: Array.from(people).reduce((sum, value) => sum + value, 0),
    },
    pairs: comparison.pairs,
    sides: comparison.sides,
    worst: comparison.worst.map((pair) => ({
      origin: placeAt(places, "origins", pair.origin),
      destination: placeAt(places, "destinations", pair.destination),
      people: people[pair.origin],
      ...differencesOf(pair),
      cause: pair.cause,
      measured: tripJson(pair.measured),
      reference: tripJson(pair.reference),
    })),
  };
}

/** Origins whose people change sides, as points, and the worst pairs, as the lines driven. */
export function disagreementsGeojson({ places, comparison }: ComparisonReport): object {
  const { sides, nearest } = comparison;
  const origins = Array.from(nearest.measured.keys()).flatMap((origin) => {
    const [measured, reference] = [nearest.measured[origin], nearest.reference[origin]];
    const changed = sides
      .map(({ minutes }) => minutes)
      .filter((minutes) => measured <= minutes * 600 !== reference <= minutes * 600);
    if (changed.length === 0) return [];
    const properties = {
      kind: "side",
      people: places.people[origin],
      measuredMinutes: minutesOf(measured),
      referenceMinutes: minutesOf(reference),
      changedMinutes: changed,
    };
    const geometry = { type: "Point", coordinates: placeAt(places, "origins", origin) };
    return [{ type: "Feature", geometry, properties }];
  });
  const lines = comparison.worst.map((pair) => ({
    type: "Feature",
    geometry: { type: "LineString", coordinates: lineOf(places, pair) },
    properties: {
      kind: "pair",
      cause: pair.cause,
      people: places.people[pair.origin],
      ...differencesOf(pair),
    },
  }));
  return { type: "FeatureCollection", features: [...origins, ...lines] };
}

/** What differs, in numbers; null where one of the times is. */
export function differencesOf({ measuredSeconds, referenceSeconds }: ExplainedPair): {
  measuredSeconds: number | null;
  referenceSeconds: number | null;
  differenceSeconds: number | null;
  relativeDifference: number | null;
} {
  const times = { measuredSeconds, referenceSeconds };
  if (measuredSeconds === null || referenceSeconds === null) {
    return { ...times, differenceSeconds: null, relativeDifference: null };
  }
  // Both were read in tenths.
  const differenceSeconds = Math.round((measuredSeconds - referenceSeconds) * 10) / 10;
  const relativeDifference = referenceSeconds > 0 ? differenceSeconds / referenceSeconds : null;
  return { ...times, differenceSeconds, relativeDifference };
}

/** `[lon, lat]` of a point of the comparison, in six decimals: a tenth of a metre. */
export function placeAt(
  places: ChosenPlaces,
  side: "origins" | "destinations",
  index: number,
): [number, number] {
  return sixDecimals([places[side].lons[index], places[side].lats[index]]);
}

function lineOf(places: ChosenPlaces, pair: ExplainedPair): readonly (readonly [number, number])[] {
  const driven = pair.measured.route ?? pair.reference.route;
  if (driven !== null) return driven.line.map(sixDecimals);
  return [placeAt(places, "origins", pair.origin), placeAt(places, "destinations", pair.destination)];
}

function sixDecimals([lon, lat]: readonly [number, number]): [number, number] {
  return [Number(lon.toFixed(6)), Number(lat.toFixed(6))];
}

function minutesOf(deciseconds: number): number | null {
  return deciseconds === UNREACHED ? null : deciseconds / 600;
}

function tripJson({ seconds, originSnapMeters, destinationSnapMeters, route, speedKmh }: Trip): object {
  return { seconds, originSnapMeters, destinationSnapMeters, routeMeters: route?.meters ?? null, speedKmh };
}
