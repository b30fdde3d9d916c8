import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { readGeojsonFeatures, type RawFeature } from "../../data/geojson-features.ts";
import { InputError } from "../../data/input-error.ts";
import { tempFile, tempFolder } from "../helpers/temp-folder.ts";

async function read(file: string): Promise<RawFeature[]> {
  const features: RawFeature[] = [];
  for await (const feature of readGeojsonFeatures(file)) features.push(feature);
  return features;
}

const feature = (properties: object, geometry: object | null = null) => ({
  type: "Feature",
  properties,
  geometry,
});

/** Brackets and quotes in strings, a "features" that is not the one, members before and after. */
const TRICKY = {
  type: "FeatureCollection",
  name: 'l\'été "des" [crochets}',
  meta: { features: [1, 2, { features: [] }] },
  features: [
    feature(
      { nom: "Orée", code: "49126", "": 'a "quoted" \\ back]slash' },
      { type: "Point", coordinates: [1, 2] },
    ),
    feature({ nested: { deep: [[], [{}], "}"] } }),
    feature({}),
  ],
  after: "features",
  more: [1],
};

describe("a gzipped collection", () => {
  const zipped = gzipSync(JSON.stringify(TRICKY));

  test("is read as the plain one", async () => {
    const plain = await read(tempFile("plain.geojson", JSON.stringify(TRICKY)));
    const gzipped = await read(tempFile("plain.geojson.gz", zipped));
    expect(gzipped.map(({ properties }) => properties)).toEqual(plain.map(({ properties }) => properties));
  });

  test("that is cut, altered or of something else is refused", async () => {
    for (let length = 3; length < zipped.length; length += 5) {
      const file = tempFile("cut.geojson.gz", zipped.subarray(0, length));
      await expect(read(file), `${length} bytes`).rejects.toThrow(InputError);
    }
    const altered = Buffer.from(zipped);
    altered[zipped.length - 6] ^= 1;
    await expect(read(tempFile("altered.geojson.gz", altered))).rejects.toThrow(/cut or altered gzip file/u);
    await expect(read(tempFile("csv.geojson.gz", gzipSync("a,b\n")))).rejects.toThrow(
      /plain text, expected/u,
    );
  });
});

describe("reading the features of a collection", () => {
  test("gives what JSON.parse gives, one feature at a time", async () => {
    for (const text of [
      JSON.stringify(TRICKY),
      JSON.stringify(TRICKY, null, 2),
      `\uFEFF${JSON.stringify(TRICKY)}`,
    ]) {
      const features = await read(tempFile("a.geojson", text));
      expect(features.map(({ properties, geometry }) => feature(properties, geometry))).toEqual(
        TRICKY.features,
      );
    }
  });

  test("names each feature and its byte", async () => {
    const text = JSON.stringify(TRICKY);
    const [first, second] = await read(tempFile("a.geojson", text));
    const byteOf = (index: number): number => {
      const before = text.slice(0, text.indexOf(JSON.stringify(TRICKY.features[index])));
      return Buffer.byteLength(before);
    };
    expect(first?.where).toBe(`a.geojson feature 1 (byte ${byteOf(0)})`);
    expect(second?.where).toBe(`a.geojson feature 2 (byte ${byteOf(1)})`);
  });

  test("features longer than a piece of the file come whole", async () => {
    const long = feature({ text: "é]}".repeat(200_000) });
    const collection = { type: "FeatureCollection", features: [feature({}), long, feature({ n: 2 })] };
    const features = await read(tempFile("a.geojson", JSON.stringify(collection)));
    expect(features.map(({ properties }) => properties)).toEqual([{}, long.properties, { n: 2 }]);
  });

  test("a collection without features is none to read, not an error", async () => {
    expect(await read(tempFile("a.geojson", '{"type":"FeatureCollection","features":[]}'))).toEqual([]);
  });

  test("a file cut at any byte is refused", async () => {
    const bytes = Buffer.from(JSON.stringify(TRICKY));
    const path = join(tempFolder(), "cut.geojson");
    for (let end = 0; end < bytes.length; end++) {
      writeFileSync(path, bytes.subarray(0, end));
      const error = await read(path).then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error, `cut at byte ${end}`).toBeInstanceOf(InputError);
    }
  });

  test.each([
    ["an empty file", "", "geojson.foreign", "an empty file"],
    ["a CSV", "code,nom\n1,2\n", "geojson.foreign", "plain text"],
    ["a ZIP", "PK\u0003\u0004", "geojson.foreign", "a ZIP archive"],
    [
      "a lone feature",
      JSON.stringify(feature({})),
      "geojson.structure",
      'type "Feature", expected a FeatureC',
    ],
    ["an array", "[1, 2]", "geojson.structure", "an array, expected a FeatureCollection"],
    ["TopoJSON", '{"type":"Topology","arcs":[]}', "geojson.structure", 'type "Topology"'],
    ["no features", '{"type":"FeatureCollection"}', "geojson.structure", "no array of features"],
    [
      "a number among features",
      '{"type":"FeatureCollection","features":[3]}',
      "geojson.structure",
      "not a Feature",
    ],
    [
      "a text among features",
      '{"type":"FeatureCollection","features":["{"]}',
      "geojson.structure",
      "not a Feature",
    ],
    [
      "another object",
      '{"type":"FeatureCollection","features":[{"type":"X"}]}',
      "geojson.structure",
      "feature 1 (",
    ],
    [
      "properties as a list",
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":[]}]}',
      "geojson.structure",
      "properties",
    ],
    [
      "broken JSON in a feature",
      '{"type":"FeatureCollection","features":[{"type":,}]}',
      "geojson.syntax",
      "feature 1 (byte 40)",
    ],
    ["broken JSON around them", '{"type":"FeatureCollection",,"features":[]}', "geojson.syntax", "not JSON"],
    ["text after the end", '{"type":"FeatureCollection","features":[]} more', "geojson.syntax", "not JSON"],
  ])("%s is refused by its place", async (_, text, code, message) => {
    await expect(read(tempFile("a.geojson", text))).rejects.toMatchObject({
      name: "InputError",
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  test("other JSON is refused before it fills the memory", async () => {
    const text = JSON.stringify({ objects: Array.from({ length: 300_000 }, (_, index) => ({ index })) });
    await expect(read(tempFile("a.json", text))).rejects.toThrow("JSON of another kind");
  });
});
