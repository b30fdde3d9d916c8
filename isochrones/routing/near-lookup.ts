import type { Network } from "../model/network.ts";
import { BEYOND, metersOfEntry, MOST_NEAR, NEAR_FIELDS, type NearTable, NOBODY } from "./near-table.ts";
import { MOST_NEAR_DECISECONDS } from "./near-search.ts";
import { BestWays, compareWays, type CountedPoints, type NearWay } from "./near-ways.ts";
import type { Place } from "./places.ts";
import type { Seeds } from "./seeds.ts";

/**
 * Looks up the nearest points of a place in a table. O(places times ranks), and the seeds on the place's own road.
 *
 * @param seeds those that the table was made from
 * @param limit so many ways at most, the ones of least weight
 * @returns in the order of weight; null where the table does not reach far enough to be sure of them
 */
export function lookUpNear(
  network: Network,
  table: NearTable,
  seeds: Seeds,
  places: readonly Place[],
  limit: number,
  counted: CountedPoints = null,
): NearWay[] | null {
  const ways = new BestWays();
  let horizon: NearWay | null = null;
  for (const place of places) {
    const end = offerRow(network, table, place, ways);
    if (end !== null && (horizon === null || compareWays(end, horizon) < 0)) horizon = end;
    offerAhead(network, seeds, place, ways);
  }
  const found: NearWay[] = [];
  for (const way of ways.sorted()) {
    if (found.length === limit) break;
    if (horizon !== null && compareWays(way, horizon) > 0) return null;
    if (way.duration > MOST_NEAR_DECISECONDS) continue;
    if (counted === null || counted[way.point] === 1) found.push(way);
  }
  return found.length < limit && horizon !== null ? null : found;
}

/** @returns before what the farther ones lie that the row does not tell; null where it tells all */
function offerRow(network: Network, table: NearTable, place: Place, ways: BestWays): NearWay | null {
  const { rows, ranks } = table;
  const { edge, fraction } = place;
  const weightLeft = network.edgeWeights[edge] - place.weight;
  const durationLeft = network.edgeDurations[edge] - place.duration;
  const metersLeft = network.edgeLengths[edge] * (1 - fraction);
  let last: NearWay | null = null;
  let row = edge * ranks * NEAR_FIELDS;
  for (let rank = 0; rank < ranks; rank++, row += NEAR_FIELDS) {
    const point = rows[row];
    if (point === NOBODY) return null;
    if (point === BEYOND) return { point: -1, weight: MOST_NEAR + 1 + weightLeft, duration: -1, meters: 0 };
    last = {
      point,
      weight: rows[row + 1] + weightLeft,
      duration: rows[row + 2] + durationLeft,
      meters: metersOfEntry(table, row) + metersLeft,
    };
    ways.offer(last);
  }
  return last;
}

/** Points that stand on the place's own edge, ahead of it. */
function offerAhead(
  { edgeLengths }: Network,
  seeds: Seeds,
  { edge, fraction, weight, duration }: Place,
  ways: BestWays,
): void {
  for (const slot of seeds.byEdge.get(edge) ?? []) {
    if (seeds.fractions[slot] < fraction) continue;
    const cost = seeds.startCosts[slot];
    ways.offer({
      point: seeds.points[slot],
      weight: cost + Math.max(0, seeds.weights[slot] - weight),
      duration: cost + Math.max(0, seeds.durations[slot] - duration),
      meters: edgeLengths[edge] * (seeds.fractions[slot] - fraction),
    });
  }
}
