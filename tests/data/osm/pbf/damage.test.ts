import { writeFileSync } from "node:fs";
import { join } from "node:path";

import fc from "fast-check";
import { PbfWriter as WireWriter } from "pbf";
import { describe, expect, test } from "vitest";

import { InputError } from "../../../../data/input-error.ts";
import { BlockBuilder } from "../../../../data/osm/pbf/block-builder.ts";
import { decodeBlock } from "../../../../data/osm/pbf/block.ts";
import {
  BlobField,
  BlobHeaderField,
  BlockField,
  GroupField,
  WayField,
} from "../../../../data/osm/pbf/format.ts";
import {
  frame,
  headerFrame,
  objectsOf,
  pbfBytes,
  rawBlob,
  readObjects,
  zlibBlob,
} from "../../../helpers/osm-pbf.ts";
import { tempFile, tempFolder } from "../../../helpers/temp-folder.ts";

const EVERYTHING = { nodes: true, ways: true, relations: true };

async function codeOf(read: Promise<unknown>): Promise<string> {
  try {
    await read;
    return "read";
  } catch (error) {
    if (error instanceof InputError) return error.code;
    throw error;
  }
}

function smallBlock(): Uint8Array {
  const builder = new BlockBuilder();
  builder.addNode(1, 6.1, 45.9, { highway: "stop", name: "Été" });
  builder.addNode(5_000_000_000, 6.2, 45.8, {});
  builder.addWay(12, [1, 5_000_000_000, 1], { highway: "primary", ref: "D 1508" });
  builder.addRelation(
    -9,
    [
      { type: "way", ref: 12, role: "from" },
      { type: "node", ref: 1, role: "via" },
    ],
    { type: "restriction" },
  );
  return builder.encode();
}

describe("a file that was cut", () => {
  const nodes = Array.from({ length: 30 }, (_, id) => ({
    id,
    lon: id / 10,
    lat: -id / 10,
    tags: { id: `${id}` },
  }));

  test("is refused wherever the cut is, when it has one data blob", async () => {
    const whole = await pbfBytes({ nodes });
    const path = join(tempFolder(), "coupe.osm.pbf");
    for (let length = 0; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      expect(await codeOf(readObjects(path)), `cut after ${length} bytes`).toMatch(
        /^osm\.pbf\.(empty|not_pbf|truncated|no_data)$/,
      );
    }
    writeFileSync(path, whole);
    expect(await codeOf(readObjects(path))).toBe("read");
  });

  test("is refused inside any blob; between two data blobs the format cannot tell", async () => {
    const onlyNodes = await pbfBytes({ nodes });
    const whole = await pbfBytes({ nodes, ways: [{ id: 1, refs: [1, 2], tags: { highway: "service" } }] });
    const path = join(tempFolder(), "coupe.osm.pbf");
    for (let length = onlyNodes.length + 1; length < whole.length; length++) {
      writeFileSync(path, whole.subarray(0, length));
      expect(await codeOf(readObjects(path)), `cut after ${length} bytes`).toBe("osm.pbf.truncated");
    }
    writeFileSync(path, whole.subarray(0, onlyNodes.length));
    expect(await codeOf(readObjects(path))).toBe("read");
  });

  test("says where it ends and which blob that is", async () => {
    const whole = await pbfBytes({ nodes });
    const dataStart = whole.indexOf("OSMData") - 6;
    const path = tempFile("coupe.osm.pbf", whole.subarray(0, whole.length - 1));
    await expect(readObjects(path)).rejects.toThrow(
      `coupe.osm.pbf@${dataStart}: the file ends at byte ${whole.length - 1} inside a blob`,
    );
  });
});

describe("damaged bytes", () => {
  test("of a block give an InputError or other values, whichever byte changes", () => {
    const bytes = smallBlock();
    let refused = 0;
    for (let at = 0; at < bytes.length; at++) {
      const original = bytes[at];
      for (let value = 0; value < 256; value++) {
        bytes[at] = value;
        refused += isRefused(bytes, `byte ${at} is ${value}`) ? 1 : 0;
      }
      bytes[at] = original;
    }
    expect(refused).toBeGreaterThan(bytes.length);
    expect(isRefused(bytes, "undamaged")).toBe(false);
  });

  test("of a block cut short give an InputError or fewer objects", () => {
    const bytes = smallBlock();
    const refused = Array.from(bytes, (_, length) => isRefused(bytes.subarray(0, length), `${length} bytes`));
    expect(refused.filter(Boolean).length).toBeGreaterThan(bytes.length / 2);
  });

  test("that are no block at all give an InputError or nothing", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        isRefused(bytes, "noise");
      }),
      { numRuns: 3_000 },
    );
  });

  test("of a file with raw blobs, several at a time, never give anything but an InputError", async () => {
    const whole = Buffer.concat([headerFrame(), frame("OSMData", rawBlob(smallBlock()))]);
    const path = join(tempFolder(), "abime.osm.pbf");
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const damaged = Buffer.from(whole);
        for (const [at, value] of changes) damaged[at] = value;
        writeFileSync(path, damaged);
        await codeOf(readObjects(path));
      }),
      { numRuns: 300 },
    );
  });

  test("name the file and the byte of the blob", async () => {
    const header = headerFrame();
    const path = tempFile(
      "abime.osm.pbf",
      Buffer.concat([header, frame("OSMData", rawBlob(new Uint8Array([0x0a, 0x7f])))]),
    );
    await expect(readObjects(path)).rejects.toThrow(
      `abime.osm.pbf@${header.length}: damaged data: field 1 runs`,
    );
  });

  test("with a string index beyond the table are refused", () => {
    const pbf = new WireWriter();
    pbf.writeMessage(BlockField.stringTable, (_, table) => table.writeStringField(1, ""), null);
    pbf.writeMessage(
      BlockField.group,
      (_, group) =>
        group.writeMessage(
          GroupField.ways,
          (_none, way) => {
            way.writeVarintField(WayField.id, 1);
            way.writePackedVarint(WayField.keys, [1]);
            way.writePackedVarint(WayField.vals, [0]);
          },
          null,
        ),
      null,
    );
    expect(() => decodeBlock(pbf.finish(), "f@1", EVERYTHING)).toThrow(
      "f@1: damaged data: a way's keys holds 1, expected less than 1",
    );
  });

  test("with a number of eleven bytes are refused", () => {
    const endless = new Uint8Array([...smallBlock(), 0x88, 0x01, ...Array<number>(10).fill(0x80), 0x01]);
    expect(() => decodeBlock(endless, "f@1", EVERYTHING)).toThrow("a number does not end");
  });
});

describe("a blob", () => {
  const bytes = smallBlock();
  const withBlob = (blob: Uint8Array) =>
    tempFile("bloc.osm.pbf", Buffer.concat([headerFrame(), frame("OSMData", blob)]));

  test("that inflates beyond its declared size is refused", async () => {
    const bomb = zlibBlob(new Uint8Array(30_000_000), 1_000);
    expect(bomb.length).toBeLessThan(100_000);
    await expect(readObjects(withBlob(bomb))).rejects.toThrow(
      "a blob inflates beyond the 1000 bytes that it declares",
    );
    expect(await codeOf(readObjects(withBlob(zlibBlob(bytes, bytes.length - 1))))).toBe("osm.blob.size");
  });

  test("that inflates to less than its declared size is refused", async () => {
    await expect(readObjects(withBlob(zlibBlob(bytes, bytes.length + 1)))).rejects.toThrow(
      `a blob inflates to ${bytes.length} bytes, expected the ${bytes.length + 1} that it declares`,
    );
  });

  test("that declares more than 32 MiB is refused before it is inflated", async () => {
    expect(await codeOf(readObjects(withBlob(zlibBlob(bytes, 32 * 1024 * 1024 + 1))))).toBe(
      "osm.pbf.corrupt",
    );
  });

  test("whose zlib data are damaged is refused", async () => {
    const blob = Buffer.from(zlibBlob(bytes));
    blob.fill(0x55, blob.length - 40);
    expect(await codeOf(readObjects(withBlob(blob)))).toBe("osm.blob.inflate");
  });

  test.each([
    ["lzma", BlobField.lzma],
    ["bzip2", BlobField.bzip2],
    ["lz4", BlobField.lz4],
    ["zstd", BlobField.zstd],
  ])("compressed with %s is refused by name", async (name, field) => {
    const blob = new WireWriter();
    blob.writeVarintField(BlobField.rawSize, bytes.length);
    blob.writeBytesField(field, bytes);
    await expect(readObjects(withBlob(blob.finish()))).rejects.toThrow(
      `compressed with ${name}, expected zlib or none`,
    );
  });

  test("without data, or without its size, is refused", async () => {
    const noSize = new WireWriter();
    noSize.writeBytesField(BlobField.zlib, bytes);
    expect(await codeOf(readObjects(withBlob(noSize.finish())))).toBe("osm.pbf.corrupt");
    expect(await codeOf(readObjects(withBlob(new Uint8Array(0))))).toBe("osm.pbf.corrupt");
  });

  test("whose header says more than 32 MiB, or is longer than 64 KiB, is refused", async () => {
    const header = new WireWriter();
    header.writeStringField(BlobHeaderField.type, "OSMData");
    header.writeVarintField(BlobHeaderField.dataSize, 32 * 1024 * 1024 + 1);
    const headerBytes = header.finish();
    const huge = Buffer.concat([headerFrame(), Buffer.from([0, 0, 0, headerBytes.length]), headerBytes]);
    expect(await codeOf(readObjects(tempFile("a.osm.pbf", huge)))).toBe("osm.pbf.corrupt");
    const long = Buffer.concat([headerFrame(), Buffer.from([0, 1, 0, 1]), Buffer.alloc(70_000)]);
    await expect(readObjects(tempFile("b.osm.pbf", long))).rejects.toThrow("a blob header of 65537 bytes");
  });
});

describe("what is no OSM PBF, or not one for us", () => {
  test("an empty file is called empty", async () => {
    await expect(readObjects(tempFile("vide.osm.pbf", ""))).rejects.toThrow(
      "vide.osm.pbf: empty file, expected an OSM PBF",
    );
  });

  test.each([
    ["<?xml version='1.0'?><osm/>", '3c 3f 78 6d 6c 20 76 65 ("<?xml ve")'],
    ["PK\u0003\u0004zip", '50 4b 03 04 7a 69 70 ("PK..zip")'],
    ["a", '61 ("a")'],
    ["\0\0\0\u0020ftypisom", '00 00 00 20 66 74 79 70 ("... ftyp")'],
  ])("%j is shown by its first bytes", async (contents, shown) => {
    await expect(readObjects(tempFile("autre.pbf", contents))).rejects.toThrow(
      `autre.pbf@0: not an OSM PBF: first bytes are ${shown}`,
    );
  });

  test("a file that starts with data has no header", async () => {
    const path = tempFile("sans.osm.pbf", frame("OSMData", rawBlob(smallBlock())));
    await expect(readObjects(path)).rejects.toThrow(
      "sans.osm.pbf@0: the first blob is OSMData, expected OSMHeader",
    );
  });

  test("a history file is refused by name", async () => {
    const features = ["OsmSchema-V0.6", "DenseNodes", "HistoricalInformation"];
    const path = tempFile("histoire.osh.pbf", headerFrame(features));
    await expect(readObjects(path)).rejects.toThrow("a history file (HistoricalInformation)");
  });

  test("a feature that nobody knows is refused by name", async () => {
    const path = tempFile("futur.osm.pbf", headerFrame(["OsmSchema-V0.6", "Quantum"]));
    await expect(readObjects(path)).rejects.toThrow(
      'futur.osm.pbf@0: the file requires "Quantum", expected no more than OsmSchema-V0.6 and DenseNodes',
    );
  });

  test("a file that is not there, or is a folder, is refused by its name alone", async () => {
    const folder = tempFolder();
    await expect(readObjects(join(folder, "absent.osm.pbf"))).rejects.toThrow(
      /^absent\.osm\.pbf: cannot be opened \(ENOENT\)/,
    );
    expect(await codeOf(readObjects(folder))).toBe("osm.file.unreadable");
  });
});

/** Decodes everything, tags too; false where that works, true for an InputError. Any other error fails the test. */
function isRefused(bytes: Uint8Array, what: string): boolean {
  try {
    objectsOf(decodeBlock(bytes, "test", EVERYTHING));
    return false;
  } catch (error) {
    if (error instanceof InputError) return true;
    throw new Error(`${what}: ${String(error)}`, { cause: error });
  }
}
