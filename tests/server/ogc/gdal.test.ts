import { execFile, spawnSync } from "node:child_process";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import type { FeatureCollection, Point } from "geojson";
import { describe, expect, test } from "vitest";

import { testApp } from "../../helpers/app.ts";
import { ALL, ORIGIN, PLACED, STEP, ogcApp } from "../../helpers/ogc-world.ts";
import type { OgcJson } from "../../helpers/ogc-world.ts";

const run = promisify(execFile);
const LAMBERT = "http://www.opengis.net/def/crs/EPSG/0/2154";

/** `[major, minor]` of the GDAL that is installed; null without one. */
function gdalVersion(): [number, number] | null {
  const { stdout } = spawnSync("ogrinfo", ["--version"], { encoding: "utf8" });
  const match = /^GDAL (\d+)\.(\d+)/.exec(stdout ?? "");
  return match === null ? null : [Number(match[1]), Number(match[2])];
}

const version = gdalVersion();
/** The driver takes `-oo CRS` since 3.7. */
const knowsCrs = version !== null && (version[0] > 3 || version[1] >= 7);
const WITHOUT = version === null ? " (skipped: no ogrinfo here; Debian's package is gdal-bin)" : "";

interface Served {
  /** As GDAL's OAPIF driver takes it. */
  readonly address: string;
  /** Paths and queries that were asked for. */
  readonly asked: string[];
  readonly json: (path: string) => Promise<OgcJson>;
}

/** The made-up points, on a free port. */
async function serve(): Promise<Served> {
  const { app, json } = await ogcApp();
  const asked: string[] = [];
  app.addHook("onRequest", async ({ url }) => void asked.push(url));
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  return { address: `OAPIF:http://127.0.0.1:${port}/ogc`, asked, json };
}

async function readPoints(address: string, ...options: string[]): Promise<FeatureCollection<Point | null>> {
  const { stdout } = await run("ogr2ogr", ["-f", "GeoJSON", "/vsistdout/", address, "points", ...options]);
  return JSON.parse(stdout) as FeatureCollection<Point | null>;
}

function ranks({ features }: FeatureCollection<Point | null>): number[] {
  return features.map(({ properties }) => Number(properties?.["rank"]));
}

describe.skipIf(version === null)(`GDAL's OAPIF driver${WITHOUT}`, () => {
  test("opens the service and lists its layers by name and title", async () => {
    const { address } = await serve();
    const { stdout } = await run("ogrinfo", ["-ro", address]);
    expect(stdout).toContain("using driver `OAPIF' successful");
    expect(stdout).toContain("1: points (title: Points d’essai)");
  });

  test("counts features, knows their extent and the types of their fields", async () => {
    const { address } = await serve();
    const { stdout } = await run("ogrinfo", ["-ro", "-so", address, "points"]);
    expect(stdout).toContain(`Feature Count: ${ALL}`);
    const { lon, lat } = ORIGIN;
    const [east, north] = [lon + 4 * STEP, lat + 4 * STEP].map((degrees) => degrees.toFixed(6));
    expect(stdout).toContain(`Extent: (${lon.toFixed(6)}, ${lat.toFixed(6)}) - (${east}, ${north})`);
    expect(stdout).toMatch(/rank: Integer /);
    expect(stdout).toMatch(/colour: String /);
    expect(stdout).toMatch(/day: Date /);
    // The first page has whole numbers alone: only the schema tells.
    expect(stdout).toMatch(/weight: Real /);
  });

  test("pages through all features", async () => {
    const { address, asked, json } = await serve();
    const read = await readPoints(address, "-oo", "PAGE_SIZE=4");
    expect(ranks(read)).toEqual(Array.from({ length: ALL }, (_, i) => i));
    expect(asked.filter((url) => url.includes("offset=")).length).toBe(Math.ceil(ALL / 4) - 1);
    const { features } = await json("/collections/points/items?limit=20");
    for (const [i, feature] of features.entries()) {
      expect(read.features[i].geometry?.coordinates[0]).toBeCloseTo(
        Number(feature.geometry?.coordinates[0]),
        6,
      );
    }
  });

  test("leaves a box to the server (-spat)", async () => {
    const { address, asked } = await serve();
    const { lon, lat } = ORIGIN;
    const box = [lon - 0.01, lat - 0.01, lon + 1.5 * STEP, lat + 1.5 * STEP].map(String);
    const read = await readPoints(address, "-spat", ...box);
    // Whether what has no place is in a box is GDAL's own to say.
    expect(ranks(read).filter((rank) => rank < PLACED)).toEqual([0, 1, 5, 6]);
    expect(asked.some((url) => url.includes("bbox="))).toBe(true);
  });

  test.each([
    { where: "colour = 'bleu'", query: "colour=bleu", expected: (rank: number) => rank % 2 === 1 },
    { where: "rank = 7", query: "rank=7", expected: (rank: number) => rank === 7 },
    {
      where: "colour = 'rouge' AND rank = 4",
      query: "colour=rouge&rank=4",
      expected: (rank: number) => rank === 4,
    },
  ])("leaves the filter $where to the server", async ({ where, query, expected }) => {
    const { address, asked } = await serve();
    const read = await readPoints(address, "-where", where);
    expect(ranks(read)).toEqual(Array.from({ length: ALL }, (_, i) => i).filter(expected));
    expect(asked.some((url) => url.includes(query))).toBe(true);
  });

  test("leaves a day to the server, in its own spelling", async () => {
    const { address, asked } = await serve();
    const read = await readPoints(address, "-where", "day >= '2020-01-20'");
    expect(ranks(read).filter((rank) => rank < PLACED - 1)).toEqual([19, 20, 21, 22, 23]);
    expect(asked.some((url) => url.includes("datetime=2020-01-20"))).toBe(true);
  });

  test("projects to EPSG:2154 where the server does, to the centimetre", async () => {
    const { address, json } = await serve();
    const { features } = await json(`/collections/points/items?crs=${LAMBERT}&limit=20`);
    const read = await readPoints(address, "-t_srs", "EPSG:2154", "-lco", "COORDINATE_PRECISION=4");
    for (const [i, { geometry }] of features.entries()) {
      for (const axis of [0, 1]) {
        const theirs = Number(read.features[i].geometry?.coordinates[axis]);
        expect(Math.abs(Number(geometry?.coordinates[axis]) - theirs)).toBeLessThan(0.01);
      }
    }
  });

  test.skipIf(!knowsCrs)("asks for EPSG:2154 (-oo CRS, since GDAL 3.7)", async () => {
    const { address, asked } = await serve();
    const read = await readPoints(address, "-oo", "CRS=EPSG:2154");
    expect(read.features[0].geometry?.coordinates).toEqual([700_000, 6_600_000]);
    expect(asked.some((url) => decodeURIComponent(url).includes(`crs=${LAMBERT}`))).toBe(true);
  });

  test("reads every collection of a study", async () => {
    const { app } = await testApp();
    await app.listen({ host: "127.0.0.1", port: 0 });
    const { port } = app.server.address() as AddressInfo;
    const address = `OAPIF:http://127.0.0.1:${port}/ogc`;
    const { stdout } = await run("ogrinfo", ["-ro", "-al", "-so", address]);
    const counts = [...stdout.matchAll(/Feature Count: (\d+)/g)].map((match) => Number(match[1]));
    const layers = [...stdout.matchAll(/Layer name: (.+)/g)].map((match) => match[1]);
    expect(layers).toEqual(["structures", "communes", "zones-blanches", "isochrones"]);
    expect(counts).toEqual([3, 3, 1, 3]);
    // By its address, which the driver makes of that of the collection.
    const one = await run("ogrinfo", ["-ro", "-q", address, "structures", "-where", "id = '2'"]);
    expect(one.stdout.match(/id \(String\) = 2/g)).toHaveLength(1);
    expect(one.stdout).toContain("format (String) = bus");
  });
});
