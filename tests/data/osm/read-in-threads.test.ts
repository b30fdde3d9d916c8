import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { InputError } from "../../../data/input-error.ts";
import { DataIssues } from "../../../data/issues.ts";
import { carProfile } from "../../../data/osm/car-profile.ts";
import { BlockBuilder } from "../../../data/osm/pbf/block-builder.ts";
import { type ReadRoadsOptions, readRoads } from "../../../data/osm/read-roads.ts";
import { SILENT } from "../../../data/progress.ts";
import type { Roads } from "../../../isochrones/model/roads.ts";
import { frame, headerFrame, rawBlob, readObjects, zlibBlob } from "../../helpers/osm-pbf.ts";
import { turn } from "../../helpers/osm-roads.ts";
import { type PlainRoad, referenceRoads } from "../../helpers/reference-osm-roads.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const THREADS = [0, 1, 3];

/** Ids of a small world, so that objects meet, beyond 32 bits as OSM's are. */
const NODES = 400;
const WAYS = 150;
const BASE = 11e9;

async function read(paths: readonly string[], options: Partial<ReadRoadsOptions> = {}) {
  const issues = new DataIssues();
  const result = await readRoads(paths, { profile: carProfile, progress: SILENT, ...options, issues });
  return { ...result, issues: issues.list() };
}

/**
 * A block of one kind or several: nodes that are off Earth or there twice, ways of all sorts with nodes that may be
 * nowhere, restrictions.
 */
function randomBlock(random: Random): Uint8Array {
  const builder = new BlockBuilder();
  const node = (): number => BASE + random.int(0, NODES);
  for (let count = random.int(0, 20); count > 0; count--) {
    const tags = random.chance(0.2) ? { highway: random.pick(["stop", "traffic_signals", "crossing"]) } : {};
    const lat = random.chance(0.02) ? 91 : random.next();
    builder.addNode(node(), random.next(), lat, {
      ...tags,
      ...(random.chance(0.1) ? { barrier: "gate" } : {}),
    });
  }
  for (let count = random.int(0, 8); count > 0; count--) {
    const refs = Array.from({ length: random.int(1, 7) }, node);
    builder.addWay(BASE + random.int(0, WAYS), refs, {
      [random.chance(0.9) ? "highway" : "building"]: random.pick(["primary", "service", "footway", "track"]),
      ...(random.chance(0.5) ? { name: `Rue ${random.int(0, 30)}` } : {}),
      ...(random.chance(0.3) ? { maxspeed: random.pick(["30", "50", "FR:rural"]) } : {}),
      ...(random.chance(0.1) ? { access: random.pick(["no", "private", "destination"]) } : {}),
    });
  }
  for (let count = random.int(0, 2); count > 0; count--) {
    const kind = random.pick(["no_left_turn", "only_straight_on", "no_entry", "nonsense"]);
    const [from, to] = [BASE + random.int(0, WAYS), BASE + random.int(0, WAYS)];
    const { id, members, tags } = turn(random.int(0, 40), kind, [from], [to], { node: node() });
    builder.addRelation(id, members, tags);
  }
  return builder.encode();
}

/** Blobs, some of them long enough that not all go to a thread at once. */
function randomFile(random: Random, path: string): string {
  const blobs = Array.from({ length: random.int(30, 60) }, (_, at) => {
    const raw = randomBlock(random);
    if (at % 4 === 0) return frame("OSMData", zlibBlob(raw));
    // A field that readers do not know, 30 kB of it.
    const padding = Buffer.concat([Buffer.from([0x9a, 0x06, 0xb0, 0xea, 0x01]), Buffer.alloc(30_000, at)]);
    return frame("OSMData", rawBlob(Buffer.concat([raw, padding])));
  });
  writeFileSync(path, Buffer.concat([headerFrame(), ...blobs]));
  return path;
}

function plainRoads(roads: Roads): PlainRoad[] {
  return Array.from(roads.wayOsmIds, (osmId, way) => ({
    osmId,
    profile: JSON.stringify(roads.profiles[roads.wayProfiles[way]]),
    name: JSON.stringify(roads.names[roads.wayNames[way]]),
    nodes: Array.from(roads.wayNodes.subarray(roads.wayOffsets[way], roads.wayOffsets[way + 1]), (node) => ({
      id: roads.nodeOsmIds[node],
      lon: roads.nodeLons[node],
      lat: roads.nodeLats[node],
      obstacles: roads.nodeObstacles[node],
    })),
  }));
}

describe.each([1, 2, 3, 4, 5, 6])("random files, seed %i", (seed) => {
  test("give the roads and issues that are found object by object, in any number of threads", async () => {
    const random = seededRandom(seed);
    const folder = tempFolder();
    const files = ["a", "b"].map((name) => randomFile(random, join(folder, `${name}.osm.pbf`)));
    const expected = referenceRoads(await Promise.all(files.map(readObjects)), carProfile);
    const [inOwnThread, ...inThreads] = await Promise.all(
      THREADS.map(async (threads) => read(files, { threads })),
    );
    expect(plainRoads(inOwnThread.roads)).toEqual(expected.roads);
    expect(inOwnThread.issues.filter(({ code }) => !code.startsWith("osm.restriction"))).toEqual(
      expected.issues.list(),
    );
    expect(inOwnThread.roads.names[0]).toEqual({ name: "", ref: "" });
    for (const other of inThreads) expect(other).toEqual(inOwnThread);
  });
});

describe.each(THREADS)("with %i threads", (threads) => {
  /** A file of several batches whose blob `broken` is damaged; returns where that blob begins. */
  function damagedFile(broken: number): { path: string; offset: number } {
    const random = seededRandom(11);
    const blobs = Array.from({ length: 40 }, (_, at) => {
      const raw = Buffer.concat([randomBlock(random), Buffer.alloc(20_000)]);
      // Zeros are no field: such a block is refused.
      const isBroken = at === broken || at === broken + 1;
      return frame("OSMData", rawBlob(isBroken ? raw : raw.subarray(0, raw.length - 20_000)));
    });
    const before = [headerFrame(), ...blobs.slice(0, broken)];
    const path = join(tempFolder(), "abime.osm.pbf");
    writeFileSync(path, Buffer.concat([headerFrame(), ...blobs]));
    return { path, offset: before.reduce((sum, { length }) => sum + length, 0) };
  }

  test("the first damaged blob is told, as an InputError with its place", async () => {
    const { path, offset } = damagedFile(25);
    const error: unknown = await read([path], { threads }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({
      code: "osm.pbf.corrupt",
      message: `abime.osm.pbf@${offset}: damaged data: a field has the number 0`,
    });
  });

  test("reading stops in either pass when its signal is aborted", async () => {
    const path = randomFile(seededRandom(3), join(tempFolder(), "long.osm.pbf"));
    for (const stage of ["Lecture des routes", "Lecture des nœuds des routes"]) {
      const abort = new AbortController();
      let isThere = false;
      const progress = {
        stage: (name: string) => {
          isThere = name === stage;
        },
        advance: () => {
          if (isThere) abort.abort(new Error(`assez de ${stage}`));
        },
      };
      await expect(read([path], { threads, progress, signal: abort.signal })).rejects.toThrow(
        `assez de ${stage}`,
      );
    }
  });
});
