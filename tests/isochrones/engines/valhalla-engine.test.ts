import { cpSync } from "node:fs";
import { basename, join } from "node:path";

import { afterAll, describe, expect, test } from "vitest";

import {
  readContours,
  readDurations,
  readLocations,
  readRoute,
} from "../../../isochrones/engines/valhalla/answers.ts";
import { ValhallaAsker } from "../../../isochrones/engines/valhalla/asker.ts";
import type { ValhallaActor } from "../../../isochrones/engines/valhalla/package.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { placesOf } from "../../helpers/fake-osrm.ts";
import { ONE_WAY } from "../../helpers/make-roads.ts";
import { miniDataset } from "../../helpers/mini-dataset.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { findValhalla, openTiles, TileStore } from "../../helpers/valhalla.ts";

const LAT = 42;
const EDGE = 0.005;
const EDGES = 40;
const STUB = 0.0002;
/** A one-way road of some 16.5 km eastward, at 36 km/h: 600 m a minute. Stubs of a house's length cut it into edges. */
const world = miniDataset({
  nodes: [
    ...Array.from({ length: EDGES + 1 }, (_, i): [number, number] => [9 + i * EDGE, LAT]),
    ...Array.from({ length: EDGES + 1 }, (_, i): [number, number] => [9 + i * EDGE, LAT + STUB]),
  ],
  ways: [
    ...Array.from({ length: EDGES }, (_, i) => ({ nodes: [i, i + 1], profile: ONE_WAY })),
    ...Array.from({ length: EDGES + 1 }, (_, i) => ({ nodes: [i, i + EDGES + 1] })),
  ],
});
const DEGREES_PER_MINUTE = 600 / (111_320 * Math.cos((LAT * Math.PI) / 180));
/** On an edge, not at its end. */
const MIDDLE = 9 + 20.5 * EDGE;

const found = await findValhalla();
const tiles = new TileStore(found);
afterAll(() => tiles.remove());

describe.skipIf(found.absent !== null)(`valhalla${found.absent === null ? "" : ` (${found.absent})`}`, () => {
  test("is named by its version and the last part of its folder", async () => {
    const dir = await tiles.of(world);
    expect((await openTiles(dir)).name).toBe(`valhalla:3.6.1/${basename(dir)}`);
  });

  test("answers the same after its folder has moved", async () => {
    const moved = join(tempFolder(), "ailleurs");
    cpSync(await tiles.of(world), moved, { recursive: true });
    const ends = [placesOf([[9.02, LAT]]), placesOf([[9.15, LAT]])] as const;
    const there = await (await openTiles(moved)).table(...ends);
    const here = await (await openTiles(await tiles.of(world))).table(...ends);
    expect(there.deciseconds[0]).toBeLessThan(UNREACHED);
    expect(there).toEqual(here);
  });

  test("takes what is no place on earth for a place without a road, and others none the worse", async () => {
    const engine = await openTiles(await tiles.of(world));
    const odd: [number, number][] = [
      [NaN, LAT],
      [9.02, Infinity],
      [1e9, LAT],
      [9.02, -91],
    ];
    const table = await engine.table(placesOf([...odd, [9.02, LAT]]), placesOf([[9.15, LAT], ...odd]));
    expect([...table.sourceSnapMeters].map((meters) => meters === Infinity)).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(table.deciseconds.filter((time) => time !== UNREACHED)).toHaveLength(1);
    for (const place of odd) expect(await engine.route(place, [9.15, LAT])).toBeNull();
  });

  test("gives a matrix without any route, where the library gives an error", async () => {
    const engine = await openTiles(await tiles.of(world));
    const { deciseconds } = await engine.table(placesOf([[9.15, LAT]]), placesOf([[9.02, LAT]]));
    expect([...deciseconds]).toEqual([UNREACHED]);
  });

  test("looks no farther for a road than its limit", async () => {
    const engine = await openTiles(await tiles.of(world), 300);
    // 0.002 degrees of latitude are 222 m, 0.004 are 445 m, from the end of a stub.
    const { sourceSnapMeters } = await engine.table(
      placesOf([
        [9.02, LAT + STUB + 0.002],
        [9.02, LAT + STUB + 0.004],
      ]),
      placesOf([[9.15, LAT]]),
    );
    expect(sourceSnapMeters[0]).toBeCloseTo(222, -1);
    expect(sourceSnapMeters[1]).toBe(Infinity);
  });

  test.each(["arrival", "departure"] as const)(
    "draws where one drives from or to on a one-way road (%s)",
    async (direction) => {
      const engine = await openTiles(await tiles.of(world));
      const areas = await engine.isochrone([MIDDLE, LAT], [6, 3, 3], direction);
      expect(areas?.map(({ minutes }) => minutes)).toEqual([3, 6]);
      for (const { minutes, area } of areas ?? []) {
        const lons = area.coordinates.flat(2).map(([lon]) => lon);
        const [west, east] = [Math.min(...lons), Math.max(...lons)];
        // Valhalla's grid has squares of a few hundred metres, and it draws the whole of the first edge: less
        // than a minute's drive at each end.
        const driven = minutes * DEGREES_PER_MINUTE;
        const [behind, ahead] =
          direction === "arrival" ? [MIDDLE - west, east - MIDDLE] : [east - MIDDLE, MIDDLE - west];
        expect(Math.abs(behind - driven), `${minutes} minutes`).toBeLessThan(DEGREES_PER_MINUTE);
        expect(ahead, `${minutes} minutes, the other way`).toBeLessThan(DEGREES_PER_MINUTE);
      }
    },
  );

  test("draws nothing around a place without a road", async () => {
    const engine = await openTiles(await tiles.of(world));
    expect(await engine.isochrone([9.5, LAT], [5], "arrival")).toBeNull();
  });
});

describe("an answer that makes no sense is told in one line", () => {
  test.each([
    ["a list that is none", () => readLocations({}, 1, "valhalla"), "got no list of locations"],
    ["too few locations", () => readLocations([], 1, "valhalla"), "got 0 locations, expected 1"],
    ["a road without a place", () => readLocations([{ edges: [{}] }], 1, "valhalla"), "as longitude"],
    ["no matrix", () => readDurations({}, 1, 1, "valhalla"), "got no matrix"],
    ["too few rows", () => readDurations(matrix([]), 1, 1, "valhalla"), "got 0 rows, expected 1"],
    ["too few times", () => readDurations(matrix([[]]), 1, 1, "valhalla"), "got 0 times in a row"],
    ["a time before the start", () => readDurations(matrix([[-1]]), 1, 1, "valhalla"), "got a time of -1 s"],
    ["a time that is none", () => readDurations(matrix([["1"]]), 1, 1, "valhalla"), 'got "1" as time'],
    ["a route without legs", () => readRoute({ trip: { legs: [] } }, "valhalla"), "got 0 legs, expected 1"],
    ["a route without a line", () => readRoute(trip("\n"), "valhalla"), "got a line that is none"],
    ["a contour that is a line", () => readContours(contour("LineString"), "valhalla"), "got LineString"],
  ])("%s", (_, read, text) => {
    expect(read).toThrow(/^valhalla: got .+, expected .+$/u);
    expect(read).toThrow(text);
  });

  test("what the library refuses is an EngineError with its words, but no route is none", async () => {
    const refusing = (message: string): ValhallaAsker => {
      const refuse = async (): Promise<string> => Promise.reject(new Error(message));
      const actor: ValhallaActor = { locate: refuse, matrix: refuse, route: refuse, isochrone: refuse };
      return new ValhallaAsker("valhalla", actor);
    };
    await expect(refusing("Too many").ask("matrix", {})).rejects.toThrow(
      'valhalla: got "Too many" for matrix, expected an answer',
    );
    expect(await refusing("Route error: No path could be found for input").ask("route", {})).toBeNull();
  });
});

function matrix(durations: unknown[]): object {
  return { sources_to_targets: { durations } };
}

function trip(shape: string): object {
  return { trip: { legs: [{ summary: { time: 1, length: 1 }, shape }] } };
}

function contour(type: string): object {
  return { features: [{ properties: { contour: 5 }, geometry: { type, coordinates: [] } }] };
}
