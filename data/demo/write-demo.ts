import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";

import { pauseBetweenStages } from "../progress.ts";
import type { Progress } from "../progress.ts";
import { traceOutlines } from "./commune-outlines.ts";
import { foundCommunes, shareLand } from "./communes.ts";
import { formatCommunes } from "./communes-geojson.ts";
import { FRANCE_PLAN } from "./country/country-plan.ts";
import type { CountryPlan } from "./country/country-plan.ts";
import { writeCountry } from "./country/write-country.ts";
import { DESK_HEADER, formatDesks } from "./desks-csv.ts";
import { openDesks } from "./desks.ts";
import { formatIndicators, INDICATOR_HEADER, STRAY_INDICATORS } from "./indicators-csv.ts";
import { settleHouseholds } from "./households.ts";
import { settle } from "./places.ts";
import { DEPARTEMENT_PLAN, SMALL_PLAN } from "./plan.ts";
import type { DemoPlan } from "./plan.ts";
import { createPlane } from "./plane.ts";
import type { Plane } from "./plane.ts";
import { CELL_HEADER, CellCounter, formatCells } from "./population-csv.ts";
import { Random } from "./random.ts";
import { formatCountryReadme, formatReadme } from "./readme.ts";
import type { DemoCounts } from "./readme.ts";
import type { RoadMap } from "./road-map.ts";
import { writeRoads } from "./roads-pbf.ts";
import type { RoadCounts } from "./roads-pbf.ts";
import { buildRoads } from "./roads.ts";
import { buildTerrain } from "./relief.ts";

export type DemoSize = "small" | "departement" | "france";

export interface DemoOptions {
  /** Or the plan of another country. */
  readonly size: DemoSize | CountryPlan;
  /** Another seed, another territory; the same seed, the same bytes, on however many threads. */
  readonly seed?: number;
  /** Of a country: threads to draw with, 0 for none but the caller's; as many as there are cores if not given. */
  readonly threads?: number;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** Paths of what was written, and how much of it there is. */
export interface DemoFiles {
  readonly roads: string;
  readonly structures: string;
  readonly population: string;
  readonly communes: string;
  readonly indicators: string;
  readonly readme: string;
  readonly counts: DemoCounts;
}

export const DEFAULT_SEED = 30;

/**
 * Writes a fictitious territory in the official formats: OSM PBF, ANCT's list, INSEE's grid, commune outlines; and indicators of
 * quality, which have no official file.
 * Creates the directory where it is missing and replaces files of the same names, all at the end: work that is
 * stopped or fails leaves them as they were.
 */
export async function writeDemo(outDir: string, options: DemoOptions): Promise<DemoFiles> {
  const { size } = options;
  if (size === "small") return writeTerritory(outDir, SMALL_PLAN, options);
  if (size === "departement") return writeTerritory(outDir, DEPARTEMENT_PLAN, options);
  const plan = size === "france" ? FRANCE_PLAN : size;
  const { seed = DEFAULT_SEED } = options;
  return replaceTogether(outDir, async (files) => {
    const counts = await writeCountry(plan, files, { ...options, seed });
    await writeFile(files.readme, formatCountryReadme(plan, seed, counts));
    return counts;
  });
}

/** A territory that is drawn in one piece. */
async function writeTerritory(outDir: string, plan: DemoPlan, options: DemoOptions): Promise<DemoFiles> {
  const { seed = DEFAULT_SEED, progress, signal } = options;
  const random = new Random(seed);
  const step = async <T>(name: string, work: () => T | Promise<T>): Promise<T> => {
    await pauseBetweenStages(signal);
    progress.stage(name);
    return work();
  };

  const terrain = await step("relief", () => buildTerrain(plan, random.fork("terrain").integer(0, 1e9)));
  const places = await step("lieux", () => settle(terrain, plan, random.fork("places")));
  const map = await step("routes", () => buildRoads(terrain, places, plan, random.fork("roads")));
  const seats = places.filter((place) => place.rank !== "hamlet");
  const { communes, owners } = await step("communes", () => {
    const founded = foundCommunes(plan, seats, random.fork("names"));
    return { communes: founded, owners: shareLand(terrain, founded) };
  });
  const plane = createPlane(plan.center);
  const counter = new CellCounter(plane);
  await step("habitants", () =>
    settleHouseholds(terrain, map, communes, owners, plan, random.fork("households"), counter.add),
  );
  const desks = openDesks(plan, communes, map, random.fork("desks"));

  return step("fichiers", async () =>
    replaceTogether(outDir, async (files) => {
      await writeFile(files.structures, DESK_HEADER + formatDesks(plan, desks, plane));
      const indicators = formatIndicators(desks, random.fork("indicators"));
      await writeFile(files.indicators, INDICATOR_HEADER + indicators + STRAY_INDICATORS);
      const cells = formatCells(counter, communes, random.fork("cells"));
      await writeFile(files.population, CELL_HEADER + cells.join(""));
      const outlines = traceOutlines(terrain, owners, communes.length, plane);
      await writeFile(files.communes, formatCommunes(plan, communes, outlines));
      const roads = await writeRoadFile(files.roads, map, plane, signal);
      const counts = {
        ...roads,
        communes: communes.length,
        structures: desks.length,
        people: counter.people,
        cells: cells.length,
      };
      await writeFile(files.readme, formatReadme(plan, seed, counts));
      await pauseBetweenStages(signal);
      return counts;
    }),
  );
}

type DemoPaths = Omit<DemoFiles, "counts">;

/** Lets files be written under other names, and gives them theirs once all are whole. */
async function replaceTogether(
  outDir: string,
  write: (aside: DemoPaths) => Promise<DemoCounts>,
): Promise<DemoFiles> {
  const firstNewFolder = await mkdir(outDir, { recursive: true });
  const files = pathsIn(outDir);
  const aside = pathsIn(outDir, ".new-");
  try {
    const counts = await write(aside);
    for (const role of Object.keys(files) as (keyof DemoPaths)[]) await rename(aside[role], files[role]);
    return { ...files, counts };
  } catch (error) {
    for (const path of Object.values(aside)) await rm(path, { force: true });
    if (firstNewFolder !== undefined) await rm(firstNewFolder, { recursive: true, force: true });
    throw error;
  }
}

function pathsIn(outDir: string, prefix = ""): DemoPaths {
  const place = (name: string): string => join(outDir, prefix + name);
  return {
    roads: place("routes.osm.pbf"),
    structures: place("structures.csv"),
    population: place("carreaux_200m.csv"),
    communes: place("communes.geojson"),
    indicators: place("indicateurs_fictifs.csv"),
    readme: place("LISEZMOI.txt"),
  };
}

async function writeRoadFile(
  path: string,
  map: RoadMap,
  plane: Plane,
  signal?: AbortSignal,
): Promise<RoadCounts> {
  const stream = createWriteStream(path);
  const closed = finished(stream);
  const write = (bytes: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      stream.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  try {
    const counts = await writeRoads(map, plane, write, signal);
    stream.end();
    await closed;
    return counts;
  } catch (error) {
    stream.destroy();
    await closed.catch(() => undefined);
    throw error;
  }
}
