import { MICRODEGREES } from "../../isochrones/geo/distance.ts";
import { Obstacle, type Roads } from "../../isochrones/model/roads.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import type { Progress } from "../progress.ts";
import { mapInOrder } from "../../workers/map-in-order.ts";
import { PbfFile, type PlacedBlob } from "./pbf/pbf-reader.ts";
import type { CarProfile } from "./profile.ts";
import { NodeCollector } from "./roads/node-collector.ts";
import { rankIds } from "./roads/rank-ids.ts";
import { resolveRestrictions } from "./roads/restrictions.ts";
import { RoadCollector } from "./roads/road-collector.ts";
import { openRoadPool, type RoadPool } from "./roads/road-pool.ts";
import type { RawBlob } from "./roads/road-tasks.ts";
import { joinWays } from "./roads/way-pieces.ts";

/** Blobs under way beyond those that threads work on: some wait for a thread, some for their turn. */
const AHEAD = 4;

export interface ReadRoadsOptions {
  readonly profile: CarProfile;
  readonly issues: DataIssues;
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
  /** See `openRoadPool`. The roads are the same with any number. */
  readonly threads?: number;
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
    const bytes = opened.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const pool = openRoadPool(options.profile, bytes, options.threads);
    try {
      const withoutNodes = new Map(opened.map((file) => [file, new Set<number>()] as const));
      return await readOpened({ files: opened, options, pool, bytes, withoutNodes });
    } finally {
      await pool.close();
    }
  } finally {
    for (const file of opened) await file.close();
  }
}

/** What one reading goes through. */
interface Reading {
  readonly files: readonly PbfFile[];
  readonly options: ReadRoadsOptions;
  readonly pool: RoadPool;
  readonly bytes: number;
  /** For each file, where its blobs without nodes begin: the second pass leaves them out. */
  readonly withoutNodes: ReadonlyMap<PbfFile, Set<number>>;
}

async function readOpened(reading: Reading): Promise<{ roads: Roads; statistics: OsmStatistics }> {
  const { files, options, pool, bytes } = reading;
  const { issues, progress, signal } = options;
  progress.stage("Lecture des routes");
  const { ways, counts } = await readWays(reading);
  if (ways.wayCount === 0) refuseRoadless(files);

  progress.stage("Lecture des nœuds des routes");
  const { ids, ranks } = await rankIds(ways.takeRefs(), async (bucket) =>
    pool.run("sortBucket", bucket, { signal }),
  );
  const nodes = await readNodes(reading, ids);

  markBeyond(files, nodes);
  const pieces = joinWays(ways, ranks, nodes, issues);
  if (pieces.wayOsmIds.length === 0) refuseRoadless(files);
  const restrictions = resolveRestrictions(ways.restrictions, pieces, ways.rejectedWays, issues);
  return { roads: { ...pieces, restrictions }, statistics: { ...counts, bytes } };
}

async function readWays(
  reading: Reading,
): Promise<{ ways: RoadCollector; counts: Omit<OsmStatistics, "bytes"> }> {
  const { options, pool, withoutNodes } = reading;
  const { issues } = options;
  const counts = { nodes: 0, ways: 0, relations: 0, blobs: 0 };
  const ways = new RoadCollector(issues);
  const blocks = eachBlob(reading, {}, async (blob, signal) => pool.run("takeRoads", blob, { signal }));
  for await (const { file, blob, taken } of blocks) {
    ways.add(taken);
    counts.blobs++;
    counts.nodes += taken.nodeCount;
    counts.ways += taken.wayCount;
    counts.relations += taken.relationCount;
    countDeleted(taken.deletedCount, blob.where, issues);
    if (taken.nodeCount === 0) withoutNodes.get(file)?.add(blob.offset);
  }
  return { ways, counts };
}

async function readNodes(reading: Reading, wanted: Float64Array): Promise<NodeCollector> {
  const { options, pool, withoutNodes } = reading;
  const nodes = new NodeCollector(wanted, options.issues);
  const blocks = eachBlob(reading, { skips: withoutNodes }, async (blob, signal) =>
    pool.run("takeNodes", { ...blob, wanted }, { signal }),
  );
  for await (const { blob, taken } of blocks) {
    nodes.add(taken);
    countDeleted(taken.deletedCount, blob.where, options.issues);
  }
  return nodes;
}

function countDeleted(count: number, where: string, issues: DataIssues): void {
  if (count > 0) issues.count("osm.object.deleted", "info", where, count);
}

/**
 * Extracts keep ways whole: nodes outside the box that every file declares are where the roads beyond are missing.
 * Without a declared box nothing is known.
 */
function markBeyond(files: readonly PbfFile[], nodes: NodeCollector): void {
  const boxes: (readonly [number, number, number, number])[] = [];
  for (const { header } of files) {
    if (header.bbox === null) return;
    const [west, south, east, north] = header.bbox.map((degrees) => degrees * MICRODEGREES);
    boxes.push([west - 1, south - 1, east + 1, north + 1]);
  }
  const { lons, lats, found, obstacles } = nodes;
  for (let node = 0; node < lons.length; node++) {
    if (found[node] !== 0 && !isInside(lons[node], lats[node], boxes)) obstacles[node] |= Obstacle.cut;
  }
}

function isInside(
  lon: number,
  lat: number,
  boxes: readonly (readonly [west: number, south: number, east: number, north: number])[],
): boolean {
  for (const [west, south, east, north] of boxes) {
    if (lon >= west && lon <= east && lat >= south && lat <= north) return true;
  }
  return false;
}

interface TakenBlob<Taken> {
  readonly file: PbfFile;
  readonly blob: PlacedBlob;
  readonly taken: Taken;
}

/**
 * What is taken from each data blob of all files, in their order, with progress over the bytes of all of them.
 *
 * @param take begins the work on a blob
 */
async function* eachBlob<Taken>(
  { files, options, pool, bytes }: Reading,
  { skips }: { skips?: ReadonlyMap<PbfFile, ReadonlySet<number>> },
  take: (blob: RawBlob, signal: AbortSignal) => Promise<Taken>,
): AsyncGenerator<TakenBlob<Taken>> {
  const { progress, signal } = options;
  const work = async ({ file, before, blob }: FiledBlob, workSignal: AbortSignal) => {
    // A view would take all that it is a view of along into the other thread.
    const taken = await take({ bytes: blob.bytes.slice(), where: blob.where }, workSignal);
    return { file, before, blob, taken };
  };
  const results = mapInOrder(allBlobs(files, options, skips), work, { limit: pool.width + AHEAD, signal });
  for await (const { before, ...result } of results) {
    yield result;
    progress.advance(before + result.blob.end, bytes, "octets");
  }
  progress.advance(bytes, bytes, "octets");
}

interface FiledBlob {
  readonly file: PbfFile;
  /** Bytes of the files before. */
  readonly before: number;
  readonly blob: PlacedBlob;
}

async function* allBlobs(
  files: readonly PbfFile[],
  { issues, signal }: ReadRoadsOptions,
  skips?: ReadonlyMap<PbfFile, ReadonlySet<number>>,
): AsyncGenerator<FiledBlob> {
  let before = 0;
  for (const file of files) {
    const skip = skips?.get(file);
    const blobs = file.blobs({
      ...(skip === undefined ? {} : { skip }),
      // Pass by pass the same blobs come by: those with a skip list were counted in the pass before.
      ...(skip === undefined ? { onUnknownBlob: countUnknownBlob(issues) } : {}),
      signal,
    });
    for await (const blob of blobs) yield { file, before, blob };
    before += file.byteLength;
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
