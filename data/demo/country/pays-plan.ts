import type { DemoPlan, StructurePlan } from "../plan.ts";
import type { Random } from "../random.ts";
import type { Country, Pays } from "./country.ts";
import type { PaysTerrain } from "./pays-terrain.ts";

/** Land of the département that the numbers below are of. */
const MODEL_KM2 = 1_885;

const TOLERANCE_METERS = 0.25;
const DISPERSAL = 1.3;

/** Draws the plan of one pays, whose relief is there already. */
export function planPays(
  { plan, highways }: Country,
  pays: Pays,
  terrain: PaysTerrain,
  random: Random,
): DemoPlan {
  const size = pays.landKm2 / MODEL_KM2;
  const of = (count: number) => Math.max(1, Math.round(count * size * random.between(0.85, 1.15)));
  const nowhere = { center: [0, 0], radiusX: 1, radiusY: 1, meters: 0 } as const;
  const townCount = Math.min(of(15), Math.ceil(pays.communeCount / 6));
  const bourgCount = Math.min(of(38), Math.ceil(pays.communeCount / 3.5));
  return {
    departement: pays.departement,
    region: pays.region,
    center: plan.center,
    widthMeters: terrain.columns * plan.stepMeters,
    heightMeters: terrain.rows * plan.stepMeters,
    stepMeters: plan.stepMeters,
    mainland: nowhere,
    bays: [],
    island: terrain.island,
    massif: null,
    plateau: null,
    lake: null,
    valleys: [],
    population: pays.population,
    communeCount: pays.communeCount,
    islandCommunes: terrain.island === null ? 0 : 1,
    townCount,
    bourgCount,
    hamletCount: of(1_150),
    farmCount: of(250),
    dispersal: DISPERSAL,
    trackCount: of(540),
    toleranceMeters: TOLERANCE_METERS,
    spacing: { town: 7_500, bourg: 4_300, village: 2_350, hamlet: 690 },
    prefecture: pays.heart,
    prefectureName: null,
    first: pays.first,
    epciCount: Math.min(pays.epciCount, pays.communeCount),
    motorway: null,
    highways: highways[pays.index].sections,
    rings: highways[pays.index].rings,
    ferryDuration: random.pick(["00:20", "00:25", "00:35", "00:50"]),
    structures: planStructures(pays, random),
  };
}

function planStructures({ structureCount, population, heart, landKm2 }: Pays, random: Random): StructurePlan {
  const share = (part: number) =>
    Math.min(structureCount >> 2, Math.floor(structureCount * part + random.next()));
  const antennes = share(0.05);
  const buses = share(0.05);
  const itinerants = share(0.012);
  const multisites = share(0.06);
  const fixed = structureCount - antennes - buses - itinerants - multisites;
  const inPrefecture = Math.max(1, Math.min(fixed >> 2, Math.round(population / 150_000)));
  const left = fixed - (inPrefecture - 1);
  const second = Math.floor(left * Math.min(0.4, population / 3e6));
  const reach = Math.sqrt(landKm2 * 1e6) / 2;
  const deserts = random.chance(0.3)
    ? [
        {
          center: [
            heart[0] + random.between(-reach, reach),
            heart[1] + random.between(-reach, reach),
          ] as const,
          radiusX: random.between(9_000, 15_000),
          radiusY: random.between(9_000, 15_000),
          meters: 0,
        },
      ]
    : [];
  return {
    principals: left - second,
    antennes,
    buses,
    itinerants,
    multisites,
    inPrefecture,
    second,
    spacingMeters: 7_000,
    deserts,
    oneWithoutHours: random.chance(0.1),
    withDefects: false,
  };
}
