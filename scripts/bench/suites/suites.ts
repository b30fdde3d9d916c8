import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { AbsentError } from "../contender.ts";
import { runCommand } from "../child-command.ts";
import { commandLineOf } from "../command-line.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { writeMadePlaces } from "./made-places.ts";

/** Official files of a suite. */
export interface SuiteFiles {
  /** One PBF file: peers take no more. */
  readonly osm: string;
  readonly structures: string;
  readonly population: string;
  readonly communes: readonly string[];
}

/** What finding or making files may need. */
export interface SuiteContext {
  /** An empty folder for what is made. */
  readonly folder: string;
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** Named inputs, the same every time. */
export interface Suite {
  readonly name: string;
  /** What it is, English, for a caption. */
  readonly title: string;
  /** @throws AbsentError where they cannot be had, with the reason */
  readonly files: (context: SuiteContext) => Promise<SuiteFiles>;
}

export const SUITES: readonly Suite[] = [
  {
    name: "corse",
    title:
      "Corsica: OSM roads of January 2022, the structures of 1 August 2024, Eurostat's 1 km cells of 2021",
    files: async () => ({
      osm: sharedFile("corse/corse-routes.osm.pbf"),
      structures: sharedFile("france/liste-fs-20240801.csv"),
      population: sharedFile("corse/corse_1km_2021.csv"),
      communes: [
        sharedFile("corse/communes-2A-corse-du-sud.geojson"),
        sharedFile("corse/communes-2B-haute-corse.geojson"),
      ],
    }),
  },
  {
    name: "liechtenstein",
    title: "Liechtenstein: an unmodified OSM extract of 2015, with invented people and desks on its streets",
    files: async ({ folder, seed, signal }) => {
      const osm = sharedFile("osm/liechtenstein-valhalla.osm.pbf");
      return { osm, communes: [], ...(await writeMadePlaces(osm, folder, seed, signal)) };
    },
  },
  demoSuite("small", "the small fictitious territory of trente demo"),
  demoSuite("departement", "the fictitious département of trente demo"),
  demoSuite("france", "the fictitious country of trente demo"),
];

/** Files under the names that `trente demo` gives them. @throws AbsentError where one is missing */
export function demoFilesIn(folder: string): SuiteFiles {
  const path = (name: string): string => {
    const file = join(folder, name);
    if (existsSync(file)) return file;
    throw new AbsentError(`${name} is not in the folder that was given`);
  };
  return {
    osm: path("routes.osm.pbf"),
    structures: path("structures.csv"),
    population: path("carreaux_200m.csv"),
    communes: [path("communes.geojson")],
  };
}

function demoSuite(size: string, title: string): Suite {
  return {
    name: size,
    title,
    files: async ({ folder, seed, signal }) => {
      const out = join(folder, "demo");
      mkdirSync(out, { recursive: true });
      const args = ["demo", "--size", size, "--seed", String(seed), "--out", out];
      try {
        await runCommand(
          { program: process.execPath, args: [commandLineOf(projectRoot()), ...args] },
          signal,
        );
      } catch (error) {
        signal.throwIfAborted();
        throw new AbsentError(`trente demo --size ${size}: ${(error as Error).message}`);
      }
      return demoFilesIn(out);
    },
  };
}

/** Real data is kept outside the project: in `$TRENTE_SHARED_DATA`, else in `../shared/data` beside the checkout. */
function sharedFile(path: string): string {
  const root = process.env["TRENTE_SHARED_DATA"] || resolve(projectRoot(), "..", "shared", "data");
  const file = join(root, path);
  if (existsSync(file)) return file;
  throw new AbsentError(`${path} is absent: set TRENTE_SHARED_DATA to the folder that holds it`);
}
