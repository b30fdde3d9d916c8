import { statSync } from "node:fs";

import { buildNetwork } from "../../isochrones/graph/build-network.ts";
import { packRoadNames } from "../../isochrones/graph/road-names.ts";
import type { Network, RoadName, RoadProfile } from "../../isochrones/model/network.ts";
import type { IssueCount, Source } from "../../isochrones/model/provenance.ts";
import type { Roads } from "../../isochrones/model/roads.ts";
import { networkFrom, networkSections } from "../bundle/layout.ts";
import { sourceOf } from "../bundle/section-source.ts";
import type { DataIssues } from "../issues.ts";
import { isOffered } from "../osm/car-profile.ts";
import type { CarProfile } from "../osm/profile.ts";
import { type OsmStatistics, readRoads } from "../osm/read-roads.ts";
import { pauseBetweenStages, type Progress } from "../progress.ts";
import { roadSources } from "../sources.ts";
import { roadRecords, roadsFrom, roadSections, type RoadRecords } from "./roads-layout.ts";
import { NO_STAGES, openStages, type Stages } from "./stage-store.ts";

/**
 * Files of that size are worth keeping stages of: they take ten seconds and more to read, and a stage a second or two
 * to write.
 */
export const STAGES_FROM_BYTES = 100e6;

export interface NetworkOptions {
  /** OSM PBF files. */
  readonly osm: readonly string[];
  readonly profile: CarProfile;
  /** Directory of the dataset, in which stages are kept. */
  readonly out: string;
  /** Size of all files from which on stages are kept. */
  readonly stagesFromBytes: number;
  readonly issues: DataIssues;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
}

/** A network with what is told of its files. */
export interface MadeNetwork {
  readonly network: Network;
  readonly statistics: OsmStatistics;
  readonly sources: Source[];
  /** The file of a bundle for this network, where its stage was kept. */
  readonly file: string | null;
}

/** What is kept of each stage beside its result. */
interface Findings {
  readonly statistics: OsmStatistics;
  readonly issues: readonly IssueCount[];
}

type NetworkRecords = Findings & {
  readonly profiles: readonly RoadProfile[];
  readonly names: readonly RoadName[];
};

/**
 * The network of OSM files: reads their roads, then builds it. Takes up an interrupted build of the same files where
 * it has kept a stage: `roads` or, in its place, `network`.
 *
 * @throws InputError as `readRoads` does
 */
export async function makeNetwork(options: NetworkOptions): Promise<MadeNetwork> {
  const { osm, profile, progress, signal } = options;
  const bytes = osm.reduce((sum, file) => sum + statSync(file).size, 0);
  // A profile that is not offered by name may do anything under its name.
  const keepsStages = bytes >= options.stagesFromBytes && isOffered(profile);
  if (keepsStages) progress.stage("Empreinte des fichiers de routes");
  const sources = await roadSources(osm, { progress, signal });
  const inputs = [profile.name, ...sources.map(({ sha256 }) => sha256)];
  const stages = keepsStages ? openStages(options.out, inputs, progress) : NO_STAGES;
  const made = takeUpNetwork(stages, options) ?? (await buildAnew(stages, options));
  return { ...made, sources };
}

type MadeWithoutSources = Omit<MadeNetwork, "sources">;

function takeUpNetwork(stages: Stages, { issues }: NetworkOptions): MadeWithoutSources | null {
  const kept = stages.read("network", "Reprise du réseau, déjà construit");
  if (kept === null) return null;
  const { profiles, names, statistics, issues: counts } = kept.records as NetworkRecords;
  issues.addAll(counts);
  const network = networkFrom(sourceOf(kept.sections), profiles, packRoadNames(names));
  return { network, statistics, file: kept.file };
}

async function buildAnew(stages: Stages, options: NetworkOptions): Promise<MadeWithoutSources> {
  const { issues, progress, signal } = options;
  const { roads, statistics } = takeUpRoads(stages, options) ?? (await readAnew(stages, options));
  progress.stage("Construction du réseau");
  const network = buildNetwork(roads);
  await pauseBetweenStages(signal);
  if (stages === NO_STAGES) return { network, statistics, file: null };
  progress.stage("Mise de côté du réseau");
  const { profiles, names } = roads;
  const records: NetworkRecords = { profiles, names, statistics, issues: issues.list() };
  const file = stages.write("network", { sections: networkSections(network), records });
  return { network, statistics, file };
}

interface ReadRoads {
  readonly roads: Roads;
  readonly statistics: OsmStatistics;
}

function takeUpRoads(stages: Stages, { issues }: NetworkOptions): ReadRoads | null {
  const kept = stages.read("roads", "Reprise des routes, déjà lues");
  if (kept === null) return null;
  const { statistics, issues: counts, ...records } = kept.records as RoadRecords & Findings;
  issues.addAll(counts);
  return { roads: roadsFrom(kept.sections, records), statistics };
}

async function readAnew(stages: Stages, options: NetworkOptions): Promise<ReadRoads> {
  const { issues, progress, signal } = options;
  const read = await readRoads(options.osm, options);
  if (stages !== NO_STAGES) {
    progress.stage("Mise de côté des routes");
    const records: RoadRecords & Findings = {
      ...roadRecords(read.roads),
      statistics: read.statistics,
      issues: issues.list(),
    };
    stages.write("roads", { sections: roadSections(read.roads), records });
    await pauseBetweenStages(signal);
  }
  return read;
}
