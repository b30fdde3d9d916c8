import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll } from "vitest";

import { lonLatToGrid } from "../../../isochrones/geo/grid-projection.ts";
import { accessParquet, type AccessRow, documentedColumns } from "../../helpers/insee-files.ts";
import { tempFile } from "../../helpers/temp-folder.ts";
import { trenteOk } from "./fake-terminal.ts";
import { buildArgs, placeAt, WORLD, writeWorld } from "./small-world.ts";

/** A cell of the small world on INSEE's grid of 200 m, around the same kilometre of road. */
export interface WorldCell {
  /** Centre, metres of EPSG:3035. */
  readonly x: number;
  readonly y: number;
  readonly people: number;
  readonly departement: "2A" | "2B";
  /** Kilometres to the desk by road; null off the roads. */
  readonly desk: number | null;
}

/** How many people live in each of the first east cells: five in towns, five in large villages, then as before. */
export function eastPeople(km: number): number {
  return km < 5 ? 2000 : km < 10 ? 500 : WORLD.east.people;
}

function cell(
  eastKm: number,
  northKm: number,
  fields: Pick<WorldCell, "people" | "departement" | "desk">,
): WorldCell {
  const { lon, lat } = placeAt(eastKm, northKm);
  const [x, y] = lonLatToGrid(3035, lon, lat).map(Math.round);
  return { x, y, ...fields };
}

/** In no order in particular: east, then north, then the one without a road. */
export const WORLD_CELLS: readonly WorldCell[] = [
  ...Array.from({ length: WORLD.east.cells }, (_, km) =>
    cell(km, 0, { people: eastPeople(km), departement: "2A", desk: km + 0.5 }),
  ),
  ...Array.from({ length: WORLD.north.cells }, (_, index) =>
    cell(0, index + 1, {
      people: WORLD.north.people,
      departement: "2B",
      desk: index + 1.5,
    }),
  ),
  cell(20, 10, { people: WORLD.far.people, departement: "2A", desk: null }),
];

/** 40 km/h. */
export const MINUTES_PER_KM = 1.5;

/** Minutes to the desk by the formula of the small world; null off the roads. */
export function minutesToDesk({ desk }: WorldCell): number | null {
  return desk === null ? null : MINUTES_PER_KM * desk;
}

/** What INSEE would have found with the desk alone and these times. */
export function inseeRows(minutesOf: (cell: WorldCell) => number | null): AccessRow[] {
  return WORLD_CELLS.map((each) => ({
    x: each.x,
    y: each.y,
    duree: minutesOf(each),
    distance: each.desk === null ? null : 1000 * each.desk,
    deuclidienne: each.desk === null ? null : 1000 * crowToDesk(each),
    pop: each.people,
  }));
}

function crowToDesk({ x, y }: WorldCell): number {
  const first = WORLD_CELLS[0];
  return Math.hypot((x - first.x) / 1000 + 0.5, (y - first.y) / 1000);
}

/** So many times the minutes of the formula. */
export function times(factor: number): (cell: WorldCell) => number | null {
  return (each) => {
    const minutes = minutesToDesk(each);
    return minutes === null ? null : factor * minutes;
  };
}

/** A name as INSEE gives them. */
export const FILE = "donnees-2024-reg94.parquet";

/** A file of these rows in several groups, removed when the test ends. */
export function fileOf(rows: readonly AccessRow[]): string {
  return tempFile(FILE, accessParquet(documentedColumns(rows), 16));
}

/** Cell identifier as INSEE writes it. */
export function idOf({ x, y }: WorldCell): string {
  return `CRS3035RES200mN${y - 100}E${x - 100}`;
}

/** Builds the small world with cells of 200 m, once for the tests of a file; filled in before they run. */
export function useInseeWorld(): { readonly dataset: string } {
  const folder = mkdtempSync(join(tmpdir(), "trente-insee-"));
  const dataset = join(folder, "jeu");
  beforeAll(async () => {
    const files = await writeWorld(folder);
    const rows = WORLD_CELLS.map(
      (each) => `${idOf(each)},0,${each.departement === "2A" ? "2A004" : "2B033"},${each.people},1`,
    );
    writeFileSync(files.population, `${["idcar_200m,i_est_200,lcog_geo,ind,men", ...rows].join("\n")}\n`);
    await trenteOk(buildArgs(files, dataset));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return { dataset };
}
