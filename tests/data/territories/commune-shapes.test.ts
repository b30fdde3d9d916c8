import { beforeAll, describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { loadCommuneDirectory, type CommuneDirectory } from "../../../data/territories/commune-directory.ts";
import { readCommuneShapes, type CommuneShapes } from "../../../data/territories/commune-shapes.ts";
import { tempFile } from "../../helpers/temp-folder.ts";

let directory: CommuneDirectory;
beforeAll(() => {
  directory = loadCommuneDirectory();
});

/** A square of 0.1°, its lower-left corner in tenths of a degree east of 9° and north of 42°. */
function square(x: number, y: number): number[][][] {
  const [west, south] = [9 + x / 10, 42 + y / 10];
  const [east, north] = [west + 0.1, south + 0.1];
  return [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ];
}

function feature(properties: object, x: number, y: number): object {
  return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: square(x, y) } };
}

async function readShapes(...features: readonly object[]): Promise<[CommuneShapes, DataIssues]> {
  const issues = new DataIssues();
  const file = tempFile("communes.geojson", JSON.stringify({ type: "FeatureCollection", features }));
  return [await readCommuneShapes([file], { issues, directory }), issues];
}

function told(issues: DataIssues): string[] {
  return issues.list().map(({ code, count }) => `${code} ${count}`);
}

describe("reading commune outlines", () => {
  test.each([
    ["IGN", { INSEE_COM: "2A004", NOM: "Ajaccio" }],
    ["Etalab", { code: "2A004", nom: "Ajaccio" }],
    ["INSEE", { codgeo: "2A004", libgeo: "Ajaccio" }],
    ["data.gouv", { insee: "2a004" }],
  ])("takes the property names of %s", async (_, properties) => {
    const [shapes, issues] = await readShapes(feature(properties, 0, 0));
    expect(shapes.communes).toEqual([directory.get("2A004")]);
    expect(shapes.shapes).toEqual([[square(0, 0)]]);
    expect(issues.list()).toEqual([]);
  });

  test("orders communes by code, joins the parts of one that merged, keeps the first of two", async () => {
    const [shapes, issues] = await readShapes(
      feature({ code: "93066" }, 0, 0),
      feature({ code: "2A004" }, 1, 0),
      feature({ code: "93059" }, 2, 0),
      feature({ code: "2A004" }, 3, 0),
      { type: "Feature", properties: { code: "2B033" }, geometry: null },
    );
    expect(shapes.communes.map(({ code }) => code)).toEqual(["2A004", "93066"]);
    expect(shapes.shapes).toEqual([[square(1, 0)], [square(0, 0), square(2, 0)]]);
    expect(told(issues)).toEqual([
      "commune.shape.duplicate 1",
      "commune.shape.empty 1",
      "commune.shape.merged 1",
    ]);
  });

  test("keeps a commune that no code knows, under what the file says of it", async () => {
    const [shapes, issues] = await readShapes(
      feature({ code: "99001", nom: "Bourg-Fictif", dep: "99", epci: "999000001", population: 1200 }, 0, 0),
    );
    expect(shapes.communes).toEqual([
      {
        code: "99001",
        name: "Bourg-Fictif",
        departementCode: "99",
        regionCode: "",
        epciCode: "999000001",
        postcodes: [],
        legalPopulation: 1200,
      },
    ]);
    expect(told(issues)).toEqual(["commune.code.unknown 1"]);
  });

  test("leaves heights out", async () => {
    const withHeights = {
      type: "Polygon",
      coordinates: square(0, 0).map((ring) => ring.map((p) => [...p, 12])),
    };
    const [shapes] = await readShapes({
      type: "Feature",
      properties: { code: "2A004" },
      geometry: withHeights,
    });
    expect(shapes.shapes).toEqual([[square(0, 0)]]);
  });

  const good = feature({ code: "2A004" }, 0, 0);
  const withGeometry = (geometry: object): object => ({
    type: "Feature",
    properties: { code: "2A041" },
    geometry,
  });
  test.each<[string, object, string, string]>([
    [
      "no code",
      feature({ nom: "X" }, 0, 0),
      "communes.code",
      "properties nom, expected a code (code, insee_com",
    ],
    [
      "a point",
      withGeometry({ type: "Point", coordinates: [9, 42] }),
      "geojson.geometry",
      'geometry of type "Point"',
    ],
    ["no coordinates", withGeometry({ type: "MultiPolygon" }), "geojson.geometry", "no coordinates"],
    [
      "no rings",
      withGeometry({ type: "Polygon", coordinates: [] }),
      "geojson.geometry",
      "a polygon without rings",
    ],
    [
      "a ring of three",
      withGeometry({ type: "Polygon", coordinates: [square(0, 0)[0].slice(0, 3)] }),
      "geojson.geometry",
      "a ring of fewer than 4",
    ],
    [
      "an open ring",
      withGeometry({ type: "Polygon", coordinates: [square(0, 0)[0].slice(0, 4)] }),
      "geojson.geometry",
      "a ring from 9,42 to 9,42.1",
    ],
    [
      "words for numbers",
      withGeometry({
        type: "Polygon",
        coordinates: [
          [
            ["9", "42"],
            [1, 2],
            [3, 4],
            [5, 6],
          ],
        ],
      }),
      "geojson.geometry",
      'position ["9","42"], expected [lon, lat]',
    ],
    [
      "metres of Lambert 93",
      withGeometry({
        type: "Polygon",
        coordinates: [
          [
            [1176000, 6105000],
            [1, 2],
            [3, 4],
            [1176000, 6105000],
          ],
        ],
      }),
      "geojson.crs",
      "coordinates 1176000, 6105000 of a projected system, expected degrees (WGS 84",
    ],
  ])("%s is refused by file and feature", async (_, bad, code, message) => {
    const reading = readShapes(good, bad);
    await expect(reading).rejects.toMatchObject({ name: "InputError", code });
    await expect(reading).rejects.toThrow(/^communes\.geojson feature 2 \(byte \d+\): /);
    await expect(reading).rejects.toThrow(message);
  });

  test("a collection without outlines is refused", async () => {
    await expect(readShapes()).rejects.toMatchObject({ code: "communes.none" });
  });
});
