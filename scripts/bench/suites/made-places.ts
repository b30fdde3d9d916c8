import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { Random } from "../../../data/demo/random.ts";
import { DataIssues } from "../../../data/issues.ts";
import { carProfile } from "../../../data/osm/car-profile.ts";
import { readRoads } from "../../../data/osm/read-roads.ts";
import { SILENT } from "../../../data/progress.ts";
import { MICRODEGREES } from "../../../isochrones/geo/distance.ts";
import { gridToLonLat, lonLatToGrid } from "../../../isochrones/geo/grid-projection.ts";
import type { Roads } from "../../../isochrones/model/roads.ts";

/** Roads that people live on. */
const STREETS = new Set(["residential", "living_street", "unclassified", "tertiary"]);
const GRID = 3035;
const SIDE_METERS = 200;
const DESKS = 12;
/** Every so many desks is an antenne. */
const ANTENNE_EVERY = 4;
const MOST_PEOPLE = 60;

/** Files in the official formats. */
export interface MadePlaces {
  readonly structures: string;
  readonly population: string;
}

/**
 * Invents people and desks on real roads, for an extract of which no official list tells: a square of 200 m, as in
 * INSEE's grid, wherever a street passes, and twelve desks in some of them. The same file and seed, the same places.
 */
export async function writeMadePlaces(
  osm: string,
  folder: string,
  seed: number,
  signal: AbortSignal,
): Promise<MadePlaces> {
  const { roads } = await readRoads([osm], {
    profile: carProfile,
    issues: new DataIssues(),
    progress: SILENT,
    signal,
  });
  const corners = squaresOfStreets(roads);
  const random = new Random(seed);
  const people = random.fork("people");
  const rows = corners.map(
    ([east, north]) => `CRS${GRID}RES${SIDE_METERS}mN${north}E${east},${people.integer(1, MOST_PEOPLE)}`,
  );
  const population = join(folder, "carreaux_200m.csv");
  writeFileSync(population, `${["grd_id,pop", ...rows].join("\n")}\n`);
  const structures = join(folder, "structures.csv");
  writeFileSync(structures, deskList(corners, random.fork("desks")));
  return { structures, population };
}

type Corner = readonly [east: number, north: number];

/** South-western corners, ascending. */
function squaresOfStreets({
  wayOffsets,
  wayNodes,
  wayProfiles,
  profiles,
  nodeLons,
  nodeLats,
}: Roads): Corner[] {
  const corners = new Map<string, Corner>();
  for (let way = 0; way < wayProfiles.length; way++) {
    if (!STREETS.has(profiles[wayProfiles[way]].highway)) continue;
    for (const node of wayNodes.subarray(wayOffsets[way], wayOffsets[way + 1])) {
      const place = lonLatToGrid(GRID, nodeLons[node] / MICRODEGREES, nodeLats[node] / MICRODEGREES);
      const [east, north] = place.map((meters) => Math.floor(meters / SIDE_METERS) * SIDE_METERS);
      corners.set(`${east} ${north}`, [east, north]);
    }
  }
  return [...corners.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

function deskList(corners: readonly Corner[], random: Random): string {
  const header = "id_fs,lib_fs,insee_com,latitude,longitude,type_fs,format_fs,labellisation_fs";
  const lines = Array.from({ length: DESKS }, (_, desk) => {
    const [east, north] = random.pick(corners);
    const [lon, lat] = gridToLonLat(GRID, east + SIDE_METERS / 2, north + SIDE_METERS / 2);
    const type = desk % ANTENNE_EVERY === ANTENNE_EVERY - 1 ? "Antenne" : "Principal";
    const place = `${lat.toFixed(6)},${lon.toFixed(6)}`;
    return `${desk + 1},Guichet fictif ${desk + 1},,${place},${type},Fixe,Espace labellisé 01/01/2020`;
  });
  return `${[header, ...lines].join("\n")}\n`;
}
