import { MICRODEGREES } from "../../isochrones/geo/distance.ts";
import { Obstacle, type Roads } from "../../isochrones/model/roads.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import type { Progress } from "../progress.ts";
import { PbfFile } from "./pbf/pbf-reader.ts";
import type { BlockRequest } from "./pbf/block-model.ts";
import type { CarProfile } from "./profile.ts";
import { NodeCollector } from "./roads/node-collector.ts";
import { resolveRestrictions } from "./roads/restrictions.ts";
import { RoadCollector } from "./roads/road-collector.ts";
import { sortUnique } from "./roads/sorted-ids.ts";
import { joinWays } from "./roads/way-pieces.ts";
import type { PlacedBlock } from "./pbf/pbf-reader.ts";

export interface ReadRoadsOptions {
  readonly profile: CarProfile;
  readonly issues: DataIssues;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/** What the files hold, roads or not. An object in several files counts in each. */
export interface OsmStatistics {
  readonly nodes: number;
  readonly ways: number;
  readonly relations: number;
  /** Data blobs. */
  readonly blobs: number;
  readonly bytes: number;
}

/**
 * Reads what the profile's vehicle may drive from OSM PBF files, merged by OSM id: of an object that is there
 * twice the first counts (`osm.way.duplicate`, `osm.node.duplicate`, `osm.restriction.duplicate`). Nodes and ways
 * that the files lack split or drop roads and restrictions, which `issues` counts.
 *
 * Two passes, ways and relations before nodes: memory grows with the road network, not with the files. Node
 * indices ascend by OSM id, ways keep the files' order: the same files give the same roads.
 *
 * @throws InputError where a file cannot be read (see `PbfFile`), or `osm.roads.none` where none holds a road
 */
export async function readRoads(
  files: readonly string[],
  options: ReadRoadsOptions,
): Promise<{ roads: Roads; statistics: OsmStatistics }> {
  const opened: PbfFile[] = [];
  try {
    for (const file of files) opened.push(await PbfFile.open(file));
    return await readOpened(opened, options);
  } finally {
    for (const file of opened) await file.close();
  }
}

async function readOpened(
  files: readonly PbfFile[],
  options: ReadRoadsOptions,
): Promise<{ roads: Roads; statistics: OsmStatistics }> {
  const { profile, issues } = options;
  const bytes = files.reduce((sum, file) => sum + file.byteLength, 0);
  const statistics = { nodes: 0, ways: 0, relations: 0, blobs: 0, bytes };
  const withoutNodes = new Map<PbfFile, Set<number>>(files.map((file) => [file, new Set()]));

  options.progress.stage("Lecture des routes");
  const ways = new RoadCollector(profile, issues);
  const request = { ways: true, relations: true, wayKeys: new Set(profile.wayKeys) };
  for await (const { file, placed } of allBlocks(files, request, options)) {
    const { block, where, offset } = placed;
    ways.add(block);
    statistics.blobs++;
    statistics.nodes += block.nodeCount;
    statistics.ways += block.wayCount;
    statistics.relations += block.relationCount;
    if (block.deletedCount > 0) issues.count("osm.object.deleted", "info", where, block.deletedCount);
    if (block.nodeCount === 0) withoutNodes.get(file)?.add(offset);
  }
  if (ways.wayIds.length === 0) refuseRoadless(files);

  options.progress.stage("Lecture des nœuds des routes");
  const nodes = new NodeCollector(sortUnique(ways.refs.toArray()), profile, issues);
  for await (const { placed } of allBlocks(files, { nodes: true }, options, withoutNodes)) {
    const { block, where } = placed;
    nodes.add(block);
    if (block.deletedCount > 0) issues.count("osm.object.deleted", "info", where, block.deletedCount);
  }

  markBeyond(files, nodes);
  const pieces = joinWays(ways, nodes, issues);
  if (pieces.wayOsmIds.length === 0) refuseRoadless(files);
  const restrictions = resolveRestrictions(ways.restrictions, pieces, ways.rejectedWays, issues);
  return { roads: { ...pieces, restrictions }, statistics };
}

/**
 * Extracts keep ways whole: nodes outside the box that every file declares are where the roads beyond are missing.
 * Without a declared box nothing is known.
 */
function markBeyond(files: readonly PbfFile[], nodes: NodeCollector): void {
  const boxes: (readonly [number, number, number, number])[] = [];
  for (const { header } of files) {
    if (header.bbox === null) return;
    const [west, south, east, north] = header.bbox;
    boxes.push([west * MICRODEGREES, south * MICRODEGREES, east * MICRODEGREES, north * MICRODEGREES]);
  }
  for (let node = 0; node < nodes.lons.length; node++) {
    if (nodes.found[node] === 0) continue;
    const lon = nodes.lons[node];
    const lat = nodes.lats[node];
    const isInside = boxes.some(
      ([west, south, east, north]) =>
        lon >= west - 1 && lon <= east + 1 && lat >= south - 1 && lat <= north + 1,
    );
    if (!isInside) nodes.obstacles[node] |= Obstacle.cut;
  }
}

/** The blocks of all files in turn, with progress over the bytes of all of them. */
async function* allBlocks(
  files: readonly PbfFile[],
  request: BlockRequest,
  options: ReadRoadsOptions,
  skips?: ReadonlyMap<PbfFile, ReadonlySet<number>>,
): AsyncGenerator<{ file: PbfFile; placed: PlacedBlock }> {
  const total = files.reduce((sum, file) => sum + file.byteLength, 0);
  let before = 0;
  for (const file of files) {
    const skip = skips?.get(file);
    const blocks = file.blocks(request, {
      ...(skip === undefined ? {} : { skip }),
      // Pass by pass the same blobs come by: those with a skip list were counted in the pass before.
      ...(skip === undefined ? { onUnknownBlob: countUnknownBlob(options.issues) } : {}),
      signal: options.signal,
    });
    for await (const placed of blocks) {
      yield { file, placed };
      options.progress.advance(before + placed.end, total, "octets");
    }
    before += file.byteLength;
    options.progress.advance(before, total, "octets");
  }
}

function countUnknownBlob(issues: DataIssues): (type: string, where: string) => void {
  return (type, where) => issues.count("osm.blob.unknown_type", "info", `${where}: ${type}`);
}

function refuseRoadless(files: readonly PbfFile[]): never {
  throw new InputError(
    "osm.roads.none",
    files.map((file) => file.name).join(", "),
    "no road that the profile may drive, expected an extract with roads and their nodes",
  );
}
