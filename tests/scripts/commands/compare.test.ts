import { readFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { startFakeOsrm } from "../../helpers/fake-osrm.ts";
import { sharedData } from "../../helpers/shared-data.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { placeAt, WORLD } from "./small-world.ts";

const shared = useSharedDataset();

interface Report {
  readonly measured: string;
  readonly reference: string;
  readonly points: { readonly origins: number; readonly destinations: number; readonly people: number };
  readonly pairs: {
    readonly pairs: number;
    readonly reachableInBoth: number;
    readonly oneOnlyShare: number;
    readonly relative: { readonly median: number; readonly p95: number; readonly max: number };
  };
  readonly sides: readonly { readonly minutes: number; readonly gained: number; readonly lost: number }[];
  readonly worst: readonly {
    readonly cause: string;
    readonly people: number;
    readonly differenceSeconds: number | null;
    readonly relativeDifference: number | null;
    readonly measured: { readonly routeMeters: number | null; readonly speedKmh: number | null };
    readonly reference: { readonly routeMeters: number | null; readonly speedKmh: number | null };
  }[];
}

async function compare(...options: string[]): Promise<string> {
  return (await trenteOk(["compare", "--dataset", shared.dataset, ...options])).out;
}

async function report(...options: string[]): Promise<Report> {
  return JSON.parse(await compare("--format", "json", ...options)) as Report;
}

/** A server over the same roads as the dataset. */
async function osrm(): Promise<string> {
  const server = await startFakeOsrm(readBundle(shared.dataset));
  onTestFinished(server.close);
  return `osrm:${server.url}`;
}

/** Cells east of the desk, and how long they take to it: 1.5 minutes a kilometre and half a kilometre more. */
const EAST = Array.from({ length: WORLD.east.cells }, (_, km) => ({
  ...placeAt(km, 0),
  minutes: 1.5 * (km + 0.5),
}));

/** A table of the east cells to the desk, with these times. */
function tableOf(minutesAt: (minutes: number, km: number) => number | null): string {
  const desk = placeAt(-0.5, 0);
  return tempFile(
    "table.json",
    JSON.stringify({
      engine: "a stopwatch",
      origins: EAST.map(({ lon, lat }) => [lon, lat, WORLD.east.people]),
      destinations: [[desk.lon, desk.lat]],
      durationsSeconds: EAST.map(({ minutes }, km) => {
        const told = minutesAt(minutes, km);
        return [told === null ? null : told * 60];
      }),
      originSnapMeters: EAST.map(() => 0),
      destinationSnapMeters: [0],
    }),
  );
}

describe("compare with a recorded table", () => {
  test("agrees with the times of a formula", async () => {
    const path = tableOf((minutes) => minutes);
    const answer = await report("--table", path);
    expect(answer).toMatchObject({
      measured: "embedded",
      reference: "a stopwatch",
      points: { origins: WORLD.east.cells, destinations: 1, people: WORLD.east.cells * WORLD.east.people },
      pairs: { pairs: WORLD.east.cells, reachableInBoth: WORLD.east.cells, oneOnlyShare: 0 },
    });
    // The grid's metre is not quite one on the ground.
    expect(answer.pairs.relative.max).toBeLessThan(0.01);
    expect(answer.sides.map(({ minutes }) => minutes)).toEqual([20, 30]);
  });

  test("counts who changes sides, and explains the worst pairs", async () => {
    // Twice as long beyond kilometre 9, and no way at all from the last.
    const last = WORLD.east.cells - 1;
    const path = tableOf((minutes, km) => (km === last ? null : km > 9 ? 2 * minutes : minutes));
    const answer = await report("--table", path, "--minutes", "30", "--pires", "3");
    // 15.75 minutes at kilometre 10, told as 31.5: out of reach from there to kilometre 19.
    expect(answer.sides).toHaveLength(1);
    expect(answer.sides[0]).toMatchObject({
      minutes: 30,
      lost: 0,
      gained: (WORLD.lastCovered - 9) * WORLD.east.people,
    });
    expect(answer.pairs.oneOnlyShare).toBeCloseTo(1 / WORLD.east.cells, 12);
    expect(answer.worst.map(({ cause }) => cause)).toEqual(["reach", "route-or-speed", "route-or-speed"]);
    expect(answer.worst[0].relativeDifference).toBeNull();
    expect(answer.worst[1].relativeDifference).toBeCloseTo(-0.5, 2);
    expect(Math.round(answer.worst[1].measured.speedKmh ?? 0)).toBe(40);
    expect(answer.worst[1].reference.routeMeters).toBeNull();
  });

  test("shows it as a table in lines that fit", async () => {
    const text = await compare(
      "--table",
      tableOf((minutes) => 2 * minutes),
      "--pires",
      "2",
    );
    expect(text).toContain("embedded, comparé à a stopwatch");
    expect(text).toMatch(/écart relatif médian +50,\d{3} %/u);
    expect(text).toMatch(/^30 min .* hab\. /mu);
    expect(text).toContain("itinéraire ou vitesse");
    expect(text.split("\n").filter((line) => line.length > 100)).toEqual([]);
    const without = await compare(
      "--table",
      tableOf((minutes) => 2 * minutes),
      "--pires",
      "0",
    );
    expect(without).toContain("Aucun désaccord à expliquer.");
  });

  test("draws the disagreements as valid GeoJSON", async () => {
    const path = tableOf((minutes, km) => (km > 9 ? 2 * minutes : minutes));
    const text = await compare("--table", path, "--minutes", "30", "--pires", "2", "--format", "geojson");
    const collection = JSON.parse(text) as GeoJSON.FeatureCollection;
    expect(geojsonFaults(collection)).toEqual([]);
    const kinds = collection.features.map(({ properties }) => properties?.["kind"] as string);
    expect(kinds.filter((kind) => kind === "side")).toHaveLength(WORLD.lastCovered - 9);
    expect(kinds.filter((kind) => kind === "pair")).toHaveLength(2);
  });

  test("names a file that is no table", async () => {
    const ran = await trente(["compare", "--dataset", shared.dataset, "--table", tempFile("t.json", "[1]")]);
    expect([ran.code, ran.complaints]).toEqual([
      1,
      ["trente compare: t.json: expected an object with origins, destinations and durationsSeconds"],
    ]);
  });
});

describe("compare of two engines", () => {
  test("finds no difference between ours and a server over the same roads", async () => {
    const engine = await osrm();
    const answer = await report("--engine", "embedded", "--engine", engine);
    expect(answer).toMatchObject({ measured: "embedded", reference: engine });
    // Cells that are far from roads count: neither engine reaches from them.
    expect(answer.points.origins).toBe(WORLD.east.cells + WORLD.north.cells + 1);
    expect(answer.pairs.oneOnlyShare).toBe(0);
    expect(answer.pairs.relative.max).toBeLessThan(0.01);
    expect(answer.pairs.reachableInBoth).toBe((answer.points.origins - 1) * answer.points.destinations);
    const swapped = await report("--engine", engine, "--engine", "embedded");
    expect(swapped.measured).toBe(engine);
  });

  test("tells the same way driven at another speed", async () => {
    const server = await startFakeOsrm(readBundle(shared.dataset), {
      // A server where everything takes a tenth longer.
      slower: 1.1,
    });
    onTestFinished(server.close);
    const answer = await report("--engine", "embedded", "--engine", `osrm:${server.url}`);
    expect(answer.pairs.relative.median).toBeCloseTo(1 - 1 / 1.1, 3);
    expect(new Set(answer.worst.map(({ cause }) => cause))).toEqual(new Set(["speed"]));
  });

  test("draws junctions where a dataset has roads alone, the same each time", async () => {
    const dataset = join(tempFolder(), "routes");
    await trenteOk(["build", "--osm", shared.files.osm, "--out", dataset]);
    const args = ["compare", "--dataset", dataset, "--engine", "embedded", "--engine", "embedded"];
    const { out } = await trenteOk([...args, "--format", "json"]);
    const answer = JSON.parse(out) as Report;
    expect(answer.points.origins).toBeGreaterThan(0);
    expect(answer.pairs).toMatchObject({ reachableInBoth: answer.pairs.pairs, relative: { max: 0 } });
    expect(answer.worst).toEqual([]);
    expect((await trenteOk([...args, "--format", "json"])).out).toBe(out);
  });

  test("tells in one line that a server is not there", async () => {
    const server = await startFakeOsrm(readBundle(shared.dataset));
    await server.close();
    const args = ["--engine", "embedded", "--engine", `osrm:${server.url}`];
    const ran = await trente(["compare", "--dataset", shared.dataset, ...args]);
    expect(ran.code).toBe(1);
    expect(ran.complaints).toHaveLength(1);
    expect(ran.complaints[0]).toContain(
      "no connection (ECONNREFUSED), expected an OSRM server there (5 attempts)",
    );
  });
});

describe("compare asked wrongly", () => {
  test.each([
    [["--engine", "embedded"], "expected it twice, or once with --table"],
    [[], "expected it twice, or once with --table"],
    [["--engine", "embedded", "--engine", "embedded", "--engine", "embedded"], "expected it twice"],
    [
      ["--table", "t.json", "--engine", "embedded", "--engine", "embedded"],
      "got 2 with --table, expected one",
    ],
    [["--engine", "graphhopper", "--engine", "embedded"], 'got "graphhopper", expected embedded, osrm:URL'],
    [["--engine", "osrm:localhost:5000", "--engine", "embedded"], "expected embedded, osrm:URL"],
    [["--engine", "osrm:http://me:secret@host", "--engine", "embedded"], "expected a URL without a password"],
    [["--engine", "osrm:http://host?x=1", "--engine", "embedded"], "expected a URL without ? and #"],
    [["--table", "t.json", "--pires", "-1"], "--pires"],
    [["--table", "t.json", "--minutes", "0"], "--minutes"],
  ])("%j is bad usage", async (options, expected) => {
    const ran = await trente(["compare", "--dataset", "d", ...options]);
    expect(ran.code).toBe(2);
    expect(ran.complaints.join("")).toContain(expected);
  });
});

const MEASURED = [
  ["monaco", "monaco-osrm"],
  ["liechtenstein", "liechtenstein-valhalla"],
] as const;

/** Promised against a real OSRM, on all pairs: median and 95th percentile of relative differences, one-sided pairs. */
const PROMISED = { median: 0.01, p95: 0.05, oneOnly: 0.002 };

describe.each(MEASURED)("times of %s against a real OSRM", (name, extract) => {
  const osm = sharedData(`osm/${extract}.osm.pbf`);
  const table = sharedData(`osrm/${name}-table.json`);
  const isHere = osm !== null && table !== null;
  test.skipIf(!isHere)("are as near as promised (skipped without real data)", async () => {
    const dataset = join(tempFolder(), name);
    await trenteOk(["build", "--osm", osm ?? "", "--out", dataset]);
    const args = ["--dataset", dataset, "--table", table ?? "", "--format", "json"];
    const answer = JSON.parse((await trenteOk(["compare", ...args])).out) as Report;
    expect(answer.pairs.relative.median).toBeLessThan(PROMISED.median);
    expect(answer.pairs.relative.p95).toBeLessThan(PROMISED.p95);
    expect(answer.pairs.oneOnlyShare).toBeLessThan(PROMISED.oneOnly);
    const recorded = JSON.parse(readFileSync(table ?? "", "utf8")) as { engine: string };
    expect(answer.reference).toBe(recorded.engine);
  });
});
