import type { HighwayRing, HighwaySection } from "./highway.ts";
import type { Point } from "./plane.ts";

/** What a territory is to be: its place, its relief, its people. A country would be many plans. */
export interface DemoPlan {
  readonly departement: { readonly code: string; readonly name: string };
  readonly region: { readonly code: string; readonly name: string };
  /** Centre, degrees: open sea, so that no real place lies under the fiction. */
  readonly center: readonly [lon: number, lat: number];
  readonly widthMeters: number;
  readonly heightMeters: number;
  /** Side of the squares on which relief and roads are worked out. */
  readonly stepMeters: number;

  readonly mainland: Ellipse;
  readonly bays: readonly Ellipse[];
  readonly island: Ellipse | null;
  readonly massif: Ellipse | null;
  readonly plateau: Ellipse | null;
  readonly lake: Ellipse | null;
  readonly valleys: readonly Valley[];

  readonly population: number;
  readonly communeCount: number;
  readonly islandCommunes: number;
  readonly townCount: number;
  readonly bourgCount: number;
  readonly hamletCount: number;
  readonly farmCount: number;
  /** How many more people than in the model département live outside the built-up area of their commune: 1 for as many. */
  readonly dispersal: number;
  readonly trackCount: number;
  /** Metres by which a drawn road may leave out a bend: the less, the more points it has. */
  readonly toleranceMeters: number;
  /** Metres at least between places of a rank. */
  readonly spacing: {
    readonly town: number;
    readonly bourg: number;
    readonly village: number;
    readonly hamlet: number;
  };
  readonly prefecture: Point;
  /** Null: invented like the others. */
  readonly prefectureName: string | null;
  /** First number of each kind: 1, or more where others have been given before. */
  readonly first: { readonly commune: number; readonly epci: number; readonly structure: number };
  readonly epciCount: number;

  readonly motorway: Motorway | null;
  /** Parts of a larger territory's motorways, and where those meet. */
  readonly highways: readonly HighwaySection[];
  readonly rings: readonly HighwayRing[];
  /** Crossing of the ferry to the island, as OSM writes it: `hh:mm`. */
  readonly ferryDuration: string;
  readonly structures: StructurePlan;
}

/** Axis-parallel ellipse; for relief, `meters` is its height. */
export interface Ellipse {
  readonly center: Point;
  readonly radiusX: number;
  readonly radiusY: number;
  readonly meters: number;
}

/** A river's bed, upstream first, cut into the relief. */
export interface Valley {
  readonly points: readonly Point[];
  readonly topMeters: number;
  readonly bottomMeters: number;
  /** Steep walls that no road climbs: the valley is entered at its lower end only. */
  readonly walled: boolean;
  /** Communes along it, on top of those that good sites attract. */
  readonly villages: number;
}

export interface Motorway {
  readonly name: string;
  readonly ref: string;
  /** Roughly where it runs. */
  readonly points: readonly Point[];
  /** Shares of its length where one may leave it, ends included. */
  readonly exits: readonly number[];
}

/** Knobs of the coverage: where desks open, and where none does. */
export interface StructurePlan {
  readonly principals: number;
  readonly antennes: number;
  readonly buses: number;
  readonly itinerants: number;
  readonly multisites: number;
  /** Desks of the prefecture, all told. */
  readonly inPrefecture: number;
  /** Second desks of the largest other towns that have one. */
  readonly second: number;
  /** Metres at least between two communes with a principal desk. */
  readonly spacingMeters: number;
  /** No desk opens here. */
  readonly deserts: readonly Ellipse[];
  /** One desk gives no opening hours at all, as a few of the real list. */
  readonly oneWithoutHours: boolean;
  /** Rows with the faults that real lists have. */
  readonly withDefects: boolean;
}

const FICTITIOUS_DEPARTEMENT = { code: "99", name: "Val-de-Trente (fictif)" };
const FICTITIOUS_REGION = { code: "99", name: "Marches de Trente (fictives)" };

const PREFECTURE = "Trente-la-Vallée";
const ALONE = { commune: 1, epci: 1, structure: 1 };

/** About 60 by 55 km, 250 communes, 250 000 people. */
export const DEPARTEMENT_PLAN: DemoPlan = {
  departement: FICTITIOUS_DEPARTEMENT,
  region: FICTITIOUS_REGION,
  center: [-4, 46.35],
  widthMeters: 65_000,
  heightMeters: 56_000,
  stepMeters: 150,
  mainland: { center: [2_000, 0], radiusX: 24_000, radiusY: 25_000, meters: 0 },
  bays: [
    { center: [-22_500, -2_500], radiusX: 8_000, radiusY: 4_500, meters: 0 },
    { center: [1_000, -27_000], radiusX: 5_000, radiusY: 6_000, meters: 0 },
    { center: [-9_000, 25_500], radiusX: 6_000, radiusY: 5_000, meters: 0 },
  ],
  island: { center: [-25_200, -15_500], radiusX: 3_600, radiusY: 4_600, meters: 0 },
  massif: { center: [15_000, 13_000], radiusX: 12_500, radiusY: 11_500, meters: 1_150 },
  plateau: { center: [16_500, -10_500], radiusX: 9_000, radiusY: 7_500, meters: 520 },
  lake: { center: [1_800, -8_600], radiusX: 1_700, radiusY: 4_100, meters: 0 },
  valleys: [
    {
      points: [
        [12_500, 4_200],
        [7_500, 2_200],
        [2_500, 3_200],
        [-3_000, 1_500],
        [-8_500, 800],
        [-13_000, -1_800],
        [-17_500, -2_400],
        [-22_500, -2_500],
      ],
      topMeters: 190,
      bottomMeters: 2,
      walled: false,
      villages: 4,
    },
    {
      points: [
        [23_000, 19_500],
        [19_500, 17_000],
        [17_600, 13_200],
        [13_800, 11_600],
        [10_200, 9_000],
        [6_800, 7_400],
        [2_500, 3_200],
      ],
      topMeters: 780,
      bottomMeters: 120,
      walled: true,
      villages: 8,
    },
    {
      points: [
        [3_000, -15_500],
        [1_800, -9_000],
        [-1_200, -3_500],
        [-3_000, 1_500],
      ],
      topMeters: 120,
      bottomMeters: 35,
      walled: false,
      villages: 2,
    },
    {
      points: [
        [1_500, 14_500],
        [-3_000, 12_500],
        [-9_500, 13_000],
        [-15_500, 10_500],
        [-21_000, 11_000],
      ],
      topMeters: 210,
      bottomMeters: 3,
      walled: false,
      villages: 3,
    },
    {
      points: [
        [11_500, -4_200],
        [17_000, -2_300],
        [22_500, -2_600],
        [30_500, -5_500],
      ],
      topMeters: 170,
      bottomMeters: 2,
      walled: false,
      villages: 2,
    },
  ],
  population: 250_000,
  communeCount: 250,
  islandCommunes: 3,
  townCount: 15,
  bourgCount: 38,
  hamletCount: 900,
  farmCount: 90,
  dispersal: 1,
  trackCount: 420,
  toleranceMeters: 1.2,
  spacing: { town: 8_500, bourg: 4_300, village: 2_350, hamlet: 780 },
  prefecture: [-8_300, 1_500],
  prefectureName: PREFECTURE,
  first: ALONE,
  epciCount: 12,
  motorway: {
    name: "L’Intérieure",
    ref: "A 930",
    points: [
      [-14_800, 15_800],
      [-14_300, 10_000],
      [-14_600, 3_500],
      [-12_800, -3_500],
      [-12_300, -10_500],
      [-8_000, -15_500],
      [-3_500, -19_000],
    ],
    exits: [0, 0.4, 1],
  },
  highways: [],
  rings: [],
  ferryDuration: "00:25",
  structures: {
    principals: 10,
    antennes: 6,
    buses: 3,
    itinerants: 1,
    multisites: 2,
    inPrefecture: 9,
    second: 9,
    spacingMeters: 8_000,
    deserts: [
      { center: [-25_200, -15_500], radiusX: 6_000, radiusY: 6_000, meters: 0 },
      { center: [12_000, 11_500], radiusX: 13_000, radiusY: 12_500, meters: 0 },
      { center: [22_000, -8_000], radiusX: 13_500, radiusY: 13_000, meters: 0 },
    ],
    oneWithoutHours: true,
    withDefects: true,
  },
};

/** A few kilometres for tests: the same rules in less than a second. */
export const SMALL_PLAN: DemoPlan = {
  departement: FICTITIOUS_DEPARTEMENT,
  region: FICTITIOUS_REGION,
  center: [-4, 46.35],
  widthMeters: 15_000,
  heightMeters: 11_000,
  stepMeters: 150,
  mainland: { center: [2_000, 0], radiusX: 4_900, radiusY: 4_700, meters: 0 },
  bays: [],
  island: { center: [-6_000, -1_000], radiusX: 1_000, radiusY: 1_300, meters: 0 },
  massif: { center: [4_000, 2_500], radiusX: 2_500, radiusY: 2_500, meters: 350 },
  plateau: null,
  lake: { center: [2_600, -2_300], radiusX: 500, radiusY: 900, meters: 0 },
  valleys: [
    {
      points: [
        [4_500, 1_500],
        [1_500, 300],
        [-3_500, -500],
      ],
      topMeters: 120,
      bottomMeters: 2,
      walled: false,
      villages: 1,
    },
  ],
  population: 6_000,
  communeCount: 10,
  islandCommunes: 1,
  townCount: 1,
  bourgCount: 1,
  hamletCount: 16,
  farmCount: 3,
  dispersal: 1,
  trackCount: 9,
  toleranceMeters: 1.2,
  spacing: { town: 4_000, bourg: 2_500, village: 1_700, hamlet: 600 },
  prefecture: [500, 600],
  prefectureName: PREFECTURE,
  first: ALONE,
  epciCount: 2,
  motorway: null,
  highways: [],
  rings: [],
  ferryDuration: "00:45",
  structures: {
    principals: 2,
    antennes: 0,
    buses: 1,
    itinerants: 0,
    multisites: 0,
    inPrefecture: 1,
    second: 0,
    spacingMeters: 2_000,
    deserts: [{ center: [-6_000, -1_000], radiusX: 2_500, radiusY: 2_500, meters: 0 }],
    oneWithoutHours: true,
    withDefects: false,
  },
};
