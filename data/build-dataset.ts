import { basename } from "node:path";

import { MICRODEGREES } from "../isochrones/geo/distance.ts";
import { buildSnapIndex, effectiveMinComponent } from "../isochrones/graph/snap-index.ts";
import { Snapper } from "../isochrones/graph/snapping.ts";
import type { Dataset } from "../isochrones/model/dataset.ts";
import type { Network } from "../isochrones/model/network.ts";
import type { Territory } from "../isochrones/model/territory.ts";
import { type BuildContext, filesOf, MAX_SNAP_METERS, type PlacedFiles } from "./build/context.ts";
import { makeNetwork, STAGES_FROM_BYTES } from "./build/make-network.ts";
import { placePeople } from "./build/place-people.ts";
import { placeStructures } from "./build/place-structures.ts";
import { type ReadyRoads, type ReusedRoads, type RoadFindings, takeOver } from "./build/reuse.ts";
import type { Manifest } from "./bundle/manifest.ts";
import { checkDirectory, writeBundle } from "./bundle/write-bundle.ts";
import { checkFiles } from "./check-files.ts";
import { DataIssues } from "./issues.ts";
import { carProfile } from "./osm/car-profile.ts";
import type { CarProfile } from "./osm/profile.ts";
import type { OsmStatistics } from "./osm/read-roads.ts";
import { pauseBetweenStages, type Progress, SILENT } from "./progress.ts";
import {
  type CommuneDirectory,
  loadCommuneDirectory,
  withCommunes,
} from "./territories/commune-directory.ts";
import { type CommuneShapes, NO_COMMUNE_SHAPES, readCommuneShapes } from "./territories/commune-shapes.ts";

/** Smallest piece of road network that takes snaps, in directed edges, as in OSRM. */
export const DEFAULT_MIN_COMPONENT = 1000;

export interface BuildOptions extends PlacedFiles {
  /** OSM PBF files, merged. */
  readonly osm: readonly string[];
  readonly minComponent?: number;
  /** `carProfile` if not given. */
  readonly profile?: CarProfile;
  /** Directory of the bundle. */
  readonly out: string;
  /** Size of the OSM files from which on the build can be taken up again. `STAGES_FROM_BYTES` if not given. */
  readonly stagesFromBytes?: number;
  /** Roads of an earlier dataset, which `osm`, `profile` and `minComponent` would give again. */
  readonly reuse?: ReusedRoads | undefined;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

export interface BuildResult {
  readonly manifest: Manifest;
  readonly statistics: OsmStatistics;
  /** Enough for a later build to take these roads over. */
  readonly findings: RoadFindings;
  readonly counts: {
    readonly junctions: number;
    readonly edges: number;
    readonly turns: number;
    readonly structures: number;
    readonly cells: number;
    readonly people: number;
    readonly communes: number;
  };
}

/**
 * Official files to a dataset bundle. Each stage is one call; what is odd in the data is counted and kept in the
 * bundle. Same files, same bytes.
 *
 * A build of large files that is interrupted leaves its stages in the directory, for the next one to take up
 * (`makeNetwork`).
 *
 * Throws `InputError` for files that cannot be used, or that do not belong together; then no dataset is written and
 * one that was there stays.
 */
export async function buildDataset(options: BuildOptions): Promise<BuildResult> {
  const { progress = SILENT, signal, minComponent = DEFAULT_MIN_COMPONENT, profile = carProfile } = options;
  // Minutes of work are not to be lost for a directory that may not be written, or a file that is not there.
  checkDirectory(options.out);
  checkFiles(filesOf(options));
  const issues = new DataIssues();
  const { reuse } = options;
  const roads = reuse === undefined ? await makeRoads(options, issues) : takeOver(reuse, issues);
  const { network, snapIndex, statistics, sources, ready } = roads;
  const findings = { statistics, issues: issues.list() };
  const snapper = new Snapper(network, snapIndex);
  const fictitious = sources.some((source) => source.fictitious);
  const bbox = boundsOf(network);

  const { directory, shapes } = await readCommunes(options, issues, progress, signal);
  const context: BuildContext = {
    options,
    issues,
    progress,
    signal,
    network,
    directory,
    shapes,
    snapper,
    bbox,
    sources,
    fictitious,
  };
  const structures = await placeStructures(context);
  const people = await placePeople(context);
  const name = nameOf(people.territories, options.osm);
  const dataset: Omit<Dataset, "id" | "formatVersion"> = {
    name,
    fictitious,
    sources,
    issues: issues.list(),
    profile: profile.name,
    parameters: {
      minComponent: effectiveMinComponent(network, minComponent),
      maxSnapMeters: MAX_SNAP_METERS,
    },
    bbox,
    network,
    snapIndex,
    ...structures,
    ...people,
  };
  progress.stage("Écriture du jeu de données");
  await pauseBetweenStages(signal);
  const manifest = writeBundle(options.out, dataset, signal, ready);
  return { manifest, statistics, findings, counts: countsOf(dataset) };
}

/** The roads of the files, and an index to place points by. */
async function makeRoads(
  { osm, out, progress = SILENT, signal, ...options }: BuildOptions,
  issues: DataIssues,
): Promise<ReadyRoads> {
  const { stagesFromBytes = STAGES_FROM_BYTES, profile = carProfile } = options;
  const made = await makeNetwork({ osm, out, stagesFromBytes, profile, issues, progress, signal });
  const { network, file } = made;
  const snapIndex = buildSnapIndex(network, options.minComponent ?? DEFAULT_MIN_COMPONENT);
  return { ...made, snapIndex, ready: file === null ? {} : { network: file } };
}

/** The official code, and the outlines that were given. */
async function readCommunes(
  options: BuildOptions,
  issues: DataIssues,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<{ directory: CommuneDirectory; shapes: CommuneShapes }> {
  const official = loadCommuneDirectory();
  const files = options.communes ?? [];
  if (files.length === 0) return { directory: official, shapes: NO_COMMUNE_SHAPES };
  progress.stage("Lecture des communes");
  const shapes = await readCommuneShapes(files, { issues, directory: official, signal });
  return { directory: withCommunes(official, shapes.communes), shapes };
}

function boundsOf(network: Network): Dataset["bbox"] {
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < network.shapeLons.length; i++) {
    if (network.shapeLons[i] < bounds[0]) bounds[0] = network.shapeLons[i];
    if (network.shapeLats[i] < bounds[1]) bounds[1] = network.shapeLats[i];
    if (network.shapeLons[i] > bounds[2]) bounds[2] = network.shapeLons[i];
    if (network.shapeLats[i] > bounds[3]) bounds[3] = network.shapeLats[i];
  }
  return bounds.map((microdegrees) => microdegrees / MICRODEGREES) as unknown as Dataset["bbox"];
}

/** Départements where they are few, else régions; else the name of the first file. */
function nameOf(territories: readonly Territory[], osm: readonly string[]): string {
  const names = (kind: Territory["kind"]): string[] =>
    territories.filter((territory) => territory.kind === kind).map(({ name }) => name);
  const departements = names("departement");
  const regions = names("region");
  if (departements.length === 0) return basename(osm[0]).replace(/\.osm\.pbf$|\.pbf$/u, "");
  if (departements.length <= 3) return departements.join(", ");
  if (regions.length <= 3) return regions.join(", ");
  return regions.length >= 13 ? "France" : `${regions.length} régions`;
}

function countsOf(dataset: Omit<Dataset, "id" | "formatVersion">): BuildResult["counts"] {
  const { network, structures, cells, communes } = dataset;
  return {
    junctions: network.nodeCount,
    edges: network.edgeCount,
    turns: network.turnCount,
    structures: structures.length,
    cells: cells?.count ?? 0,
    people: cells?.people.reduce((sum, people) => sum + people, 0) ?? 0,
    communes: communes.length,
  };
}
