import { distanceMeters, MICRODEGREES } from "../../geo/distance.ts";
import type { CallOptions, Places } from "../engine.ts";
import { inParallel } from "../in-parallel.ts";
import { readLocations } from "./answers.ts";
import type { ValhallaAsker } from "./asker.ts";

/** How the car drives: Valhalla's own defaults, and the top speed said because the bound of the search rests on it. */
export const COSTING = { costing: "auto", costing_options: { auto: { top_speed: 140 } } } as const;

/** A quarter of a second's work, after which an interruption is heard. */
const LOCATIONS_PER_QUESTION = 500;

/** Places with what Valhalla knows of the roads around them; parallel arrays. */
export interface LocatedPlaces extends Places {
  readonly lons: readonly number[];
  readonly lats: readonly number[];
  /** To the nearest road, metres; `Infinity` where none is near enough: such a place is never asked about. */
  readonly nearestMeters: Float32Array;
  /**
   * To the farthest road at which a trip may begin or end, metres: where the nearest is cut off from the rest of the
   * network, Valhalla takes another into account as well.
   */
  readonly farthestMeters: Float32Array;
}

export interface LocateOptions extends Pick<CallOptions, "signal"> {
  readonly maxSnapMeters: number;
  /** Questions in hand at once. */
  readonly atOnce: number;
}

/** One location of a question, which finds the same roads in `locate`, in a matrix and in a route. */
export function locationOf(
  { lons, lats }: Places,
  index: number,
  maxSnapMeters: number,
): Readonly<Record<string, number>> {
  return { lon: lons[index], lat: lats[index], search_cutoff: maxSnapMeters };
}

/**
 * Finds the roads of places beforehand: in a matrix, one place without a road fails all others. What is no place on
 * earth is none with a road; the library never sees it.
 */
export async function locate(
  asker: ValhallaAsker,
  places: Places,
  { maxSnapMeters, atOnce, signal }: LocateOptions,
): Promise<LocatedPlaces> {
  const lons = Array.from(places.lons);
  const lats = Array.from(places.lats);
  const nearestMeters = new Float32Array(lons.length).fill(Infinity);
  const farthestMeters = new Float32Array(lons.length).fill(Infinity);
  const onEarth = [...lons.keys()].filter((at) => Math.abs(lons[at]) <= 180 && Math.abs(lats[at]) <= 90);
  const pieces: number[][] = [];
  for (let first = 0; first < onEarth.length; first += LOCATIONS_PER_QUESTION) {
    pieces.push(onEarth.slice(first, first + LOCATIONS_PER_QUESTION));
  }
  await inParallel(pieces, atOnce, signal, async (piece) => {
    const locations = piece.map((index) => locationOf({ lons, lats }, index, maxSnapMeters));
    const answer = await asker.ask("locate", { locations, verbose: false, ...COSTING });
    readLocations(answer, piece.length, asker.name).forEach((roads, at) => {
      const index = piece[at];
      const meters = roads.map((road) => metersBetween([lons[index], lats[index]], road));
      const nearest = Math.min(...meters);
      if (nearest > maxSnapMeters) return;
      nearestMeters[index] = nearest;
      farthestMeters[index] = Math.max(...meters);
    });
  });
  return { lons, lats, nearestMeters, farthestMeters };
}

function metersBetween(a: readonly [number, number], b: readonly [number, number]): number {
  return distanceMeters(a[0] * MICRODEGREES, a[1] * MICRODEGREES, b[0] * MICRODEGREES, b[1] * MICRODEGREES);
}
