import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { finished } from "node:stream/promises";

import { pauseBetweenStages } from "../progress.ts";
import type { Progress } from "../progress.ts";
import { traceOutlines } from "./commune-outlines.ts";
import { foundCommunes, shareLand } from "./communes.ts";
import { formatCommunes } from "./communes-geojson.ts";
import { DESK_HEADER, formatDesks } from "./desks-csv.ts";
import { openDesks } from "./desks.ts";
import { settleHouseholds } from "./households.ts";
import { settle } from "./places.ts";
import { DEPARTEMENT_PLAN, SMALL_PLAN } from "./plan.ts";
import { createPlane } from "./plane.ts";
import type { Plane } from "./plane.ts";
import { CELL_HEADER, CellCounter, formatCells } from "./population-csv.ts";
import { Random } from "./random.ts";
import { formatReadme } from "./readme.ts";
import type { RoadMap } from "./road-map.ts";
import { writeRoads } from "./roads-pbf.ts";
import type { RoadCounts } from "./roads-pbf.ts";
import { buildRoads } from "./roads.ts";
import { buildTerrain } from "./relief.ts";

export interface DemoOptions {
  readonly size: "small" | "departement";
  /** Another seed, another territory; the same seed, the same bytes. */
  readonly seed?: number;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
}

/** Paths of what was written, and how much of it there is. */
export interface DemoFiles {
  readonly roads: string;
  readonly structures: string;
  readonly population: string;
  readonly communes: string;
  readonly readme: string;
  readonly counts: RoadCounts & {
    readonly communes: number;
    /** Rows of the list that were meant to be right, without those spoilt on purpose. */
    readonly structures: number;
    readonly people: number;
  };
}

export const DEFAULT_SEED = 30;

/**
 * Writes a fictitious territory in the official formats: OSM PBF, ANCT's list, INSEE's grid, commune outlines.
 * Creates the directory where it is missing and replaces files of the same names, all at the end: work that is
 * stopped or fails leaves them as they were.
 */
export async function writeDemo(outDir: string, options: DemoOptions): Promise<DemoFiles> {
  const { size, seed = DEFAULT_SEED, progress, signal } = options;
  const plan = size === "small" ? SMALL_PLAN : DEPARTEMENT_PLAN;
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
    settleHouseholds(terrain, map, communes, owners, plan, random.fork("households"), (...home) =>
      counter.add(...home),
    ),
  );
  const desks = openDesks(plan, communes, map, random.fork("desks"));

  return step("fichiers", async () =>
    replaceTogether(outDir, async (files) => {
      await writeFile(files.structures, DESK_HEADER + formatDesks(plan, desks, plane));
      await writeFile(
        files.population,
        CELL_HEADER + formatCells(counter, communes, random.fork("cells")).join(""),
      );
      const outlines = traceOutlines(terrain, owners, communes.length, plane);
      await writeFile(files.communes, formatCommunes(plan, communes, outlines));
      const counts = await writeRoadFile(files.roads, map, plane, signal);
      const all = { ...counts, communes: communes.length, structures: desks.length, people: counter.people };
      await writeFile(files.readme, formatReadme(plan, seed, all));
      await pauseBetweenStages(signal);
      return all;
    }),
  );
}

type DemoPaths = Omit<DemoFiles, "counts">;

/** Lets files be written under other names, and gives them theirs once all are whole. */
async function replaceTogether(
  outDir: string,
  write: (aside: DemoPaths) => Promise<DemoFiles["counts"]>,
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
