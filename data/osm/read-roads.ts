import type { Roads } from "../../isochrones/model/roads.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { type Progress, stopIfAborted } from "../progress.ts";
import { mapInOrder } from "../../workers/map-in-order.ts";
import type { BlobPlace } from "./pbf/blob.ts";
import { PbfFile, type PlacedBlob } from "./pbf/pbf-reader.ts";
import type { CarProfile } from "./profile.ts";
import { NodeCollector } from "./roads/node-collector.ts";
import { rankIds } from "./roads/rank-ids.ts";
import { resolveRestrictions } from "./roads/restrictions.ts";
import { RoadCollector } from "./roads/road-collector.ts";
import { openRoadPool, rankSteps, type RoadPool } from "./roads/road-pool.ts";
import { joinWays } from "./roads/way-pieces.ts";

/** Compressed bytes that go to a thread at once: some hundredths of a second of work. */
const BATCH_BYTES = 1 << 18;

/** Batches under way beyond those that threads work on: some wait for a thread, some for their turn. */
const AHEAD = 2;

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
    const pool = openRoadPool(opened, options.profile, options.threads);
    try {
      return await readOpened({ files: opened, options, pool, bytes });
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
  /** Of all files. */
  readonly bytes: number;
}

async function readOpened(reading: Reading): Promise<{ roads: Roads; statistics: OsmStatistics }> {
  const { files, options, pool, bytes } = reading;
  const { issues, progress, signal } = options;
  progress.stage("Lecture des routes");
  const { ways, counts, nodeBlobs } = await readWays(reading);
  if (ways.wayCount === 0) refuseRoadless(files);

  progress.stage("Lecture des nœuds des routes");
  const { ids, ranks } = await rankIds(ways.takeRefs(), rankSteps(pool, signal));
  const nodes = await readNodes(reading, nodeBlobs, ids);

  const pieces = joinWays(ways, ranks, nodes, issues);
  if (pieces.wayOsmIds.length === 0) refuseRoadless(files);
  const restrictions = resolveRestrictions(ways.restrictions, pieces, ways.rejectedWays, issues);
  return { roads: { ...pieces, restrictions }, statistics: { ...counts, bytes } };
}

interface ReadWays {
  readonly ways: RoadCollector;
  readonly counts: Omit<OsmStatistics, "bytes">;
  /** The blobs that hold nodes. */
  readonly nodeBlobs: readonly FiledBlob[];
}

async function readWays(reading: Reading): Promise<ReadWays> {
  const { options, pool } = reading;
  const counts = { nodes: 0, ways: 0, relations: 0, blobs: 0 };
  const ways = new RoadCollector(options.issues);
  const nodeBlobs: FiledBlob[] = [];
  const blocks = eachBlock(reading, allBlobs(reading), async (blobs, signal) =>
    pool.run("takeRoads", blobs, { signal }),
  );
  for await (const { filed, taken } of blocks) {
    ways.add(taken);
    counts.blobs++;
    counts.nodes += taken.nodeCount;
    counts.ways += taken.wayCount;
    counts.relations += taken.relationCount;
    countDeleted(taken.deletedCount, filed, options.issues);
    if (taken.nodeCount > 0) nodeBlobs.push(filed);
  }
  return { ways, counts, nodeBlobs };
}

async function readNodes(
  reading: Reading,
  nodeBlobs: readonly FiledBlob[],
  wanted: Float64Array,
): Promise<NodeCollector> {
  const { options, pool } = reading;
  const nodes = new NodeCollector(wanted, options.issues);
  const blocks = eachBlock(reading, nodeBlobs, async (blobs, signal) =>
    pool.run("takeNodes", { blobs, wanted }, { signal }),
  );
  for await (const { filed, taken } of blocks) {
    nodes.add(taken);
    countDeleted(taken.deletedCount, filed, options.issues);
  }
  return nodes;
}

function countDeleted(count: number, { blob }: FiledBlob, issues: DataIssues): void {
  if (count > 0) issues.count("osm.object.deleted", "info", blob.place.where, count);
}

/** A blob, and how far all files are read with it. */
interface FiledBlob {
  readonly blob: PlacedBlob;
  readonly bytesDone: number;
}

/** The data blobs of all files in turn. */
async function* allBlobs({ files, options }: Reading): AsyncGenerator<FiledBlob> {
  const { issues, signal } = options;
  let before = 0;
  for (const file of files) {
    for await (const blob of file.blobs({ onUnknownBlob: countUnknownBlob(issues), signal })) {
      yield { blob, bytesDone: before + blob.end };
    }
    before += file.byteLength;
  }
}

/**
 * What is taken from each blob, in their order, with progress over the bytes of all files.
 *
 * @param take begins the work on some blobs in a row
 */
async function* eachBlock<Taken>(
  { options, pool, bytes }: Reading,
  blobs: Iterable<FiledBlob> | AsyncIterable<FiledBlob>,
  take: (blobs: readonly BlobPlace[], signal: AbortSignal) => Promise<readonly Taken[]>,
): AsyncGenerator<{ filed: FiledBlob; taken: Taken }> {
  const { progress, signal } = options;
  const work = async (batch: readonly FiledBlob[], workSignal: AbortSignal) => {
    const places = batch.map(({ blob }) => blob.place);
    return { batch, taken: await take(places, workSignal) };
  };
  const results = mapInOrder(batches(blobs), work, { limit: pool.width + AHEAD, signal });
  for await (const { batch, taken } of results) {
    for (const [at, filed] of batch.entries()) {
      yield { filed, taken: taken[at] };
      progress.advance(filed.bytesDone, bytes, "octets");
    }
  }
  progress.advance(bytes, bytes, "octets");
  // Whoever hears of the last piece may have had enough.
  stopIfAborted(signal);
}

/** Blobs in a row, as many as are worth a message to another thread. */
async function* batches(blobs: Iterable<FiledBlob> | AsyncIterable<FiledBlob>): AsyncGenerator<FiledBlob[]> {
  let batch: FiledBlob[] = [];
  let bytes = 0;
  for await (const filed of blobs) {
    batch.push(filed);
    bytes += filed.blob.place.bytes;
    if (bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
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
