import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { inflateSync } from "node:zlib";

import fc from "fast-check";
import { PbfReader } from "pbf";
import { describe, expect, test } from "vitest";

import { PbfFile } from "../../../../data/osm/pbf/pbf-reader.ts";
import { PbfWriter } from "../../../../data/osm/pbf/pbf-writer.ts";
import type { OsmWorld } from "../../../helpers/osm-pbf.ts";
import { pbfBytes, readObjects } from "../../../helpers/osm-pbf.ts";
import { tempFolder } from "../../../helpers/temp-folder.ts";

const UNITS_PER_DEGREE = 1e7;
const MAX_ID = 2 ** 51;

const anyId = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: -MAX_ID, max: MAX_ID }));
const text = fc.string({ unit: "grapheme", maxLength: 12 });
const anyTags = fc.dictionary(fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }), text, {
  maxKeys: 4,
  noNullPrototype: true,
});
const degrees = (limit: number) =>
  fc
    .integer({ min: -limit * UNITS_PER_DEGREE, max: limit * UNITS_PER_DEGREE })
    .map((units) => units / UNITS_PER_DEGREE);

const anyWorld: fc.Arbitrary<Required<OsmWorld>> = fc.record({
  nodes: fc.array(fc.record({ id: anyId, lon: degrees(180), lat: degrees(90), tags: anyTags }), {
    maxLength: 40,
  }),
  ways: fc.array(fc.record({ id: anyId, refs: fc.array(anyId, { maxLength: 20 }), tags: anyTags }), {
    maxLength: 20,
  }),
  relations: fc.array(
    fc.record({
      id: anyId,
      members: fc.array(
        fc.record({ type: fc.constantFrom("node", "way", "relation"), ref: anyId, role: text }),
        { maxLength: 8 },
      ),
      tags: anyTags,
    }),
    { maxLength: 10 },
  ),
});

describe("a file that our writer makes", () => {
  test("reads back as it was written, whatever its ids, places, Unicode tags and members", async () => {
    const path = join(tempFolder(), "monde.osm.pbf");
    const isNotEmpty = (world: Required<OsmWorld>) =>
      world.nodes.length + world.ways.length + world.relations.length > 0;
    await fc.assert(
      fc.asyncProperty(anyWorld.filter(isNotEmpty), async (world) => {
        writeFileSync(path, await pbfBytes(world));
        const read = await readObjects(path);
        expect(read.nodes).toEqual(
          world.nodes.map(({ id, lon, lat, tags }) => ({
            id,
            lon: toNanodegrees(lon),
            lat: toNanodegrees(lat),
            tags: Object.entries(tags ?? {}),
          })),
        );
        expect(read.ways).toEqual(
          world.ways.map(({ id, refs, tags }) => ({ id, refs, tags: Object.entries(tags) })),
        );
        expect(read.relations).toEqual(
          world.relations.map(({ id, members, tags }) => ({ id, members, tags: Object.entries(tags) })),
        );
      }),
      { numRuns: 100 },
    );
  });

  test("keeps what its header says", async () => {
    const chunks: Uint8Array[] = [];
    const writer = new PbfWriter((bytes) => void chunks.push(bytes));
    await writer.header({
      bbox: [-5.25, 41.5, 9.75, 51.125],
      writingProgram: "trente",
      source: "données fictives",
      replicationTimestamp: 1_700_000_000,
    });
    await writer.node(1, 0, 0);
    await writer.end();
    const path = join(tempFolder(), "entete.osm.pbf");
    writeFileSync(path, Buffer.concat(chunks));

    const file = await PbfFile.open(path);
    await file.close();

    expect(file.header).toMatchObject({
      requiredFeatures: ["OsmSchema-V0.6", "DenseNodes"],
      writingProgram: "trente",
      source: "données fictives",
      replicationTimestamp: 1_700_000_000,
    });
    expect(file.header.bbox?.map((side) => side.toFixed(9))).toEqual([
      "-5.250000000",
      "41.500000000",
      "9.750000000",
      "51.125000000",
    ]);
  });

  test("holds blocks of 8 000 objects of one kind", async () => {
    const path = join(tempFolder(), "blocs.osm.pbf");
    const nodes = Array.from({ length: 16_001 }, (_, id) => ({ id, lon: id / 1e4, lat: 0 }));
    writeFileSync(path, await pbfBytes({ nodes, ways: [{ id: 1, refs: [0, 1], tags: {} }] }));
    const file = await PbfFile.open(path);
    const counts: number[][] = [];
    for await (const { block } of file.blocks({})) counts.push([block.nodeCount, block.wayCount]);
    await file.close();
    expect(counts).toEqual([
      [8000, 0],
      [8000, 0],
      [1, 0],
      [0, 1],
    ]);
  });

  test("may be put together from parts: their blocks follow those of a file with a header", async () => {
    const path = join(tempFolder(), "parties.osm.pbf");
    const whole = await pbfBytes({ nodes: [{ id: 1, lon: 1, lat: 2 }] });
    const parts: { bytes: Uint8Array; kind: string | null }[] = [];
    const part = PbfWriter.part((bytes, kind) => {
      parts.push({ bytes, kind });
    });
    await part.node(2, 3, 4);
    await part.way(5, [1, 2], { highway: "primary" });
    await part.end();
    expect(parts.map(({ kind }) => kind)).toEqual(["nodes", "ways"]);
    writeFileSync(path, Buffer.concat([whole, ...parts.map(({ bytes }) => bytes)]));
    const { nodes, ways } = await readObjects(path);
    expect(nodes.map(({ id }) => id)).toEqual([1, 2]);
    expect(ways).toMatchObject([{ id: 5, refs: [1, 2] }]);
  });

  test("tells the last edit of its objects where it was given", async () => {
    const info = (version: number) => ({
      version,
      timestamp: 1_700_000_000 - version,
      changeset: 1_000 + version,
    });
    const blocks: Uint8Array[] = [];
    const writer = PbfWriter.part((bytes) => {
      blocks.push(bytes);
    });
    await writer.node(1, 0, 0, {}, info(3));
    await writer.node(2, 0, 0, {}, info(1));
    await writer.way(1, [1, 2], {}, info(7));
    await writer.end();
    // Numbers of fields as in osmformat.proto: group, then dense nodes with DenseInfo, or way with Info.
    const dense = fieldOf(fieldOf(fieldOf(inflated(blocks[0]), 2), 2), 5);
    expect(packed(fieldOf(dense, 1), (pbf) => pbf.readVarint())).toEqual([3, 1]);
    expect(packed(fieldOf(dense, 2), (pbf) => pbf.readSVarint())).toEqual([1_699_999_997, 2]);
    expect(packed(fieldOf(dense, 3), (pbf) => pbf.readSVarint())).toEqual([1_003, -2]);
    const way = fieldOf(fieldOf(fieldOf(inflated(blocks[1]), 2), 3), 4);
    const numbers = new PbfReader(way).readFields((tag, list: number[], pbf) => {
      list[tag] = pbf.readVarint();
    }, []);
    expect(numbers.slice(1)).toEqual([7, 1_699_999_993, 1_007]);
  });

  test("has the same bytes each time", async () => {
    const world: OsmWorld = {
      nodes: [{ id: 1, lon: 1, lat: 2, tags: { name: "Évian", ref: "N5" } }],
      ways: [{ id: 2, refs: [1, 1], tags: { ref: "N5" } }],
    };
    expect((await pbfBytes(world)).equals(await pbfBytes(world))).toBe(true);
  });
});

describe("the writer", () => {
  const discard = () => {};

  test("refuses a block of nodes of which some have an edit and others none", async () => {
    const writer = PbfWriter.part(discard);
    await writer.node(1, 0, 0, {}, { version: 1, timestamp: 1, changeset: 1 });
    await writer.node(2, 0, 0);
    await expect(writer.end()).rejects.toThrow("some nodes of a block have an info");
  });

  test("refuses nodes after ways", async () => {
    const writer = new PbfWriter(discard);
    await writer.header({ bbox: [0, 0, 1, 1], writingProgram: "", source: "" });
    await writer.way(1, [1, 2], {});
    await expect(writer.node(1, 0, 0)).rejects.toThrow("nodes were given after ways");
  });

  test("refuses objects before the header and after the end", async () => {
    const writer = new PbfWriter(discard);
    await expect(writer.node(1, 0, 0)).rejects.toThrow("before header()");
    await writer.header({ bbox: [0, 0, 1, 1], writingProgram: "", source: "" });
    await writer.end();
    await expect(writer.node(1, 0, 0)).rejects.toThrow("after end()");
  });

  test.each([
    [181, 0],
    [0, -90.5],
    [Number.NaN, 0],
  ])("refuses a node at [%d, %d]", async (lon, lat) => {
    const writer = new PbfWriter(discard);
    await writer.header({ bbox: [0, 0, 1, 1], writingProgram: "", source: "" });
    await expect(writer.node(1, lon, lat)).rejects.toThrow("expected degrees");
  });

  test.each([1.5, 2 ** 52, Number.NaN])("refuses the id %d", async (id) => {
    const writer = new PbfWriter(discard);
    await writer.header({ bbox: [0, 0, 1, 1], writingProgram: "", source: "" });
    await expect(writer.way(id, [], {})).rejects.toThrow("expected an integer within");
  });
});

/** Contents of the block in a file's bytes: length of its header, header, blob. */
function inflated(bytes: Uint8Array): Uint8Array {
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  return inflateSync(fieldOf(bytes.subarray(4 + headerLength), 3));
}

/** The bytes of the first field with a number. */
function fieldOf(bytes: Uint8Array, wanted: number): Uint8Array {
  const found = new PbfReader(bytes).readFields((tag, list: Uint8Array[], pbf) => {
    if (tag === wanted) list.push(pbf.readBytes());
  }, []);
  return found[0];
}

function packed(bytes: Uint8Array, read: (pbf: PbfReader) => number): number[] {
  const pbf = new PbfReader(bytes);
  const values: number[] = [];
  while (pbf.pos < pbf.length) values.push(read(pbf));
  return values;
}

function toNanodegrees(degree: number): number {
  return Math.round(degree * UNITS_PER_DEGREE) * 100;
}
