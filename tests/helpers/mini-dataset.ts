import { buildNetwork } from "../../isochrones/graph/build-network.ts";
import { buildSnapIndex } from "../../isochrones/graph/snap-index.ts";
import { Snapper } from "../../isochrones/graph/snapping.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { RoadProfile } from "../../isochrones/model/network.ts";
import { sortByRoad } from "../../isochrones/routing/points-by-road.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import type { Commune, Territory } from "../../isochrones/model/territory.ts";
import { makeRoads, PLAIN_ROAD } from "./make-roads.ts";
import { type CellPlan, miniCells } from "./mini-cells.ts";

export interface MiniWorld {
  /** Degrees, `[lon, lat]`. */
  readonly nodes: readonly (readonly [number, number])[];
  readonly ways: readonly MiniWay[];
  readonly structures?: readonly Structure[];
  readonly cells?: readonly CellPlan[];
  readonly communes?: readonly Commune[];
  readonly territories?: readonly Territory[];
}

export interface MiniWay {
  readonly nodes: readonly number[];
  readonly profile?: RoadProfile;
}

export const MINI_SNAP_METERS = 5000;

/** A dataset in memory, by the same steps as a build, over roads written by hand. */
export function miniDataset(world: MiniWorld): Dataset {
  const roads = makeRoads({
    nodes: world.nodes.map(([lon, lat]) => ({
      lon: Math.round(lon * 1e6),
      lat: Math.round(lat * 1e6),
      obstacles: 0,
    })),
    ways: world.ways.map(({ nodes, profile = PLAIN_ROAD }) => ({ nodes, profile, name: 0 })),
    restrictions: [],
  });
  const network = buildNetwork(roads);
  const snapIndex = buildSnapIndex(network, 0);
  const snapper = new Snapper(network, snapIndex);
  const { structures = [], communes = [], territories = [] } = world;
  const cells = world.cells === undefined ? null : miniCells(world.cells);
  const cellSnaps = cells === null ? null : snapper.snapAll(cells.lons, cells.lats, MINI_SNAP_METERS);
  const lons = world.nodes.map(([lon]) => lon);
  const lats = world.nodes.map(([, lat]) => lat);
  return {
    id: "0123456789abcdef",
    name: "Petit monde",
    formatVersion: 1,
    fictitious: false,
    sources: [],
    issues: [],
    profile: "car",
    parameters: { minComponent: 0, maxSnapMeters: MINI_SNAP_METERS },
    bbox: [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)],
    network,
    snapIndex,
    structures,
    structureSnaps: snapper.snapAll(
      structures.map(({ lon }) => lon),
      structures.map(({ lat }) => lat),
      MINI_SNAP_METERS,
    ),
    cells,
    cellSnaps,
    cellsByRoad: cellSnaps === null ? null : sortByRoad(network, cellSnaps),
    communes,
    territories,
    communeShapes: communes.map(() => null),
  };
}

/** A structure with a plain value in every field that the test does not name. */
export function miniStructure(fields: Partial<Structure> & Pick<Structure, "id">): Structure {
  return {
    name: `France services ${fields.id}`,
    lon: 0,
    lat: 0,
    address: "1 place de la Mairie",
    postcode: "20100",
    communeCode: "2A001",
    communeName: "Première",
    departementCode: "2A",
    type: "principal",
    format: "fixe",
    labelledOn: "2021-01-01",
    openingHours: [[], [], [], [], [], null],
    byAppointment: false,
    phone: "",
    email: "",
    comment: "",
    group: "",
    ...fields,
  };
}

export function miniCommune(code: string, fields: Partial<Commune> = {}): Commune {
  return {
    code,
    name: `Commune ${code}`,
    departementCode: code.slice(0, 2),
    regionCode: "94",
    epciCode: null,
    postcodes: [],
    legalPopulation: 0,
    ...fields,
  };
}
