import type { Ellipse } from "../plan.ts";

/** What a country is to be: a plan from which the plan of each of its pays is drawn. */
export interface CountryPlan {
  readonly name: string;
  /** Degrees; the plane's origin. */
  readonly center: readonly [lon: number, lat: number];
  /** The pays of the mosaic, sea included: so many from west to east and from south to north. */
  readonly columns: number;
  readonly rows: number;
  /** Mean side of a pays. */
  readonly paysMeters: number;
  readonly stepMeters: number;
  readonly mainland: Ellipse;
  readonly gulfs: readonly Ellipse[];
  /** Mountains; `meters` is their height. */
  readonly massifs: readonly Ellipse[];
  readonly population: number;
  readonly communeCount: number;
  readonly structureCount: number;
  readonly departementCount: number;
  readonly regionCount: number;
  /** How many of the largest cities motorways join, and metres at least between two of them. */
  readonly motorwayCities: number;
  readonly motorwaySpacingMeters: number;
  /** People of the largest agglomerations, and how far they reach. */
  readonly cities: readonly { readonly people: number; readonly radiusMeters: number }[];
}

/** Side of the pays that lengths in the country's code are right for; smaller ones scale them down. */
const MODEL_PAYS_METERS = 46_000;

/** How long what grows with the pays is, compared with the full-sized country: 1 there. */
export function scaleOf({ paysMeters }: CountryPlan): number {
  return paysMeters / MODEL_PAYS_METERS;
}

/** Sizes of the agglomerations after the first: the n-th has so many people (Zipf 1949). */
function zipfCities(count: number, first: number, exponent: number): CountryPlan["cities"] {
  return Array.from({ length: count }, (_, index) => {
    const people = Math.round(first / (index + 1) ** exponent);
    return { people, radiusMeters: 9_000 + 9 * Math.sqrt(people) };
  });
}

/** Open sea for 500 km around: north of the Azores, no land lies under a fictitious country. */
const ATLANTIC = [-27.5, 46] as const;

/** About 1 000 by 950 km, 68 million people, 35 000 communes in 96 départements. */
export const FRANCE_PLAN: CountryPlan = {
  name: "France fictive",
  center: ATLANTIC,
  columns: 22,
  rows: 21,
  paysMeters: MODEL_PAYS_METERS,
  stepMeters: 150,
  mainland: { center: [0, 0], radiusX: 425_000, radiusY: 410_000, meters: 0 },
  gulfs: [
    { center: [-400_000, 190_000], radiusX: 150_000, radiusY: 75_000, meters: 0 },
    { center: [-380_000, -190_000], radiusX: 160_000, radiusY: 130_000, meters: 0 },
    { center: [120_000, -450_000], radiusX: 170_000, radiusY: 110_000, meters: 0 },
    { center: [60_000, 460_000], radiusX: 120_000, radiusY: 90_000, meters: 0 },
  ],
  massifs: [
    { center: [330_000, -120_000], radiusX: 75_000, radiusY: 150_000, meters: 2_900 },
    { center: [-130_000, -350_000], radiusX: 150_000, radiusY: 45_000, meters: 2_400 },
    { center: [70_000, -110_000], radiusX: 90_000, radiusY: 100_000, meters: 1_150 },
    { center: [310_000, 130_000], radiusX: 40_000, radiusY: 90_000, meters: 900 },
    { center: [-310_000, 60_000], radiusX: 90_000, radiusY: 40_000, meters: 250 },
  ],
  population: 68_000_000,
  communeCount: 35_000,
  structureCount: 2_700,
  departementCount: 96,
  regionCount: 13,
  motorwayCities: 46,
  motorwaySpacingMeters: 62_000,
  cities: [{ people: 11_500_000, radiusMeters: 46_000 }, ...zipfCities(60, 2_300_000, 0.75)],
};

/** Four pays of a few kilometres for tests: the same rules in a second or two. */
export const SMALL_COUNTRY_PLAN: CountryPlan = {
  name: "Petit pays fictif",
  center: ATLANTIC,
  columns: 2,
  rows: 2,
  paysMeters: 11_500,
  stepMeters: 150,
  mainland: { center: [0, 0], radiusX: 11_000, radiusY: 10_500, meters: 0 },
  gulfs: [],
  massifs: [{ center: [5_000, 4_000], radiusX: 3_000, radiusY: 3_000, meters: 500 }],
  population: 60_000,
  communeCount: 30,
  structureCount: 16,
  departementCount: 2,
  regionCount: 1,
  motorwayCities: 2,
  motorwaySpacingMeters: 9_000,
  cities: [{ people: 20_000, radiusMeters: 5_000 }],
};
