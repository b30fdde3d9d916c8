import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { gridToLonLat } from "../../../isochrones/geo/grid-projection.ts";
import { type OsmNode, pbfBytes } from "../../helpers/osm-pbf.ts";

/**
 * Two straight roads at 40 km/h from one corner, in kilometres of the European grid: one goes 41 km east, one
 * 15 km north. A cell lies around each kilometre. The desk stands half a kilometre west of cell 0, the bus half
 * a kilometre east of cell 40, so that east cell i is at 1.5 × (i + 0.5) minutes from the one and at
 * 1.5 × (40.5 - i) from the other: within 30 minutes of the desk up to cell 19, of the bus from cell 21.
 * One cell lies 10 km from any road; one structure lies in Paris.
 */
export const WORLD = {
  east: { cells: 41, people: 10, commune: "2A004" },
  north: { cells: 15, people: 20, commune: "2B033" },
  far: { people: 7, commune: "2A004" },
  /** Last east cell within 30 minutes of the desk. */
  lastCovered: 19,
} as const;

export const PEOPLE =
  WORLD.east.cells * WORLD.east.people + WORLD.north.cells * WORLD.north.people + WORLD.far.people;

const ORIGIN_EAST = 4_200_000;
const ORIGIN_NORTH = 2_100_000;
const KILOMETRE = 1000;

/** The place that many kilometres east and north of the first cell's centre. */
export function placeAt(eastKm: number, northKm: number): { lon: number; lat: number } {
  const [lon, lat] = gridToLonLat(
    3035,
    ORIGIN_EAST + (eastKm + 0.5) * KILOMETRE,
    ORIGIN_NORTH + (northKm + 0.5) * KILOMETRE,
  );
  return { lon, lat };
}

/** Identifier of the cell that many kilometres east and north of the first. */
export function cellAt(eastKm: number, northKm: number): string {
  return `CRS3035RES1000mN${ORIGIN_NORTH + northKm * KILOMETRE}E${ORIGIN_EAST + eastKm * KILOMETRE}`;
}

export async function roadBytes(): Promise<Buffer> {
  const east = [-0.5, ...Array.from({ length: WORLD.east.cells }, (_, km) => km), WORLD.east.cells - 0.5];
  const nodes: OsmNode[] = [
    ...east.map((km, index) => ({ id: index + 1, ...placeAt(km, 0) })),
    ...Array.from({ length: WORLD.north.cells }, (_, index) => ({
      id: 101 + index,
      ...placeAt(0, index + 1),
    })),
  ];
  const tags = { highway: "tertiary" };
  const north = nodes.filter(({ id }) => id > 100).map(({ id }) => id);
  return pbfBytes({
    nodes,
    ways: [
      { id: 1, refs: east.map((_, index) => index + 1), tags },
      { id: 2, refs: [2, ...north], tags },
    ],
  });
}

export const DESK_NAME = "France services d'Ajaccio";
export const BUS_NAME = `Bus France services "${"très long nom, ".repeat(8)}"`;

const DESK = {
  id_fs: "12",
  insee_dep: "2A",
  lib_fs: DESK_NAME,
  adresse: "1 Rue Haute",
  insee_com: "2A004",
  code_postal: "20000",
  lib_com: "Ajaccio",
  ...degrees(placeAt(-0.5, 0)),
  h_lundi: "09:00 - 12:00",
  h_samedi: "",
  commentaire: "Fermé en août,\nsauf le 16",
  type_fs: "Principal",
  format_fs: "Fixe",
  labellisation_fs: "Espace labellisé 01/09/2020",
};

type Row = Readonly<Record<keyof typeof DESK, string>>;

const STRUCTURES: readonly Row[] = [
  DESK,
  {
    ...DESK,
    id_fs: "13",
    lib_fs: BUS_NAME,
    ...degrees(placeAt(WORLD.east.cells - 0.5, 0)),
    h_lundi: "14:00 - 17:30",
    h_samedi: "09:00 - 12:00",
    format_fs: "Bus_equivalent",
    labellisation_fs: "Espace labellisé 01/06/2023",
  },
  { ...DESK, id_fs: "14", insee_dep: "75", insee_com: "75101", latitude: "48.86", longitude: "2.34" },
];

function degrees({ lon, lat }: { lon: number; lat: number }): { latitude: string; longitude: string } {
  return { latitude: lat.toFixed(6), longitude: lon.toFixed(6) };
}

export function structureText(rows: readonly Partial<Row>[] = STRUCTURES): string {
  const columns = Object.keys(DESK) as (keyof Row)[];
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => columns.map((column) => quoted({ ...DESK, ...row }[column])).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

export const GRID_HEADER = "idcar_1km,i_est_1km,lcog_geo,ind,men";

export function gridText(): string {
  const row = (id: string, { people, commune }: { people: number; commune: string }): string =>
    `${id},0,${commune},${people},1`;
  const rows = [
    ...Array.from({ length: WORLD.east.cells }, (_, km) => row(cellAt(km, 0), WORLD.east)),
    ...Array.from({ length: WORLD.north.cells }, (_, index) => row(cellAt(0, index + 1), WORLD.north)),
    row(cellAt(20, 10), WORLD.far),
  ];
  return `${[GRID_HEADER, ...rows].join("\n")}\n`;
}

export interface WorldFiles {
  readonly osm: string;
  readonly structures: string;
  readonly population: string;
}

/** Writes the three official files into a folder. */
export async function writeWorld(folder: string): Promise<WorldFiles> {
  const files = {
    osm: join(folder, "routes.osm.pbf"),
    structures: join(folder, "liste.csv"),
    population: join(folder, "carreaux.csv"),
  };
  writeFileSync(files.osm, await roadBytes());
  writeFileSync(files.structures, structureText());
  writeFileSync(files.population, gridText());
  return files;
}

/** The arguments of `build` for these files; without a name for one, without that option. */
export function buildArgs(files: Partial<WorldFiles>, out: string): string[] {
  return ["build", ...Object.entries(files).flatMap(([option, file]) => [`--${option}`, file]), "--out", out];
}
