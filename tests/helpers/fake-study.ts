import { OFFSETS } from "../../isochrones/model/points.ts";
import { peopleCurve } from "../../isochrones/accessibility/people-curve.ts";
import { selectionKey, selectStructures } from "../../isochrones/accessibility/selection.ts";
import { TerritoryIndex } from "../../isochrones/accessibility/territories.ts";
import { packRoadNames } from "../../isochrones/graph/road-names.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { gridToLonLat } from "../../isochrones/geo/grid-projection.ts";
import type { Cells } from "../../isochrones/model/cells.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { NO_NODE, UNREACHED } from "../../isochrones/model/network.ts";
import type { Network, RoadProfile } from "../../isochrones/model/network.ts";
import type { CoverageReport, Gap } from "../../isochrones/model/report.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import type { Commune } from "../../isochrones/model/territory.ts";
import type { CellTimes, Study } from "../../isochrones/study.ts";

/**
 * A world small enough to know by heart. Twenty cells of 1 km in four rows of five, numbered from the
 * south-west eastward; cell i has i + 1 people and is 2 i minutes away, except the last, which reaches
 * nothing. The two lower rows are Saint-Œuf-l'Étang, the third Beauval, the fourth La Côte. Without buses,
 * everyone is ten minutes farther.
 */
export const CELL_COUNT = 20;
export const WEST_METERS = 4_000_000;
export const SOUTH_METERS = 2_500_000;
export const MINUTES_PER_CELL = 2;
export const EMAIL = "accueil.secret@exemple.test";

/** People in cells 0 to 19: 1 + 2 + … + 20. */
export const POPULATION = (CELL_COUNT * (CELL_COUNT + 1)) / 2;

export interface FakeStudy extends Study {
  /** How often each costly question was asked. */
  readonly calls: { coverage: number; gaps: number; isochrones: number };
}

export interface FakeOptions {
  readonly withPopulation?: boolean;
  readonly withShapes?: boolean;
}

function refuseRoads(): never {
  throw new Error("a fake study has no roads");
}

export function fakeStudy({ withPopulation = true, withShapes = true }: FakeOptions = {}): FakeStudy {
  const dataset = fakeDataset(withPopulation ? gridCells() : null, withShapes);
  const territories = new TerritoryIndex(dataset);
  const calls = { coverage: 0, gaps: 0, isochrones: 0 };
  const times = new Map<string, CellTimes>();
  const population = (): Cells => {
    if (dataset.cells !== null) return dataset.cells;
    throw new RequestError("population.absent", "population", "ce jeu de données n’a pas de population");
  };
  const study: FakeStudy = {
    dataset,
    calls,
    territories: () => territories.all(),
    territory: (ref) => territories.get(ref),
    cellsOf: (ref) => territories.members(territories.get(ref)),
    cellTimes(selection = {}) {
      const key = selectionKey(selection);
      const kept = times.get(key) ?? timesOf(population(), selection.exclude?.includes("bus") === true);
      times.set(key, kept);
      return kept;
    },
    timesUnder: refuseRoads,
    cellTimesAfter: refuseRoads,
    openings: ({ edits = [] }) => (edits.some(({ kind }) => kind === "open") ? refuseRoads() : []),
    kNearest: () => {
      population();
      return refuseRoads();
    },
    structureCount: refuseRoads,
    weekCoverage: () => {
      population();
      return refuseRoads();
    },
    near: refuseRoads,
    coverage(query = {}) {
      calls.coverage++;
      const territory = territories.get(query.territory ?? "france");
      const members = territories.members(territory);
      const { deciseconds } = study.cellTimes(query.selection);
      const minutes = query.minutes ?? 30;
      const { counted, excluded } = selectStructures(dataset.structures, query.selection);
      const sums = sumPeople(population(), deciseconds, members, minutes);
      return report(
        { territory, minutes, ...sums },
        { counted: counted.length, inTerritory: counted.length, excluded },
      );
    },
    subTerritories(query) {
      const parent = territories.get(query.territory ?? "france");
      const { deciseconds } = study.cellTimes(query.selection);
      return territories.split(parent, query.kind).map(({ territory, members }) => {
        const sums = sumPeople(population(), deciseconds, members, query.minutes ?? 30);
        return { territory, ...sums, meanMinutes: null, structures: 1 };
      });
    },
    curves(query) {
      const parent = territories.get(query.territory ?? "france");
      const { deciseconds } = study.cellTimes(query.selection);
      const cells = population();
      return territories.split(parent, query.kind).map(({ territory, members }) => ({
        territory,
        ...peopleCurve(cells, deciseconds, members),
        structures: 1,
      }));
    },
    gaps(query = {}) {
      calls.gaps++;
      const { deciseconds } = study.cellTimes(query.selection);
      const members = territories.members(territories.get(query.territory ?? "france"));
      const uncovered = [...members].filter((cell) => deciseconds[cell] > (query.minutes ?? 30) * 600);
      return uncovered.length === 0 ? [] : [gapOf(population(), uncovered)];
    },
    isochrones(to, minutes) {
      calls.isochrones++;
      const center: [number, number] = "structureId" in to ? [3, 45] : [to.lon, to.lat];
      return minutes.map((limit) => ({
        minutes: limit,
        area: squareAround(center, limit / 1000),
        people: limit,
      }));
    },
  };
  return study;
}

function timesOf(cells: Cells, withoutBuses: boolean): CellTimes {
  const late = withoutBuses ? 6000 : 0;
  const deciseconds = Uint32Array.from(
    { length: cells.count },
    (_, cell) => cell * MINUTES_PER_CELL * 600 + late,
  );
  deciseconds[cells.count - 1] = UNREACHED;
  return { deciseconds, nearest: new Uint32Array(cells.count) };
}

function sumPeople(
  cells: Cells,
  deciseconds: Uint32Array,
  members: Uint32Array,
  minutes: number,
): { population: number; covered: number; share: number } {
  let population = 0;
  let covered = 0;
  for (const cell of members) {
    population += cells.people[cell];
    if (deciseconds[cell] <= minutes * 600) covered += cells.people[cell];
  }
  return { population, covered, share: population === 0 ? 0 : covered / population };
}

function report(
  figures: Pick<CoverageReport, "territory" | "minutes" | "population" | "covered" | "share">,
  structures: CoverageReport["structures"],
): CoverageReport {
  return {
    ...figures,
    curve: [{ minutes: figures.minutes, share: figures.share }],
    meanMinutes: 12,
    medianMinutes: 10,
    p95Minutes: 30,
    cells: { count: CELL_COUNT, covered: 1, imputedShare: 0 },
    unlinked: { cells: 0, people: 0 },
    unreached: { cells: 1, people: CELL_COUNT },
    nearCut: { cells: 0, people: 0 },
    snapMeters: null,
    structures,
    warnings: [{ code: "dataset.fictitious", message: "Données fictives." }],
    provenance: {
      dataset: { id: "fake-1", name: "Pays d’essai", formatVersion: 1 },
      sources: [],
      profile: "car",
      engine: "fake",
      parameters: {},
    },
  };
}

function gapOf(cells: Cells, uncovered: number[]): Gap {
  const last = uncovered[uncovered.length - 1];
  return {
    id: "zb-essai",
    people: uncovered.reduce((sum, cell) => sum + cells.people[cell], 0),
    cellCount: uncovered.length,
    cells: uncovered,
    worstMinutes: null,
    meanMinutes: 35.25,
    communes: [{ code: "01003", name: "La Côte, dite « =A1 »", people: 3 }],
    nearest: { id: "1", name: "=HYPERLINK(1)", minutes: 32 },
    center: [cells.lons[last], cells.lats[last]],
    outline: squareAround([cells.lons[last], cells.lats[last]], 0.01),
  };
}

function squareAround([lon, lat]: [number, number], radius: number): Gap["outline"] {
  const ring: [number, number][] = [
    [lon - radius, lat - radius],
    [lon + radius, lat - radius],
    [lon + radius, lat + radius],
    [lon - radius, lat + radius],
    [lon - radius, lat - radius],
  ];
  return { type: "MultiPolygon", coordinates: [[ring]] };
}

function gridCells(): Cells {
  const count = CELL_COUNT;
  const eastings = Int32Array.from({ length: count }, (_, i) => WEST_METERS + (i % 5) * 1000);
  const northings = Int32Array.from({ length: count }, (_, i) => SOUTH_METERS + Math.floor(i / 5) * 1000);
  const centers = Array.from(eastings, (easting, i) => gridToLonLat(3035, easting + 500, northings[i] + 500));
  return {
    count,
    crs: new Uint16Array(count).fill(3035),
    sizes: new Uint16Array(count).fill(1000),
    eastings,
    northings,
    lons: Float64Array.from(centers, ([lon]) => lon),
    lats: Float64Array.from(centers, ([, lat]) => lat),
    people: Float64Array.from({ length: count }, (_, i) => i + 1),
    imputed: new Uint8Array(count),
    cutTimes: new Uint32Array(count).fill(UNREACHED),
    communes: Uint32Array.from({ length: count }, (_, i) => Math.max(0, Math.floor(i / 5) - 1)),
    weights: {},
  };
}

function fakeDataset(cells: Cells | null, withShapes: boolean): Dataset {
  const [west, south] = gridToLonLat(3035, WEST_METERS, SOUTH_METERS);
  const [east, north] = gridToLonLat(3035, WEST_METERS + 5000, SOUTH_METERS + 4000);
  return {
    id: "fake-1",
    name: "Pays d’essai",
    formatVersion: 1,
    fictitious: true,
    sources: [
      {
        role: "roads",
        name: "Routes d’essai",
        file: "routes.osm.pbf",
        vintage: "2025",
        licence: "ODbL",
        attribution: "© Essai",
        sha256: "00",
        bytes: 1,
        fictitious: true,
      },
    ],
    issues: [],
    profile: "car",
    parameters: { minComponent: 1000 },
    bbox: [west, south, east, north],
    network: fakeNetwork(west, south, east, north),
    snapIndex: {
      index: new ArrayBuffer(0),
      boxShapes: new Uint32Array(0),
      boxFirsts: new Uint32Array(0),
      boxLasts: new Uint32Array(0),
    },
    structures: [
      structure("1", { name: "France services de Beauval" }),
      structure("2", { format: "bus", communeCode: "01001", labelledOn: "2023-05-01" }),
      structure("3", {
        type: "antenne",
        communeCode: "01003",
        labelledOn: null,
        openingHours: [[{ start: 540, end: 720 }], null, null, null, null, [{ start: 840, end: 1050 }]],
      }),
    ],
    structureSnaps: {
      edges: new Uint32Array(3),
      fractions: new Float32Array(3),
      offsets: new Uint32Array(3 * OFFSETS),
      nodes: new Uint32Array(3).fill(NO_NODE),
      distancesMeters: new Float32Array(3),
    },
    cells,
    cellSnaps: null,
    cellsByRoad: null,
    communes: [
      commune("01001", "Saint-Œuf-l’Étang", 120),
      commune("01002", "Beauval", 900),
      commune("01003", "La Côte", 30),
    ],
    territories: [
      { kind: "region", code: "84", name: "Auvergne-Rhône-Alpes" },
      { kind: "departement", code: "01", name: "Ain" },
    ],
    communeShapes: withShapes
      ? [0, 1, 2].map((row) => [[stripe(west, south, east, north, row)]])
      : [null, null, null],
  };
}

/** A third of the box, from south to north, closed and counter-clockwise. */
function stripe(west: number, south: number, east: number, north: number, row: number): [number, number][] {
  const low = south + ((north - south) * row) / 3;
  const high = south + ((north - south) * (row + 1)) / 3;
  return [
    [west, low],
    [east, low],
    [east, high],
    [west, high],
    [west, low],
  ];
}

function structure(id: string, fields: Partial<Structure>): Structure {
  return {
    id,
    name: `France services ${id}`,
    lon: 6.2,
    lat: 45.5,
    address: "1 place de la Mairie",
    postcode: "01000",
    communeCode: "01002",
    communeName: "Beauval",
    departementCode: "01",
    type: "principal",
    format: "fixe",
    labelledOn: "2021-01-01",
    openingHours: [[{ start: 540, end: 720 }], null, null, null, null, []],
    byAppointment: false,
    phone: "0400000000",
    email: EMAIL,
    comment: `Écrire à ${EMAIL} ou passer`,
    group: "",
    ...fields,
  };
}

function commune(code: string, name: string, legalPopulation: number): Commune {
  return {
    code,
    name,
    departementCode: "01",
    regionCode: "84",
    epciCode: null,
    postcodes: ["01000"],
    legalPopulation,
  };
}

const PROFILE: RoadProfile = {
  highway: "primary",
  mode: "driving",
  forwardSpeedKmh: 50,
  backwardSpeedKmh: 50,
  forwardRateKmh: 50,
  backwardRateKmh: 50,
  durationSeconds: 0,
  durationWeightSeconds: 0,
  forwardRestricted: false,
  backwardRestricted: false,
  startpoint: true,
  roundabout: false,
  forwardToll: false,
  backwardToll: false,
  motorway: false,
  tunnel: false,
  lanes: 0,
  leftHandDriving: false,
};

/** Two roads: a primary one from the south-west to the north-east corner, a residential one from there down. */
function fakeNetwork(west: number, south: number, east: number, north: number): Network {
  const micro = (degrees: number): number => Math.round(degrees * 1e6);
  const none = new Uint32Array(0);
  return {
    nodeCount: 3,
    edgeCount: 4,
    turnCount: 0,
    nodeLons: Int32Array.of(micro(west), micro(east), micro(east)),
    nodeLats: Int32Array.of(micro(south), micro(north), micro(south)),
    nodeOutOffsets: Uint32Array.of(0, 1, 3, 4),
    nodeInOffsets: Uint32Array.of(0, 1, 3, 4),
    nodeInEdges: Uint32Array.of(1, 0, 3, 2),
    firstCopy: 4,
    edgeTails: Uint32Array.of(0, 1, 1, 2),
    edgeHeads: Uint32Array.of(1, 0, 2, 1),
    edgeDurations: Uint32Array.of(3000, 3000, 3000, 3000),
    edgeWeights: Uint32Array.of(3000, 3000, 3000, 3000),
    edgeLengths: Float32Array.of(6400, 6400, 4000, 4000),
    edgeTwins: Uint32Array.of(1, 0, 3, 2),
    cutEdges: none,
    edgeOriginals: Uint32Array.of(0, 1, 2, 3),
    edgeShapes: Uint32Array.of(0, 1, 2, 3),
    edgeProfiles: Uint32Array.of(0, 0, 1, 1),
    edgeFollowsProfile: Uint8Array.of(1, 0, 1, 0),
    edgeNames: new Uint32Array(4),
    shapeOffsets: Uint32Array.of(0, 2, 4),
    shapeLons: Int32Array.of(micro(west), micro(east), micro(east), micro(east)),
    shapeLats: Int32Array.of(micro(south), micro(north), micro(north), micro(south)),
    shapeNodeIds: Float64Array.of(1, 2, 2, 3),
    turnOffsets: new Uint32Array(5),
    turnTargets: none,
    turnClasses: new Uint16Array(0),
    reverseTurnOffsets: new Uint32Array(5),
    reverseTurnSources: none,
    reverseTurnClasses: new Uint16Array(0),
    turnClassDurations: none,
    turnClassWeights: none,
    edgeComponentSizes: new Uint32Array(4).fill(4),
    profiles: [PROFILE, { ...PROFILE, highway: "residential" }],
    names: packRoadNames([{ name: "", ref: "" }]),
  };
}
