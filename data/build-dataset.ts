import { basename } from "node:path";

import { MICRODEGREES } from "../isochrones/geo/distance.ts";
import { buildNetwork } from "../isochrones/graph/build-network.ts";
import { buildSnapIndex, effectiveMinComponent } from "../isochrones/graph/snap-index.ts";
import { Snapper } from "../isochrones/graph/snapping.ts";
import type { Dataset } from "../isochrones/model/dataset.ts";
import { NO_EDGE, NO_NODE, type Network } from "../isochrones/model/network.ts";
import type { Snaps } from "../isochrones/model/points.ts";
import type { Source } from "../isochrones/model/provenance.ts";
import type { Structure } from "../isochrones/model/structure.ts";
import type { Territory } from "../isochrones/model/territory.ts";
import { EdgeSearch } from "../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../isochrones/routing/point-times.ts";
import { placesOf } from "../isochrones/routing/places.ts";
import { seedsAt } from "../isochrones/routing/seeds.ts";
import type { Manifest } from "./bundle/manifest.ts";
import { checkDirectory, writeBundle } from "./bundle/write-bundle.ts";
import { checkFiles } from "./check-files.ts";
import { InputError } from "./input-error.ts";
import { DataIssues } from "./issues.ts";
import { carProfile } from "./osm/car-profile.ts";
import type { CarProfile } from "./osm/profile.ts";
import { type OsmStatistics, readRoads } from "./osm/read-roads.ts";
import { keepCells } from "./population/keep-cells.ts";
import type { ReadCells } from "./population/read-cells.ts";
import { readPopulation } from "./population/read-population.ts";
import { pauseBetweenStages, type Progress, SILENT } from "./progress.ts";
import { communeSources, populationSources, roadSources, structureSources } from "./sources.ts";
import { readStructures } from "./structures/read-structures.ts";
import { assignCommunes } from "./territories/assign-communes.ts";
import {
  type CommuneDirectory,
  loadCommuneDirectory,
  withCommunes,
} from "./territories/commune-directory.ts";
import { type CommuneShapes, NO_COMMUNE_SHAPES, readCommuneShapes } from "./territories/commune-shapes.ts";

/** Smallest piece of road network that takes snaps, in directed edges, as in OSRM. */
export const DEFAULT_MIN_COMPONENT = 1000;
/** A point farther from any road is not on the network: the cell is unlinked, the structure outside. */
export const MAX_SNAP_METERS = 5000;

export interface BuildOptions {
  /** OSM PBF files, merged. */
  readonly osm: readonly string[];
  readonly structures?: readonly string[];
  readonly population?: readonly string[];
  readonly communes?: readonly string[];
  readonly minComponent?: number;
  /** `carProfile` if not given. */
  readonly profile?: CarProfile;
  /** Directory of the bundle. */
  readonly out: string;
  readonly progress?: Progress;
  readonly signal?: AbortSignal | undefined;
}

export interface BuildResult {
  readonly manifest: Manifest;
  readonly statistics: OsmStatistics;
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
 * Throws `InputError` for files that cannot be used, or that do not belong together; then nothing is written and
 * a dataset that was there stays.
 */
export async function buildDataset(options: BuildOptions): Promise<BuildResult> {
  const { progress = SILENT, signal, minComponent = DEFAULT_MIN_COMPONENT, profile = carProfile } = options;
  // Minutes of work are not to be lost for a directory that may not be written, or a file that is not there.
  checkDirectory(options.out);
  checkFiles([
    ...options.osm,
    ...(options.structures ?? []),
    ...(options.population ?? []),
    ...(options.communes ?? []),
  ]);
  const issues = new DataIssues();
  const { roads, statistics } = await readRoads(options.osm, {
    profile,
    issues,
    progress,
    signal,
  });
  progress.stage("Construction du réseau");
  const network = buildNetwork(roads);
  await pauseBetweenStages(signal);
  const snapIndex = buildSnapIndex(network, minComponent);
  const snapper = new Snapper(network, snapIndex);
  const sources: Source[] = await roadSources(options.osm);
  const fictitious = sources.some((source) => source.fictitious);
  const bbox = boundsOf(network);

  const { directory, shapes } = await readCommunes(options, issues, progress, signal);
  const context: Context = {
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
  const manifest = writeBundle(options.out, dataset, signal);
  return { manifest, statistics, counts: countsOf(dataset) };
}

/** What the stages after the network share. */
interface Context {
  readonly options: BuildOptions;
  readonly issues: DataIssues;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  readonly network: Network;
  readonly directory: CommuneDirectory;
  readonly shapes: CommuneShapes;
  readonly snapper: Snapper;
  readonly bbox: Dataset["bbox"];
  readonly sources: Source[];
  readonly fictitious: boolean;
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

/** Reads the structures and keeps those that a road of the network leads to. */
async function placeStructures(context: Context): Promise<Pick<Dataset, "structures" | "structureSnaps">> {
  const { options, issues, progress, signal, directory, snapper, sources, fictitious } = context;
  const files = options.structures ?? [];
  if (files.length === 0) return { structures: [], structureSnaps: snapper.snapAll([], [], MAX_SNAP_METERS) };
  progress.stage("Lecture des structures");
  const fictitiousExtent = fictitious ? context.bbox : undefined;
  const read = await readStructures(files, { issues, communes: directory, fictitiousExtent, signal });
  sources.push(...structureSources(files, read, fictitious));
  const structures: Structure[] = [];
  for (const structure of read) {
    if (snapper.snap(structure.lon, structure.lat, MAX_SNAP_METERS) !== null) structures.push(structure);
    else issues.count("structure.outside_network", "info", `${structure.id} ${structure.name}`);
  }
  if (structures.length === 0) {
    throw new InputError(
      "structures.outside_network",
      files.map((file) => basename(file)).join(", "),
      `none of ${read.length} structures is within ${MAX_SNAP_METERS} m of a road, expected some inside ${boxText(context.bbox)}`,
    );
  }
  const lons = structures.map(({ lon }) => lon);
  const lats = structures.map(({ lat }) => lat);
  return { structures, structureSnaps: snapper.snapAll(lons, lats, MAX_SNAP_METERS) };
}

type PlacedPeople = Pick<Dataset, "cells" | "cellSnaps" | "communes" | "territories" | "communeShapes">;

/** Reads the population, drops what lies outside the roads, and gives each cell its road and its commune. */
async function placePeople(context: Context): Promise<PlacedPeople> {
  const { options, issues, progress, signal, directory, shapes, snapper, sources, fictitious } = context;
  sources.push(...communeSources(options.communes ?? [], fictitious));
  const files = options.population ?? [];
  let cells: ReadCells | null = null;
  let codes: readonly (string | null)[] | null = null;
  if (files.length > 0) {
    const population = await readPopulation(files, {
      issues,
      progress,
      ...(signal === undefined ? {} : { signal }),
    });
    sources.push(...populationSources(files, population, fictitious));
    ({ cells, codes } = keepCells(population, context.bbox, MAX_SNAP_METERS, issues));
    if (cells.count === 0) throw outside(files, population.cells, context.bbox);
  }
  progress.stage("Rattachement des carreaux");
  await pauseBetweenStages(signal);
  const empty = new Float64Array(0);
  const places = { lons: cells?.lons ?? empty, lats: cells?.lats ?? empty, codes };
  const assignment = assignCommunes(places, shapes, directory, issues);
  sources.push(directory.source);
  const cellSnaps = cells === null ? null : snapper.snapAll(cells.lons, cells.lats, MAX_SNAP_METERS);
  if (cellSnaps?.edges.every((edge) => edge === NO_EDGE) === true && cells !== null) {
    throw outside(files, cells, context.bbox);
  }
  return {
    cells:
      cells === null || cellSnaps === null
        ? null
        : { ...cells, communes: assignment.cellCommunes, cutTimes: timesToCut(context.network, cellSnaps) },
    cellSnaps,
    communes: assignment.communes,
    communeShapes: assignment.shapes,
    territories: directory
      .territoriesOf(assignment.communes)
      // A territory whose name is its code is unknown to the official ones: the outlines may know better.
      .map((one) =>
        one.name === one.code
          ? { ...one, name: shapes.territoryNames.get(`${one.kind}:${one.code}`) ?? one.name }
          : one,
      ),
  };
}

/** Times of the cells to the ends of the extract. */
function timesToCut(network: Network, cellSnaps: Snaps): Uint32Array {
  const { cutEdges, edgeDurations, edgeWeights } = network;
  const ends = Array.from(cutEdges, (edge, point) => {
    const offsets = {
      duration: edgeDurations[edge],
      weight: edgeWeights[edge],
      twinDuration: 0,
      twinWeight: 0,
    };
    return { point, places: placesOf(network, { edge, fraction: 1, node: NO_NODE, offsets }) };
  });
  const seeds = seedsAt(ends);
  const search = new EdgeSearch(network, "arrival");
  search.run(seeds);
  return timesAtPoints(search, seeds, cellSnaps).durations;
}

function outside(files: readonly string[], cells: ReadCells, bbox: Dataset["bbox"]): InputError {
  const { count, lons, lats } = cells;
  const first = count === 0 ? "" : ` (first at ${lons[0].toFixed(3)},${lats[0].toFixed(3)})`;
  return new InputError(
    "population.outside_network",
    files.map((file) => basename(file)).join(", "),
    `none of its cells${first} is within ${MAX_SNAP_METERS} m of a road, expected some inside ${boxText(bbox)}`,
  );
}

function boxText(bbox: Dataset["bbox"]): string {
  return `the roads' box ${bbox.map((degrees) => degrees.toFixed(3)).join(",")} (west,south,east,north)`;
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
