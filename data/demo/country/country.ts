import type { Point } from "../plane.ts";
import { distance } from "../plane.ts";
import { inventName } from "../place-names.ts";
import { Random } from "../random.ts";
import { scaleOf } from "./country-plan.ts";
import type { CountryPlan } from "./country-plan.ts";
import { layNationalRoads } from "./highway-network.ts";
import { cutHighways, findTrunkCrossings } from "./highway-sections.ts";
import type { PaysHighways, TrunkCrossing } from "./highway-sections.ts";
import { createLand } from "./land.ts";
import type { Land } from "./land.ts";
import { createMosaic } from "./mosaic.ts";
import type { Mosaic } from "./mosaic.ts";
import { splitByPlace } from "./split-by-place.ts";

/** Metres between the places at which the country is sounded before any of it is drawn. */
const SOUNDING_METERS = 2_000;
/** A pays with less land than this share of its square is left to the sea. */
const LEAST_LAND = 0.1;
/** Letters of fictitious départements: no real one has a letter but A and B (Corsica). */
const LETTERS = "FGHJKLMNPQRSTUVWXYZ";

export interface Area {
  readonly code: string;
  readonly name: string;
}

/** A piece of the mosaic, about as large as a small département, and its part of all that is counted. */
export interface Pays {
  /** In the country, from 0. */
  readonly index: number;
  /** In the mosaic. */
  readonly cell: number;
  /** Best place for its capital, roughly. */
  readonly heart: Point;
  /** Squares of the country's lattice that hold it, ends included, its neighbours' edges too. */
  readonly window: {
    readonly west: number;
    readonly south: number;
    readonly east: number;
    readonly north: number;
  };
  readonly landKm2: number;
  readonly departement: Area;
  readonly region: Area;
  readonly population: number;
  readonly communeCount: number;
  readonly firstCommune: number;
  readonly epciCount: number;
  readonly firstEpci: number;
  readonly structureCount: number;
  readonly firstStructure: number;
}

/** All that the pays of a country have to agree on. Plain data. */
export interface Country {
  readonly plan: CountryPlan;
  readonly seed: number;
  readonly pays: readonly Pays[];
  /** By pays. */
  readonly highways: readonly PaysHighways[];
  readonly trunkCrossings: readonly TrunkCrossing[];
}

interface Sounding {
  land: number;
  high: number;
  sumX: number;
  sumY: number;
  west: number;
  south: number;
  east: number;
  north: number;
  hearts: Point[];
}

export function planCountry(plan: CountryPlan, seed: number): Country {
  const random = new Random(seed);
  const land = createLand(plan, random.fork("land").integer(0, 1e9));
  const mosaic = createMosaic(plan, random.fork("mosaic").integer(0, 1e9));
  const soundings = sound(plan, land, mosaic);
  const squareKm2 = (scaleOf(plan) * SOUNDING_METERS) ** 2 / 1e6;
  const leastLand = (LEAST_LAND * plan.paysMeters ** 2) / 1e6;
  const kept = [...soundings]
    .filter(([, { land }]) => land * squareKm2 >= leastLand)
    .sort((a, b) => a[0] - b[0]);
  const hearts = kept.map(([, one]) => heartOf(one));
  const lands = kept.map(([, { land }]) => land * squareKm2);
  const habitable = kept.map(([, { land, high }]) => (land - 0.8 * high) * squareKm2);

  const people = sharePeople(plan, hearts, habitable, random.fork("people"));
  const departements = splitByPlace(hearts, plan.departementCount);
  const departementHearts = departements.map((members) => middle(members.map((member) => hearts[member])));
  const regions = splitByPlace(departementHearts, plan.regionCount);
  const names = random.fork("names");
  const regionAreas = regions.map((_, index): Area => ({
    code: `${LETTERS[Math.floor(index / 9)]}${(index % 9) + 1}`,
    name: `Région ${inventName(names)} (fictive)`,
  }));
  const departementAreas = departements.map((_, index): Area => ({
    code: `${index % 10}${LETTERS[Math.floor(index / 10)]}`,
    name: `${names.pick(["Val-de-", "Haut-", "Bas-", "Marche-de-", "Plaine-de-", "Rives-de-"])}${inventName(names)} (fictif)`,
  }));
  const departementOf = memberships(departements, kept.length);
  const regionOf = memberships(regions, departements.length);
  const communes = apportion(
    plan.communeCount,
    lands.map((km2, i) => km2 ** 0.9 * (people[i] / km2) ** 0.12),
  );
  const structures = apportion(
    plan.structureCount,
    people.map((count, i) => (count / 1e5) ** 0.45 * (lands[i] / 1e3) ** 0.55),
  );
  const nextCommune = departements.map(() => 1);
  let nextEpci = 1;
  let nextStructure = 1;
  const pays = kept.map(([cell, sounding], index): Pays => {
    const departement = departementOf[index];
    const firstCommune = nextCommune[departement];
    nextCommune[departement] += communes[index];
    const epciCount = Math.max(1, Math.round(communes[index] / 28));
    const firstEpci = nextEpci;
    nextEpci += epciCount;
    const firstStructure = nextStructure;
    nextStructure += structures[index];
    return {
      index,
      cell,
      heart: hearts[index],
      window: windowOf(plan, sounding),
      landKm2: lands[index],
      departement: departementAreas[departement],
      region: regionAreas[regionOf[departement]],
      population: people[index],
      communeCount: communes[index],
      firstCommune,
      epciCount,
      firstEpci,
      structureCount: structures[index],
      firstStructure,
    };
  });
  const cities = pays.map(({ heart, population, departement }) => ({
    point: heart,
    people: population,
    isPrefecture: pays.every(
      (other) => other.departement.code !== departement.code || other.population <= population,
    ),
  }));
  const indexOf = new Map(kept.map(([cell], index) => [cell, index]));
  const settled = new Set(indexOf.keys());
  const roads = layNationalRoads(plan, land, mosaic, settled, cities, random.fork("highways"));
  const highways = cutHighways(roads, mosaic, indexOf, random.fork("exits"));
  return {
    plan,
    seed,
    pays,
    highways: pays.map((_, index) => highways.get(index) ?? { sections: [], rings: [] }),
    trunkCrossings: findTrunkCrossings(roads, mosaic, indexOf),
  };
}

/** Coarse look at the whole plane: what land each pays has. */
function sound(plan: CountryPlan, land: Land, mosaic: Mosaic): Map<number, Sounding> {
  const soundings = new Map<number, Sounding>();
  const step = scaleOf(plan) * SOUNDING_METERS;
  const halfWidth = (plan.columns * plan.paysMeters) / 2;
  const halfHeight = (plan.rows * plan.paysMeters) / 2;
  for (let y = -halfHeight; y < halfHeight; y += step) {
    for (let x = -halfWidth; x < halfWidth; x += step) {
      const cell = mosaic.paysAt(x, y);
      let one = soundings.get(cell);
      if (one === undefined) {
        one = { land: 0, high: 0, sumX: 0, sumY: 0, west: x, south: y, east: x, north: y, hearts: [] };
        soundings.set(cell, one);
      }
      one.west = Math.min(one.west, x);
      one.east = Math.max(one.east, x);
      one.north = Math.max(one.north, y);
      const shore = land.shoreAt(x, y);
      if (shore <= 0) continue;
      const meters = land.elevationAt(x, y, shore);
      one.land++;
      if (meters > 900) one.high++;
      one.sumX += x;
      one.sumY += y;
      if (meters < 500) one.hearts.push([x, y]);
    }
  }
  return soundings;
}

/** Low land nearest to the middle of all land. */
function heartOf({ land, sumX, sumY, hearts }: Sounding): Point {
  const center: Point = [sumX / land, sumY / land];
  return hearts.reduce(
    (best, one) => (distance(one, center) < distance(best, center) ? one : best),
    hearts[0] ?? center,
  );
}

function windowOf(plan: CountryPlan, { west, south, east, north }: Sounding): Pays["window"] {
  const { stepMeters } = plan;
  const margin = scaleOf(plan) * SOUNDING_METERS + 3 * stepMeters;
  return {
    west: Math.floor((west - margin) / stepMeters),
    south: Math.floor((south - margin) / stepMeters),
    east: Math.ceil((east + margin) / stepMeters),
    north: Math.ceil((north + margin) / stepMeters),
  };
}

/** Agglomerations first, apart from each other; the rest over the land that is not too high. */
function sharePeople(
  plan: CountryPlan,
  hearts: readonly Point[],
  habitable: readonly number[],
  random: Random,
): number[] {
  const people = hearts.map(() => 0);
  const chosen: number[] = [];
  for (const city of plan.cities) {
    const apart = Math.min(2.5 * plan.paysMeters, 1.2 * plan.paysMeters + city.radiusMeters);
    let best = -1;
    let bestScore = -Infinity;
    for (const [index, heart] of hearts.entries()) {
      if (chosen.includes(index)) continue;
      const near = chosen.some((other) => distance(hearts[other], heart) < apart);
      const score = habitable[index] / 500 + 3 * random.next() - (near ? 10 : 0);
      if (score <= bestScore) continue;
      best = index;
      bestScore = score;
    }
    if (best === -1) break;
    chosen.push(best);
    const weights = hearts.map((heart, index) =>
      index === best ? 1 : Math.exp(-((distance(heart, hearts[best]) / city.radiusMeters) ** 1.6)),
    );
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, weight] of weights.entries()) people[index] += (city.people * weight) / total;
  }
  const rural = habitable.map((km2) => Math.max(5, km2) * Math.exp(random.between(-0.55, 0.55)));
  const ruralTotal = rural.reduce((sum, weight) => sum + weight, 0);
  const left = plan.population - people.reduce((sum, count) => sum + count, 0);
  return people.map((count, index) => Math.round(count + (left * rural[index]) / ruralTotal));
}

/** Whole numbers in proportion to weights that sum to the total exactly, none of them 0. */
function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  let share = 0;
  let given = 0;
  return weights.map((weight) => {
    share += weight;
    const upTo = Math.round((total * share) / sum);
    const count = Math.max(1, upTo - given);
    given += count;
    return count;
  });
}

function memberships(groups: readonly (readonly number[])[], count: number): number[] {
  const groupOf = Array.from({ length: count }, () => 0);
  for (const [group, members] of groups.entries()) for (const member of members) groupOf[member] = group;
  return groupOf;
}

function middle(points: readonly Point[]): Point {
  const sum = (axis: 0 | 1) => points.reduce((total, point) => total + point[axis], 0) / points.length;
  return [sum(0), sum(1)];
}
