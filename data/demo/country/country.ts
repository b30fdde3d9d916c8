import { Random } from "../random.ts";
import { foundAreas } from "./areas.ts";
import type { Area } from "./areas.ts";
import type { CountryPlan } from "./country-plan.ts";
import { createFields } from "./fields.ts";
import { layNationalRoads } from "./highway-network.ts";
import { cutHighways, findTrunkCrossings } from "./highway-sections.ts";
import type { PaysHighways, TrunkCrossing } from "./highway-sections.ts";
import { apportion, firstNumbers, sharePeople } from "./shares.ts";
import { soundCountry } from "./sounding.ts";
import type { Sounding } from "./sounding.ts";

/** As many in France: 35 000 in 1 250. */
const COMMUNES_PER_EPCI = 28;

/** A piece of the mosaic, about as large as a small département, and its part of all that is counted. */
export interface Pays extends Sounding {
  /** In the country, from 0. */
  readonly index: number;
  readonly departement: Area;
  readonly region: Area;
  readonly population: number;
  readonly communeCount: number;
  readonly epciCount: number;
  readonly structureCount: number;
  /** Numbers that its own begin with: communes in their département, the others in the country. */
  readonly first: { readonly commune: number; readonly epci: number; readonly structure: number };
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

/** Divides a country into pays and lays the roads that lead through all of it. The same seed gives the same country. */
export function planCountry(plan: CountryPlan, seed: number): Country {
  const random = new Random(seed);
  const fields = createFields(plan, seed);
  const pays = planPieces(plan, soundCountry(plan, fields), random);
  const indexOf = new Map(pays.map(({ cell, index }) => [cell, index]));
  const roads = layNationalRoads(plan, fields, citiesOf(pays), new Set(indexOf.keys()), random.fork("roads"));
  const highways = cutHighways(roads, fields.mosaic, indexOf, random.fork("exits"));
  return {
    plan,
    seed,
    pays,
    highways: pays.map((_, index) => highways.get(index) ?? { sections: [], rings: [] }),
    trunkCrossings: findTrunkCrossings(roads, fields.mosaic, indexOf),
  };
}

function planPieces(plan: CountryPlan, soundings: readonly Sounding[], random: Random): Pays[] {
  const people = sharePeople(plan, soundings, random.fork("people"));
  const areas = foundAreas(
    plan,
    soundings.map(({ heart }) => heart),
    random.fork("names"),
  );
  // More land has more communes, a little more where it is peopled; desks follow both about alike.
  const communes = apportion(
    plan.communeCount,
    soundings.map(({ landKm2 }, i) => landKm2 ** 0.78 * people[i] ** 0.12),
  );
  const structures = apportion(
    plan.structureCount,
    soundings.map(({ landKm2 }, i) => people[i] ** 0.45 * landKm2 ** 0.55),
  );
  const epcis = communes.map((count) => Math.max(1, Math.round(count / COMMUNES_PER_EPCI)));
  const groups = areas.map(({ group }) => group);
  const firstCommunes = firstNumbers(communes, groups);
  const firstEpcis = firstNumbers(epcis);
  const firstStructures = firstNumbers(structures);
  return soundings.map((sounding, index) => ({
    ...sounding,
    index,
    departement: areas[index].departement,
    region: areas[index].region,
    population: people[index],
    communeCount: communes[index],
    epciCount: epcis[index],
    structureCount: structures[index],
    first: {
      commune: firstCommunes[index],
      epci: firstEpcis[index],
      structure: firstStructures[index],
    },
  }));
}

function citiesOf(pays: readonly Pays[]): Parameters<typeof layNationalRoads>[2] {
  return pays.map(({ heart, population, departement }) => ({
    point: heart,
    people: population,
    isPrefecture: pays.every(
      (other) => other.departement.code !== departement.code || other.population <= population,
    ),
  }));
}
