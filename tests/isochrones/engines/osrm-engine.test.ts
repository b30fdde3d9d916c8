import { readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { createEmbeddedEngine } from "../../../isochrones/engines/embedded-engine.ts";
import type { NearestTimes, Places } from "../../../isochrones/engines/engine.ts";
import { createOsrmEngine, type OsrmEngineOptions } from "../../../isochrones/engines/osrm-engine.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import {
  type FakeOsrm,
  type FakeOsrmOptions,
  placesOf,
  sendJson,
  startFakeOsrm,
} from "../../helpers/fake-osrm.ts";
import { gridTown, placesInTown } from "../../helpers/grid-town.ts";
import { PLAIN_ROAD } from "../../helpers/make-roads.ts";
import { miniDataset } from "../../helpers/mini-dataset.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const SEED = 31;
const SIDE = 7;
const QUICK = { backoffMilliseconds: 1, retries: 1 };

interface Town {
  readonly dataset: Dataset;
  readonly cells: Places;
  readonly structures: Places;
}

function town(cellCount = 600, structureCount = 45): Town {
  const random = seededRandom(SEED);
  return {
    dataset: gridTown(random, SIDE),
    cells: placesOf(placesInTown(random, SIDE, cellCount)),
    structures: placesOf(placesInTown(random, SIDE, structureCount)),
  };
}

async function fake(dataset: Dataset, options: FakeOsrmOptions = {}): Promise<FakeOsrm> {
  const server = await startFakeOsrm(dataset, options);
  onTestFinished(server.close);
  return server;
}

async function timesFrom({ cells, structures }: Town, options: OsrmEngineOptions): Promise<NearestTimes> {
  return createOsrmEngine({ ...QUICK, ...options }).cellTimes(cells, structures);
}

/** Rows times columns that an address asks for. */
function pairsOf(address: string): number {
  const query = new URL(address, "http://fake").searchParams;
  const count = (name: string): number => query.get(name)?.split(";").length ?? 0;
  return count("sources") * count("destinations");
}

describe("tables of an OSRM server", () => {
  test("are cut to what the server allows, found out by asking and remembered", async () => {
    const { dataset, cells, structures } = town();
    const server = await fake(dataset, { maxTableSize: 20 });
    const engine = createOsrmEngine({ url: server.url, concurrency: 1 });
    const { deciseconds } = await engine.table(cells, structures);
    const expected = await createEmbeddedEngine(dataset).table(cells, structures);
    expect([...deciseconds]).toEqual([...expected.deciseconds]);
    const refused = server.requests.filter((address) => pairsOf(address) > 20 ** 2);
    const first = pairsOf(server.requests[0]);
    // Halved until it fits, once.
    expect(refused).toHaveLength(Math.ceil(Math.log2(first / 20 ** 2)));
    const soFar = server.requests.length;
    await engine.table(cells, structures);
    expect(server.requests.slice(soFar).filter((address) => pairsOf(address) > 20 ** 2)).toEqual([]);
  });

  test("a server that takes not even one pair is given up with its word", async () => {
    const { dataset, cells, structures } = town(5, 5);
    const { url } = await fake(dataset, { maxTableSize: 0 });
    await expect(createOsrmEngine({ url }).table(cells, structures)).rejects.toMatchObject({
      osrmCode: "TooBig",
    });
  });

  test("need no address longer than allowed", async () => {
    const longest = async ({ dataset, cells, structures }: Town, maxUrlLetters: number): Promise<number> => {
      const server = await fake(dataset, { maxTableSize: 1000 });
      await createOsrmEngine({ url: server.url, maxUrlLetters }).table(cells, structures);
      return Math.max(...server.requests.map((address) => server.url.length + address.length));
    };
    const long = await longest(town(300, 150), 8000);
    expect(long).toBeLessThanOrEqual(8000);
    // Nor are there many more addresses than needed: two thirds of the room is used.
    expect(long).toBeGreaterThan(5300);
    expect(await longest(town(40, 30), 1000)).toBeLessThanOrEqual(1000);
  });

  test("name a lone source twice: MLD takes quadratic time for one", async () => {
    const { dataset, cells, structures } = town();
    const server = await fake(dataset);
    const one = { lons: [cells.lons[0]], lats: [cells.lats[0]] };
    await createOsrmEngine({ url: server.url }).table(one, structures);
    expect(
      server.requests.map((address) => new URL(address, "http://fake").searchParams.get("sources")),
    ).toEqual(["0;0"]);
  });

  test("hold no more requests at once than allowed", async () => {
    const { dataset, cells, structures } = town(100, 20);
    const server = await fake(dataset, { maxTableSize: 10 });
    await createOsrmEngine({ url: server.url, concurrency: 2 }).cellTimes(cells, structures);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(2);
  });

  test("a time that no drive takes is a lie", async () => {
    const { dataset } = town();
    const waypoint = { location: [9, 42], distance: 0 };
    const { url } = await fake(dataset, {
      intercept: (_, response) => {
        const lists = { sources: [waypoint], destinations: [waypoint] };
        sendJson(response, 200, { code: "Ok", durations: [[1e12]], ...lists });
        return true;
      },
    });
    const place = placesOf([[9, 42]]);
    await expect(createOsrmEngine({ url }).table(place, place)).rejects.toThrow("a drive of 1000000000000 s");
  });
});

describe("cell times from an OSRM server", () => {
  /**
   * A river: cells on the southern bank, and on the northern one, a kilometre away, 60 structures. The bridge is far in
   * the east; at the western end of the southern road, 35 km off, stands the structure that is nearest by road.
   */
  function river(): Town {
    const east = 0.6;
    const north = 42.01;
    const dataset = miniDataset({
      nodes: [
        [8.5, 42],
        [9, 42],
        [9 + east, 42],
        [9 + east, north],
        [9, north],
      ],
      ways: [{ nodes: [0, 1, 2, 3, 4] }],
    });
    const cells = placesOf(Array.from({ length: 40 }, (_, i): [number, number] => [9 + i * 0.001, 42]));
    const across = Array.from({ length: 60 }, (_, i): [number, number] => [9 + i * 0.001, north]);
    return { dataset, cells, structures: placesOf([...across, [8.6, 42]]) };
  }

  test("are exact where the nearest by road is the farthest as the crow flies", async () => {
    const world = river();
    const { url } = await fake(world.dataset);
    const { deciseconds, nearest } = await timesFrom(world, { url });
    const expected = await createEmbeddedEngine(world.dataset).cellTimes(world.cells, world.structures);
    expect(new Set(nearest)).toEqual(new Set([60]));
    expect([...deciseconds]).toEqual([...expected.deciseconds]);
  });

  test("a shortlist would have been wrong there: a world without time for the widening shows it", async () => {
    const world = river();
    const { url } = await fake(world.dataset);
    // Told that roads are slower than they are, the search stops too early.
    const { nearest } = await timesFrom(world, { url, topMetersPerSecond: 1 });
    expect(nearest[0]).not.toBe(60);
  });

  test("do without most questions where structures are many", async () => {
    // A road of 1 600 km at 72 km/h with a structure each 4 km.
    const profile = {
      ...PLAIN_ROAD,
      forwardSpeedKmh: 72,
      backwardSpeedKmh: 72,
      forwardRateKmh: 72,
      backwardRateKmh: 72,
    };
    const dataset = miniDataset({
      nodes: [
        [0, 42],
        [20, 42],
      ],
      ways: [{ nodes: [0, 1], profile }],
    });
    const random = seededRandom(SEED);
    const along = (): [number, number] => [Number((random.next() * 20).toFixed(6)), 42];
    const cells = placesOf(Array.from({ length: 1500 }, along));
    const structures = placesOf(Array.from({ length: 400 }, along));
    const server = await fake(dataset, { maxTableSize: 1000 });
    const { deciseconds } = await timesFrom({ dataset, cells, structures }, { url: server.url });
    const expected = await createEmbeddedEngine(dataset).cellTimes(cells, structures);
    expect([...deciseconds], `seed ${SEED}`).toEqual([...expected.deciseconds]);
    const pairs = server.requests.map(pairsOf).reduce((sum, count) => sum + count, 0);
    expect(pairs).toBeLessThan((1500 * 400) / 2);
  });
});

describe("interrupted work", () => {
  /** A server that breaks for good after so many requests. */
  function breaksAfter(count: number): FakeOsrmOptions {
    return {
      intercept: (_, response, index) => {
        if (index < count) return false;
        response.socket?.destroy();
        return true;
      },
    };
  }

  /** Interrupts the work in that folder. @returns what the error said */
  async function interrupt(world: Town, workFolder: string, url: string): Promise<string> {
    const failure = await timesFrom(world, { url, workFolder, concurrency: 1, maxPairs: 192 * 45 }).catch(
      (error: unknown) => error,
    );
    return (failure as Error).message;
  }

  /** Both servers answer at one address, the whole one after the broken one. */
  async function brokenThenWhole(world: Town): Promise<{ server: FakeOsrm; repair: () => void }> {
    let isWhole = false;
    const broken = breaksAfter(4);
    const server = await fake(world.dataset, {
      maxTableSize: 200,
      intercept: (...request) => !isWhole && broken.intercept?.(...request) === true,
    });
    return { server, repair: () => (isWhole = true) };
  }

  test("says what is kept, goes on from there, and leaves nothing behind", async () => {
    const world = town();
    const folder = join(tempFolder(), "work");
    const { server, repair } = await brokenThenWhole(world);
    const message = await interrupt(world, folder, server.url);
    expect(message).toMatch(/; 192 of 600 cells are kept in .*, run again to go on$/u);
    const before = server.requests.length;
    repair();
    const times = await timesFrom(world, { url: server.url, workFolder: folder });
    const expected = await createEmbeddedEngine(world.dataset).cellTimes(world.cells, world.structures);
    expect([...times.deciseconds]).toEqual([...expected.deciseconds]);
    expect([...times.nearest]).toEqual([...expected.nearest]);
    const resumed = server.requests
      .slice(before)
      .map(pairsOf)
      .reduce((sum, pairs) => sum + pairs, 0);
    // Without the first block of 192 cells, and with the structures asked for once more.
    expect(resumed).toBeLessThanOrEqual((600 - 192 + 2) * 45);
    expect(readdirSync(join(folder, ".."))).toEqual([]);
  });

  test.each([
    ["cut", (path: string): void => truncateSync(path, 100)],
    ["altered", (path: string): void => writeFileSync(path, readFileSync(path).fill(1, 100))],
    ["a day old", (path: string): void => utimesSync(path, 1, 1)],
  ])("does not believe a kept block that is %s", async (_, spoil) => {
    const world = town();
    const folder = join(tempFolder(), "work");
    const { server, repair } = await brokenThenWhole(world);
    await interrupt(world, folder, server.url);
    const kept = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
      path.endsWith(".times"),
    );
    expect(kept).toHaveLength(1);
    spoil(join(folder, kept[0]));
    repair();
    const times = await timesFrom(world, { url: server.url, workFolder: folder });
    const expected = await createEmbeddedEngine(world.dataset).cellTimes(world.cells, world.structures);
    expect([...times.deciseconds]).toEqual([...expected.deciseconds]);
  });

  test("keeps what it has when a signal ends it, while the server says nothing", async () => {
    const world = town();
    const folder = join(tempFolder(), "work");
    const stopping = new AbortController();
    const { url } = await fake(world.dataset, {
      maxTableSize: 200,
      intercept: (_, __, index) => {
        if (index === 4) stopping.abort(new Error("enough"));
        return index >= 4;
      },
    });
    const engine = createOsrmEngine({ ...QUICK, url, workFolder: folder, concurrency: 1 });
    const asked = engine.cellTimes(world.cells, world.structures, { signal: stopping.signal });
    await expect(asked).rejects.toThrow("enough");
    const kept = readdirSync(folder, { recursive: true, encoding: "utf8" });
    expect(kept.filter((path) => path.endsWith(".times"))).toHaveLength(1);
    expect(kept.filter((path) => path.endsWith(".tmp"))).toEqual([]);
  });

  test("of another question is not used", async () => {
    const world = town();
    const folder = join(tempFolder(), "work");
    const { server, repair } = await brokenThenWhole(world);
    await interrupt(world, folder, server.url);
    repair();
    const other = { ...world, structures: placesOf([[9.02, 42.02]]) };
    const times = await timesFrom(other, { url: server.url, workFolder: folder });
    const expected = await createEmbeddedEngine(world.dataset).cellTimes(world.cells, other.structures);
    expect([...times.deciseconds]).toEqual([...expected.deciseconds]);
  });
});
