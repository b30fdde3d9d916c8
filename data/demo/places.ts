import { createNoise, fractal } from "./noise.ts";
import type { DemoPlan, Valley } from "./plan.ts";
import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import { cellCenter, FOREIGN, GATE, ISLAND, MAINLAND, SEA } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

export type PlaceRank = "prefecture" | "town" | "bourg" | "village" | "hamlet";

/** Where people settled. The first `communeCount` places are seats of communes, the others hamlets. */
export interface Place {
  readonly rank: PlaceRank;
  readonly cell: number;
  readonly point: Point;
  readonly onIsland: boolean;
  /** For a seat, people of the whole commune; 0 for a hamlet, whose people are its commune's. */
  readonly people: number;
  /** How far its streets go. */
  readonly radiusMeters: number;
}

/** Metres of built-up radius for each square root of a person: about 2 200 people per km². */
const RADIUS_PER_ROOT_PERSON = 12;
const ZIPF_EXPONENT = 0.88;
const HAMLET_RADIUS_METERS = 130;
/** Larger towns are built more densely: each person more needs less ground. */
const DENSE_FROM_PEOPLE = 30_000;
const DENSITY_EXPONENT = 0.19;
/** Nobody settles above: the highest communes of France lie at about 2 000 m. */
const HIGHEST_METERS = 1_900;

/** Chooses sites for all places: valleys, coast and gentle slopes first, then what distance allows. */
export function settle(terrain: Terrain, plan: DemoPlan, random: Random): Place[] {
  const { spacing } = plan;
  const scores = scoreSites(terrain, random.integer(0, 1e9));
  const best = bestFirst(scores);
  const sites = new Sites(terrain, best);

  for (let meters = 1_200; sites.taken.length === 0 && meters < plan.widthMeters; meters *= 2)
    sites.takeNear(plan.prefecture, meters, MAINLAND, "prefecture");
  takeIsland(sites, plan);
  sites.fill("town", plan.townCount, spacing.town);
  for (const valley of plan.valleys) takeValley(sites, valley);
  sites.fill("bourg", plan.bourgCount, spacing.bourg);
  const villages = plan.communeCount - sites.taken.length + sites.count("village");
  for (let gap = spacing.village; sites.count("village") < villages && gap > 600; gap *= 0.92)
    sites.fill("village", villages, gap);
  const seats = sites.taken.slice(0, plan.communeCount);
  sites.fill("hamlet", plan.hamletCount, spacing.hamlet);
  const hamlets = sites.taken.slice(seats.length);
  return [...withPeople(terrain, seats, plan, random), ...hamlets.map((site) => toPlace(terrain, site, 0))];
}

/** Squares that can be lived on, best first; of two as good, the first. */
function bestFirst(scores: Float32Array): Uint32Array {
  // One number a square, so that they are sorted natively: scores to 1e-8, then the square.
  const keys = new Float64Array(scores.length);
  let count = 0;
  for (let cell = 0; cell < scores.length; cell++)
    if (scores[cell] > -Infinity) keys[count++] = Math.round(-scores[cell] * 1e8) * 2 ** 20 + cell;
  const sorted = keys.subarray(0, count).sort();
  return Uint32Array.from(sorted, (key) => key - Math.floor(key / 2 ** 20) * 2 ** 20);
}

interface Site {
  readonly cell: number;
  readonly rank: PlaceRank;
}

/** Sites in the order in which they were taken. */
class Sites {
  readonly taken: Site[] = [];
  readonly #terrain: Terrain;
  readonly #best: Uint32Array;

  constructor(terrain: Terrain, best: Uint32Array) {
    this.#terrain = terrain;
    this.#best = best;
  }

  take(cell: number, rank: PlaceRank): void {
    this.taken.push({ cell, rank });
  }

  count(rank: PlaceRank): number {
    return this.taken.reduce((count, site) => count + (site.rank === rank ? 1 : 0), 0);
  }

  /** Takes the best free square of a ground within a distance of a point; nothing where there is none. */
  takeNear(point: Point, meters: number, ground: number, rank: PlaceRank): void {
    const terrain = this.#terrain;
    for (const cell of this.#best) {
      if (terrain.grounds[cell] !== ground || distance(cellCenter(terrain, cell), point) > meters) continue;
      if (!this.isFree(cell, 900)) continue;
      this.take(cell, rank);
      return;
    }
  }

  isFree(cell: number, meters: number): boolean {
    const { columns, stepMeters } = this.#terrain;
    const column = cell % columns;
    const row = Math.floor(cell / columns);
    const squares = meters / stepMeters;
    return this.taken.every((site) => {
      const dx = (site.cell % columns) - column;
      const dy = Math.floor(site.cell / columns) - row;
      return dx * dx + dy * dy >= squares * squares;
    });
  }

  /** Takes the best free squares of the mainland until there are `count` of this rank. */
  fill(rank: PlaceRank, count: number, meters: number): void {
    let missing = count - this.count(rank);
    for (const cell of this.#best) {
      if (missing <= 0) return;
      if (this.#terrain.grounds[cell] === ISLAND && rank !== "hamlet") continue;
      if (!this.isFree(cell, meters)) continue;
      this.take(cell, rank);
      missing--;
    }
  }
}

/** One bourg and the other communes of the island, as far apart as it allows. */
function takeIsland(sites: Sites, plan: DemoPlan): void {
  if (plan.island === null) return;
  const { center, radiusX, radiusY } = plan.island;
  // The bourg faces the mainland, where the ferry comes in.
  const port: Point = [center[0] + radiusX * 0.55, center[1] + radiusY * 0.1];
  for (let meters = radiusX * 0.5; sites.count("bourg") === 0 && meters < 9 * radiusX; meters *= 2)
    sites.takeNear(port, meters, ISLAND, "bourg");
  for (let i = 1; i < plan.islandCommunes; i++) {
    const y = center[1] + radiusY * (i % 2 === 1 ? 0.6 : -0.6);
    sites.takeNear([center[0] - radiusX * 0.2, y], radiusX * 0.6, ISLAND, "village");
  }
}

/** Villages at even steps along a valley, every third one a bourg where it is cut off. */
function takeValley(sites: Sites, valley: Valley): void {
  const { points, villages } = valley;
  for (let i = 0; i < villages; i++) {
    const place = ((i + 0.6) / (villages + 0.6)) * (points.length - 1);
    const [from, to] = [points[Math.floor(place)], points[Math.floor(place) + 1]];
    const share = place - Math.floor(place);
    const point: Point = [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
    const isBourg = valley.walled && i % 3 === 1;
    sites.takeNear(point, 900, MAINLAND, isBourg ? "bourg" : "village");
  }
}

/** Shares the people out by rank and size: the n-th commune has little more than an n-th of the first (Zipf 1949). */
function withPeople(terrain: Terrain, seats: readonly Site[], plan: DemoPlan, random: Random): Place[] {
  const order: PlaceRank[] = ["prefecture", "town", "bourg", "village"];
  const ranked = seats
    .map((site) => ({ site, key: order.indexOf(site.rank) + random.next() * 0.9 }))
    .sort((a, b) => a.key - b.key);
  const weights = ranked.map((_, index) => random.between(0.85, 1.15) / (index + 1) ** ZIPF_EXPONENT);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return ranked.map(({ site }, index) =>
    toPlace(terrain, site, Math.round((plan.population * weights[index]) / total)),
  );
}

function toPlace(terrain: Terrain, { cell, rank }: Site, people: number): Place {
  return {
    rank,
    cell,
    point: cellCenter(terrain, cell),
    onIsland: terrain.grounds[cell] === ISLAND,
    people,
    radiusMeters: Math.max(HAMLET_RADIUS_METERS, radiusOf(people)),
  };
}

function radiusOf(people: number): number {
  const crowding = (DENSE_FROM_PEOPLE / Math.max(DENSE_FROM_PEOPLE, people)) ** DENSITY_EXPONENT;
  return RADIUS_PER_ROOT_PERSON * Math.sqrt(people) * crowding;
}

/** How good a square is to live on; minus infinity where nobody can. */
function scoreSites(terrain: Terrain, seed: number): Float32Array {
  const { columns, rows, elevations, grounds, rivers, stepMeters } = terrain;
  const noise = createNoise(seed);
  const toWater = distanceTo(terrain, (cell) => rivers[cell] > 0);
  const toCoast = distanceTo(terrain, (cell) => grounds[cell] === SEA);
  const toBorder = distanceTo(terrain, (cell) => grounds[cell] === FOREIGN || grounds[cell] === GATE);
  const scores = new Float32Array(grounds.length).fill(-Infinity);
  for (let cell = 0; cell < scores.length; cell++) {
    const column = cell % columns;
    const row = Math.floor(cell / columns);
    const inside = column > 1 && row > 1 && column < columns - 2 && row < rows - 2;
    if (!inside || rivers[cell] > 0 || (grounds[cell] !== MAINLAND && grounds[cell] !== ISLAND)) continue;
    if (toCoast[cell] < 3 || toBorder[cell] < 3 || elevations[cell] > HIGHEST_METERS) continue;
    const steepness =
      Math.abs(elevations[cell + 1] - elevations[cell - 1]) +
      Math.abs(elevations[cell + columns] - elevations[cell - columns]);
    scores[cell] =
      -1.6 * Math.min(1.5, steepness / (0.4 * stepMeters)) -
      elevations[cell] / 1_100 +
      0.55 * Math.exp(-toWater[cell] / 6) +
      0.35 * Math.exp(-Math.abs(toCoast[cell] - 4) / 3) +
      0.8 * fractal(noise, column / 14, row / 14, 3);
  }
  return scores;
}

/** Squares to the nearest one that fits, by steps over sides. */
function distanceTo(terrain: Terrain, fits: (cell: number) => boolean): Float32Array {
  const { columns, grounds } = terrain;
  const steps = new Float32Array(grounds.length).fill(Infinity);
  const queue = new Int32Array(steps.length);
  let length = 0;
  for (let cell = 0; cell < steps.length; cell++) {
    if (!fits(cell)) continue;
    steps[cell] = 0;
    queue[length++] = cell;
  }
  const sides = [-1, 1, -columns, columns];
  for (let i = 0; i < length; i++) {
    for (const side of sides) {
      const near = queue[i] + side;
      if (steps[near] !== Infinity) continue;
      steps[near] = steps[queue[i]] + 1;
      queue[length++] = near;
    }
  }
  return steps;
}
