import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { PbfWriter as WireWriter } from "pbf";
import { describe, expect, test } from "vitest";

import { BlockBuilder } from "../../../../data/osm/pbf/block-builder.ts";
import { decodeBlock } from "../../../../data/osm/pbf/block.ts";
import {
  BlockField,
  DenseField,
  GroupField,
  InfoField,
  NodeField,
  WayField,
} from "../../../../data/osm/pbf/format.ts";
import { PbfFile } from "../../../../data/osm/pbf/pbf-reader.ts";
import { frame, headerFrame, objectsOf, rawBlob, readObjects, zlibBlob } from "../../../helpers/osm-pbf.ts";
import { tempFile, tempFolder } from "../../../helpers/temp-folder.ts";

const EVERYTHING = { nodes: true, ways: true, relations: true };

/** A block with these strings, groups and scalar fields, in the order of the format's own writers. */
function block(
  strings: readonly string[],
  writeGroups: readonly ((group: WireWriter) => void)[],
  writeScalars: (pbf: WireWriter) => void = () => {},
): Uint8Array {
  const pbf = new WireWriter();
  pbf.writeMessage(
    BlockField.stringTable,
    (_, table) => {
      for (const text of strings) table.writeStringField(1, text);
    },
    null,
  );
  for (const writeGroup of writeGroups) {
    pbf.writeMessage(BlockField.group, (_, group) => writeGroup(group), null);
  }
  writeScalars(pbf);
  return pbf.finish();
}

function writeDense(group: WireWriter, fill: (dense: WireWriter) => void): void {
  group.writeMessage(GroupField.dense, (_, dense) => fill(dense), null);
}

describe("coordinates", () => {
  test("follow the block's granularity and offsets", () => {
    // The format: nanodegrees = offset + granularity * value.
    const bytes = block(
      [""],
      [
        (group) =>
          writeDense(group, (dense) => {
            dense.writePackedSVarint(DenseField.ids, [10, 1]);
            dense.writePackedSVarint(DenseField.lats, [3, -5]);
            dense.writePackedSVarint(DenseField.lons, [-7, 2]);
          }),
      ],
      (pbf) => {
        pbf.writeVarintField(BlockField.granularity, 1_000);
        pbf.writeVarintField(BlockField.latOffset, 45_000_000_001);
        pbf.writeVarintField(BlockField.lonOffset, -1_000_000_000);
      },
    );
    expect(objectsOf(decodeBlock(bytes, "test", EVERYTHING)).nodes).toEqual([
      { id: 10, lon: -1_000_000_000 - 7 * 1_000, lat: 45_000_000_001 + 3 * 1_000, tags: [] },
      { id: 11, lon: -1_000_000_000 - 5 * 1_000, lat: 45_000_000_001 - 2 * 1_000, tags: [] },
    ]);
  });

  test("of plain nodes follow them too, and their tags are read", () => {
    const bytes = block(
      ["", "highway", "stop"],
      [
        (group) =>
          group.writeMessage(
            GroupField.nodes,
            (_, node) => {
              node.writeSVarintField(NodeField.id, -42);
              node.writePackedVarint(NodeField.keys, [1]);
              node.writePackedVarint(NodeField.vals, [2]);
              node.writeSVarintField(NodeField.lat, 9);
              node.writeSVarintField(NodeField.lon, -9);
            },
            null,
          ),
      ],
      (pbf) => pbf.writeVarintField(BlockField.granularity, 10),
    );
    expect(objectsOf(decodeBlock(bytes, "test", EVERYTHING)).nodes).toEqual([
      { id: -42, lon: -90, lat: 90, tags: [["highway", "stop"]] },
    ]);
  });
});

describe("objects marked as deleted", () => {
  test("are left out of dense nodes, with their tags", () => {
    const bytes = block(
      ["", "k", "a", "b", "c"],
      [
        (group) =>
          writeDense(group, (dense) => {
            dense.writePackedSVarint(DenseField.ids, [1, 1, 1, 1]);
            dense.writeMessage(
              DenseField.info,
              (_, info) => info.writePackedBoolean(InfoField.visible, [false, true, false, true]),
              null,
            );
            dense.writePackedSVarint(DenseField.lats, [1, 1, 1, 1]);
            dense.writePackedSVarint(DenseField.lons, [1, 1, 1, 1]);
            dense.writePackedVarint(DenseField.keysVals, [1, 2, 0, 0, 1, 3, 0, 1, 4, 0]);
          }),
      ],
    );
    const decoded = decodeBlock(bytes, "test", EVERYTHING);
    expect(objectsOf(decoded).nodes).toEqual([
      { id: 2, lon: 200, lat: 200, tags: [] },
      { id: 4, lon: 400, lat: 400, tags: [["k", "c"]] },
    ]);
    expect(decoded.deletedCount).toBe(2);
    expect(decoded.nodeCount).toBe(4);
  });

  test("are left out of ways", () => {
    const writeWay = (group: WireWriter, id: number, visible: boolean) =>
      group.writeMessage(
        GroupField.ways,
        (_, way) => {
          way.writeVarintField(WayField.id, id);
          way.writeMessage(
            WayField.info,
            (_none, info) => info.writeBooleanField(InfoField.visible, visible),
            null,
          );
          way.writePackedSVarint(WayField.refs, [5, 1]);
        },
        null,
      );
    const bytes = block(
      [""],
      [
        (group) => {
          writeWay(group, 1, false);
          writeWay(group, 2, true);
        },
      ],
    );
    const decoded = decodeBlock(bytes, "test", EVERYTHING);
    expect(objectsOf(decoded).ways).toEqual([{ id: 2, refs: [5, 6], tags: [] }]);
    expect(decoded.deletedCount).toBe(1);
  });
});

describe("what a request leaves out", () => {
  const builder = new BlockBuilder();
  builder.addWay(1, [1, 2], { highway: "primary", name: "N1" });
  builder.addWay(2, [3, 4], { building: "yes" });
  builder.addWay(3, [5, 6], { route: "ferry" });
  builder.addWay(4, [7, 8], { "highway:note": "not a highway", higways: "nor this" });
  const bytes = builder.encode();

  test("ways without a wanted key are counted, not decoded", () => {
    const decoded = decodeBlock(bytes, "test", { ways: true, wayKeys: new Set(["highway", "route"]) });
    expect(objectsOf(decoded).ways.map((way) => way.id)).toEqual([1, 3]);
    expect(decoded.wayCount).toBe(4);
  });

  test("no wanted keys at all means every way", () => {
    const decoded = decodeBlock(bytes, "test", { ways: true, wayKeys: new Set() });
    expect(objectsOf(decoded).ways.map((way) => way.id)).toEqual([1, 2, 3, 4]);
  });

  test("kinds that were not asked for are counted only", () => {
    const decoded = decodeBlock(bytes, "test", { nodes: true });
    expect(objectsOf(decoded)).toEqual({ nodes: [], ways: [], relations: [] });
    expect(decoded.wayCount).toBe(4);
  });
});

describe("files of other writers", () => {
  const nodes = new BlockBuilder();
  nodes.addNode(7, 1, 2, {});
  const ways = new BlockBuilder();
  ways.addWay(8, [7, 7], { highway: "track" });

  test("may hold raw blobs and ways before nodes", async () => {
    const path = tempFile(
      "melange.osm.pbf",
      Buffer.concat([
        headerFrame(),
        frame("OSMData", rawBlob(ways.encode())),
        frame("OSMData", zlibBlob(nodes.encode())),
      ]),
    );
    expect(await readObjects(path)).toEqual({
      nodes: [{ id: 7, lon: 1e9, lat: 2e9, tags: [] }],
      ways: [{ id: 8, refs: [7, 7], tags: [["highway", "track"]] }],
      relations: [],
    });
  });

  test("may hold blobs of types that nobody knows: named and skipped", async () => {
    const path = tempFile(
      "index.osm.pbf",
      Buffer.concat([
        headerFrame(),
        frame("OSMIndex", new Uint8Array([1, 2, 3])),
        frame("OSMData", rawBlob(nodes.encode())),
      ]),
    );
    const unknown: string[] = [];
    const file = await PbfFile.open(path);
    let nodeCount = 0;
    const onUnknownBlob = (type: string, where: string) => unknown.push(`${where} ${type}`);
    for await (const { block: read } of file.blocks({}, { onUnknownBlob })) nodeCount += read.nodeCount;
    await file.close();
    expect(nodeCount).toBe(1);
    expect(unknown).toEqual([`index.osm.pbf@${headerFrame().length} OSMIndex`]);
  });

  test("larger than the reading window are read whole", async () => {
    // 40 raw blobs of about 90 kB, where a window holds 4 kB.
    const frames = Array.from({ length: 40 }, (_, index) => {
      const builder = new BlockBuilder();
      for (let id = 0; id < 8_000; id++) builder.addNode(index * 8_000 + id, Math.sin(id) * 180, 0, {});
      return frame("OSMData", rawBlob(builder.encode()));
    });
    const path = join(tempFolder(), "grand.osm.pbf");
    writeFileSync(path, Buffer.concat([headerFrame(), ...frames]));
    const { nodes: read } = await readObjects(path);
    expect(read.map((node) => node.id)).toEqual(Array.from({ length: 320_000 }, (_, id) => id));
  });
});
