import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { PbfWriter } from "../../data/osm/pbf/pbf-writer.ts";
import { gridToLonLat } from "../../isochrones/geo/grid-projection.ts";
import { tempFolder } from "./temp-folder.ts";

/**
 * A small town in the official formats, in Corsica: residential streets of a kilometre between crossings, one
 * crossing in the middle of each cell of 1 km.
 */
export const COLUMNS = 6;
export const ROWS = 4;
const WEST = 4_230_000;
const SOUTH = 2_100_000;

/** Centre of a cell of the town, `[lon, lat]`; fractions and places beyond the town are fine. */
export function place(column: number, row: number): [number, number] {
  return gridToLonLat(3035, WEST + column * 1000 + 500, SOUTH + row * 1000 + 500);
}

export interface MiniFiles {
  readonly folder: string;
  readonly osm: string;
  readonly structures: string;
  readonly population: string;
  readonly communes: string;
}

/** People of the cell of a column and a row. */
export const peopleAt = (column: number, row: number): number => 1 + column + 10 * row;

/** Writes all four files, in a folder of the test. */
export async function writeMiniFiles(): Promise<MiniFiles> {
  const folder = tempFolder();
  const path = (name: string): string => join(folder, name);
  const files: MiniFiles = {
    folder,
    osm: path("ville.osm.pbf"),
    structures: path("liste-fs.csv"),
    population: path("carreaux.csv"),
    communes: path("communes.geojson"),
  };
  writeFileSync(files.osm, await roads("mini-files"));
  writeFileSync(
    files.structures,
    structureList([
      ["1", "Mairie", ...place(0, 0), "2A004"],
      ["2", "Bus", ...place(5, 3), "2A004"],
      ["3", "Paris", 2.35, 48.85, "75056"],
      ["4", "Sans place", "", "", "2A004"],
    ]),
  );
  const everywhere = Array.from(
    { length: COLUMNS * ROWS },
    (_, i) => [i % COLUMNS, Math.floor(i / COLUMNS)] as const,
  );
  writeFileSync(
    files.population,
    populationGrid([
      ...everywhere.map(
        ([column, row]) => [WEST + column * 1000, SOUTH + row * 1000, peopleAt(column, row)] as const,
      ),
      // Paris.
      [3_760_000, 2_889_000, 1000],
    ]),
  );
  writeFileSync(files.communes, communeOutlines());
  return files;
}

/** The streets as OSM PBF; whole rows are one way, and so are columns. */
export async function roads(writingProgram: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  const writer = new PbfWriter((bytes) => {
    chunks.push(bytes);
  });
  const [west, south] = place(-1, -1);
  const [east, north] = place(COLUMNS, ROWS);
  await writer.header({
    bbox: [west, south, east, north],
    writingProgram,
    source: "",
    replicationTimestamp: 1_640_995_200,
  });
  const id = (column: number, row: number): number => 1 + column + row * COLUMNS;
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++)
      await writer.node(id(column, row), ...place(column, row));
  }
  const tags = { highway: "residential", name: "Rue d’Essai" };
  for (let row = 0; row < ROWS; row++) {
    await writer.way(
      100 + row,
      Array.from({ length: COLUMNS }, (_, column) => id(column, row)),
      tags,
    );
  }
  for (let column = 0; column < COLUMNS; column++) {
    await writer.way(
      200 + column,
      Array.from({ length: ROWS }, (_, row) => id(column, row)),
      tags,
    );
  }
  await writer.end();
  return Buffer.concat(chunks);
}

/** A list of today's columns: identifier, name, longitude, latitude, commune. */
export function structureList(
  rows: readonly (readonly [
    id: string,
    name: string,
    lon: number | string,
    lat: number | string,
    commune: string,
  ])[],
): string {
  const header =
    "id_fs,insee_dep,lib_fs,insee_com,lib_com,latitude,longitude,type_fs,format_fs,labellisation_fs";
  const lines = rows.map(
    ([id, name, lon, lat, commune]) =>
      `${id},${commune.slice(0, 2)},France services ${name},${commune},Ajaccio,${lat},${lon},Principal,Fixe,Espace labellisé 01/01/2020`,
  );
  return `${[header, ...lines].join("\n")}\n`;
}

/** Eurostat's columns: lower-left corner of each cell, and its people. */
export function populationGrid(
  rows: readonly (readonly [easting: number, northing: number, people: number])[],
): string {
  const lines = rows.map(([easting, northing, people]) => `CRS3035RES1000mN${northing}E${easting},${people}`);
  return `${["grd_id,pop", ...lines].join("\n")}\n`;
}

/** Ajaccio over the three western columns, Bastia over the others. */
function communeOutlines(): string {
  const box = (from: number, to: number): [number, number][] => [
    place(from, -2),
    place(to, -2),
    place(to, ROWS + 1),
    place(from, ROWS + 1),
    place(from, -2),
  ];
  const feature = (code: string, nom: string, ring: [number, number][]) => ({
    type: "Feature",
    properties: { code, nom },
    geometry: { type: "Polygon", coordinates: [ring] },
  });
  return JSON.stringify({
    type: "FeatureCollection",
    features: [feature("2A004", "Ajaccio", box(-2, 2.5)), feature("2B033", "Bastia", box(2.5, COLUMNS + 1))],
  });
}
