import type { DemoCommune } from "./communes.ts";
import { NOBODY } from "./communes.ts";
import type { Place } from "./places.ts";
import type { DemoPlan } from "./plan.ts";
import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { RoadMap } from "./road-map.ts";
import { cellAt, cellCenter, isDry } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

/**
 * Takes one home after the other with those who live in it: a country has too many to keep them all.
 *
 * @param commune index into the communes
 * @param remoteness share of the way from the seat's heart (0) to its edge and beyond (1): how urban the home is
 */
export type Settle = (point: Point, persons: number, commune: number, remoteness: number) => void;

/** How many homes a metre of road of a class has beside it, relative to a street. */
const HOMES_ALONG: Readonly<Record<string, number>> = {
  residential: 1,
  living_street: 1.4,
  pedestrian: 1.6,
  service: 0.2,
  unclassified: 0.4,
  tertiary: 0.35,
  secondary: 0.2,
  primary: 0.12,
  track: 0.03,
};
/** Share of a commune's people outside its built-up area, by the rank of its seat. */
const DISPERSED: Readonly<Record<Place["rank"], number>> = {
  prefecture: 0.03,
  town: 0.07,
  bourg: 0.16,
  village: 0.4,
  hamlet: 1,
};
/** Shares of households of one, two ... six persons; 2.2 on average, as in France (INSEE, census 2021). */
const SIZES = [0.37, 0.33, 0.13, 0.11, 0.04, 0.02];
const FARM_MIN_METERS = 450;

interface Frontage {
  readonly a: Point;
  readonly b: Point;
  readonly homes: number;
}

/** Settles every commune's people along its roads, and a few farms far from any. */
export function settleHouseholds(
  terrain: Terrain,
  map: RoadMap,
  communes: readonly DemoCommune[],
  owners: Int16Array,
  plan: DemoPlan,
  random: Random,
  settle: Settle,
): void {
  const frontages = findFrontages(terrain, map, communes.length, owners);
  settleFarms(terrain, map, owners, plan.farmCount, random, settle);
  for (const [commune, { seat, people }] of communes.entries()) {
    const all = frontages[commune];
    if (all.length === 0) continue;
    const core = new Chooser(
      all.map(({ a, homes }) => homes * Math.exp(-1.9 * (distance(a, seat.point) / seat.radiusMeters) ** 2)),
    );
    const countryside = new Chooser(all.map(({ homes }) => homes));
    for (let left = people; left > 0;) {
      const persons = Math.min(left, drawSize(random));
      const chooser = random.chance(plan.dispersal * DISPERSED[seat.rank]) ? countryside : core;
      const { a, b } = all[chooser.draw(random)];
      const point = beside(a, b, random);
      settle(point, persons, commune, Math.min(1, distance(point, seat.point) / seat.radiusMeters));
      left -= persons;
    }
  }
}

/** Stretches of road where homes may stand, for each commune. */
function findFrontages(
  terrain: Terrain,
  map: RoadMap,
  communeCount: number,
  owners: Int16Array,
): Frontage[][] {
  const frontages: Frontage[][] = Array.from({ length: communeCount }, () => []);
  for (const { vertices, highway, tags } of map.ways) {
    const density = tags["junction"] === undefined ? (HOMES_ALONG[highway] ?? 0) : 0;
    if (density === 0) continue;
    for (let i = 1; i < vertices.length; i++) {
      const [a, b] = [map.points[vertices[i - 1]], map.points[vertices[i]]];
      const owner = owners[cellAt(terrain, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])];
      if (owner !== NOBODY) frontages[owner].push({ a, b, homes: density * distance(a, b) });
    }
  }
  return frontages;
}

/** Single homes that stand well away from the roads of the map. */
function settleFarms(
  terrain: Terrain,
  map: RoadMap,
  owners: Int16Array,
  count: number,
  random: Random,
  settle: Settle,
): void {
  const squareOf = (meters: number) => Math.floor(meters / FARM_MIN_METERS);
  const keyOf = (column: number, row: number) => column * 0x100000 + row;
  const withRoads = new Set<number>();
  for (const [x, y] of map.points) withRoads.add(keyOf(squareOf(x), squareOf(y)));
  const isLonely = ([x, y]: Point) => {
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        if (withRoads.has(keyOf(squareOf(x) + dx, squareOf(y) + dy))) return false;
    return true;
  };
  for (let farms = 0, tries = 0; farms < count && tries < 50_000; tries++) {
    const cell = random.integer(0, owners.length - 1);
    const point = cellCenter(terrain, cell);
    if (!isDry(terrain, cell) || owners[cell] === NOBODY || !isLonely(point)) continue;
    settle(point, random.integer(1, 5), owners[cell], 1);
    farms++;
  }
}

/** Draws indices in proportion to weights. */
class Chooser {
  readonly #sums: Float64Array;

  constructor(weights: readonly number[]) {
    this.#sums = new Float64Array(weights.length);
    let sum = 0;
    for (const [index, weight] of weights.entries()) {
      sum += weight;
      this.#sums[index] = sum;
    }
  }

  draw(random: Random): number {
    const wanted = random.next() * this.#sums[this.#sums.length - 1];
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sums[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function drawSize(random: Random): number {
  let left = random.next();
  for (const [index, share] of SIZES.entries()) {
    left -= share;
    if (left < 0) return index + 1;
  }
  return SIZES.length;
}

/** A house a garden's depth from the road. */
function beside(a: Point, b: Point, random: Random): Point {
  const share = random.next();
  const depth = random.between(12, 45) * (random.chance(0.5) ? 1 : -1);
  const meters = Math.max(1, distance(a, b));
  return [
    a[0] + (b[0] - a[0]) * share - ((b[1] - a[1]) / meters) * depth,
    a[1] + (b[1] - a[1]) * share + ((b[0] - a[0]) / meters) * depth,
  ];
}
