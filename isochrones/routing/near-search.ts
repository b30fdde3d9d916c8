import type { EdgeSearch } from "./edge-search.ts";
import { compareWays, type CountedPoints, type NearWay } from "./near-ways.ts";
import type { Place } from "./places.ts";
import { type Seeds, seedsAt } from "./seeds.ts";
import { WayLengths } from "./way-lengths.ts";
import { bestWay } from "./ways.ts";

/** Two hours: what is farther is not near, and to look for it would be to search a country. */
export const MOST_NEAR_DECISECONDS = 72_000;

/**
 * The nearest points of a place by one search from it, which ends when so many have been found: exact for any choice of
 * points, however few. O((m + n) log n) over the turns and edges nearer than the last of them, or than
 * two hours where there are fewer.
 *
 * @param search a departure search
 * @param seeds of all points, without start costs
 * @param limit so many ways at most, the ones of least weight
 * @param placesOf the places of a point
 * @param mostWeight deciseconds: ways that weigh more may be missing
 * @returns in the order of weight
 */
export function searchNear(
  search: EdgeSearch,
  seeds: Seeds,
  from: readonly Place[],
  limit: number,
  placesOf: (point: number) => readonly Place[],
  counted: CountedPoints = null,
  mostWeight = Infinity,
): NearWay[] {
  if (search.direction !== "departure") throw new Error("searchNear needs a departure search");
  const start = seedsAt([{ point: 0, places: from }]);
  const nearest = new NearestPoints(limit);
  const isCounted = (point: number): boolean => counted === null || counted[point] === 1;
  const { edgeOriginals } = search.network;
  // A point on the road of the start may be reached without driving a whole edge.
  const found = new Set(from.flatMap(({ edge }) => pointsOn(seeds, edge)).filter(isCounted));
  search.run(start, {
    mostDuration: MOST_NEAR_DECISECONDS,
    isEnough: (edge, weight) => {
      for (const slot of seeds.byEdge.get(edgeOriginals[edge]) ?? []) {
        const point = seeds.points[slot];
        const duration = search.durations[edge] + seeds.durations[slot];
        if (!isCounted(point) || duration > MOST_NEAR_DECISECONDS) continue;
        found.add(point);
        nearest.note(point, weight + seeds.weights[slot]);
      }
      return weight > Math.min(nearest.farthest, mostWeight);
    },
  });
  const lengths = new WayLengths(search, start);
  const ways: NearWay[] = [];
  for (const point of found) {
    const way = bestWay(search, start, placesOf(point));
    if (way === null || way.duration > MOST_NEAR_DECISECONDS) continue;
    ways.push({ point, weight: way.weight, duration: way.duration, meters: lengths.meters(way) });
  }
  return ways.sort(compareWays).slice(0, limit);
}

function pointsOn({ byEdge, points }: Seeds, edge: number): number[] {
  return (byEdge.get(edge) ?? []).map((slot) => points[slot]);
}

/** The least weights seen so far, one a point. */
class NearestPoints {
  /** Weight of the last one that is wanted; Infinity as long as there are fewer. */
  farthest = Infinity;
  readonly #limit: number;
  readonly #weights = new Map<number, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  note(point: number, weight: number): void {
    if (weight >= (this.#weights.get(point) ?? Infinity)) return;
    this.#weights.set(point, weight);
    if (this.#weights.size < this.#limit) return;
    this.farthest = [...this.#weights.values()].sort((a, b) => a - b)[this.#limit - 1];
  }
}
