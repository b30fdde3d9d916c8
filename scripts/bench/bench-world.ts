import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

import { readBundle } from "../../data/bundle/read-bundle.ts";
import type { Progress } from "../../data/progress.ts";
import { projectRoot } from "../cli/project-root.ts";
import { type BenchPlaces, choosePlaces, writePlaces } from "./bench-places.ts";
import { runOnce } from "./child-command.ts";
import { commandLineOf } from "./command-line.ts";
import { AbsentError } from "./contender.ts";
import { type Found, notFound } from "./peers/found.ts";
import { findOsrmPeer, type OsrmPeer } from "./peers/osrm-peer.ts";
import { findPgroutingPeer, type PgroutingPeer } from "./peers/pgrouting-peer.ts";
import { findValhallaPeer, type ValhallaPeer } from "./peers/valhalla-peer.ts";
import type { Scope } from "./scope.ts";
import { buildArguments } from "./suites/inputs.ts";
import { demoFilesIn, type Suite, type SuiteFiles } from "./suites/suites.ts";

export const PEER_NAMES = ["valhalla", "osrm", "pgrouting"] as const;
export type PeerName = (typeof PEER_NAMES)[number];

/** Where a suite's inputs are taken from, and who takes part. */
export interface WorldOptions {
  readonly suite: Suite;
  readonly seed: number;
  /** Folder with files under the names of `trente demo`, instead of those of the suite. */
  readonly filesFolder: string | null;
  /** A dataset that is ready; then there are no files unless `filesFolder` names them. */
  readonly datasetFolder: string | null;
  readonly osrmUrl: string | null;
  /** Peers that are not to take part. */
  readonly without: readonly PeerName[];
}

/** All that the cases of a suite work on. */
export interface BenchWorld {
  /** Root of this checkout. */
  readonly root: string;
  /** null where a ready dataset was given without its files. */
  readonly files: SuiteFiles | null;
  readonly dataset: string;
  readonly places: BenchPlaces;
  /** The places as a file, for other processes. */
  readonly placesFile: string;
  /** For what cases write. */
  readonly folder: string;
  readonly cores: number;
  readonly size: WorldSize;
  readonly valhalla: Found<ValhallaPeer>;
  readonly osrm: Found<OsrmPeer>;
  readonly pgrouting: Found<PgroutingPeer>;
}

export interface WorldSize {
  readonly junctions: number;
  readonly edges: number;
  readonly turns: number;
  readonly cells: number;
  readonly people: number;
  readonly structures: number;
}

/** Finds or makes a suite's files. @throws AbsentError where they cannot be had */
export async function findFiles(
  {
    suite,
    seed,
    filesFolder,
    datasetFolder,
  }: Pick<WorldOptions, "suite" | "seed" | "filesFolder" | "datasetFolder">,
  folder: string,
  signal: AbortSignal,
): Promise<SuiteFiles | null> {
  if (filesFolder !== null) return demoFilesIn(filesFolder);
  return datasetFolder === null ? suite.files({ folder, seed, signal }) : null;
}

/** A folder for one run that goes with the scope. */
export function temporaryFolder(scope: Scope): string {
  const folder = mkdtempSync(join(tmpdir(), "trente-bench-"));
  scope.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Makes everything ready that is not timed: dataset, places, peers. */
export async function openWorld(
  options: WorldOptions,
  files: SuiteFiles | null,
  { folder, scope, progress, signal }: Surroundings,
): Promise<BenchWorld> {
  const root = projectRoot();
  progress.stage("dataset");
  const dataset = options.datasetFolder ?? (await buildOnce(root, files, folder, signal));
  const read = readBundle(dataset);
  if (read.cells === null || read.structures.length === 0) {
    throw new AbsentError("the dataset has no people or no structures, expected both");
  }
  const places = choosePlaces(read, options.seed);
  const placesFile = join(folder, "places.bin");
  writePlaces(placesFile, places);
  const find = async <Peer>(name: PeerName, search: () => Promise<Found<Peer>>): Promise<Found<Peer>> => {
    if (options.without.includes(name)) return notFound("left out (--sans)");
    progress.stage(name);
    return search();
  };
  return {
    root,
    files,
    dataset,
    places,
    placesFile,
    folder,
    cores: availableParallelism(),
    size: {
      junctions: read.network.nodeCount,
      edges: read.network.edgeCount,
      turns: read.network.turnCount,
      cells: read.cells.count,
      people: read.cells.people.reduce((sum, people) => sum + people, 0),
      structures: read.structures.length,
    },
    valhalla: await find("valhalla", async () =>
      files === null
        ? notFound("the dataset was given without its OSM file")
        : findValhallaPeer(files.osm, folder, signal),
    ),
    osrm: await find("osrm", async () => findOsrmPeer(options.osrmUrl, places, signal)),
    pgrouting: await find("pgrouting", async () => findPgroutingPeer(dataset, places, scope, signal)),
  };
}

/** What a run gives to what it makes. */
export interface Surroundings {
  readonly folder: string;
  readonly scope: Scope;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

async function buildOnce(
  root: string,
  files: SuiteFiles | null,
  folder: string,
  signal: AbortSignal,
): Promise<string> {
  if (files === null) throw new AbsentError("neither files nor a dataset were given");
  const out = join(folder, "dataset");
  mkdirSync(folder, { recursive: true });
  const args = [commandLineOf(root), "build", ...buildArguments(files), "--out", out];
  await runOnce({ program: process.execPath, args }, "dataset of the suite", signal);
  return out;
}
