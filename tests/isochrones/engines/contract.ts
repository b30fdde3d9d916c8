import { describe, expect, onTestFinished, test } from "vitest";

import type { Engine, TravelTable } from "../../../isochrones/engines/engine.ts";
import { planeMeters } from "../../../isochrones/geo/distance.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { NO_STRUCTURE } from "../../../isochrones/study.ts";
import { placesOf } from "../../helpers/fake-osrm.ts";
import { gridTown, placesInTown } from "../../helpers/grid-town.ts";
import { ONE_WAY } from "../../helpers/make-roads.ts";
import { miniDataset } from "../../helpers/mini-dataset.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

/** An engine over the roads of a dataset. */
export interface OpenedEngine {
  readonly engine: Engine;
  readonly close: () => Promise<void>;
}

export type OpenEngine = (dataset: Dataset) => Promise<OpenedEngine>;

/** In what engines differ by their nature. */
export interface EngineTraits {
  /** Times are multiples of it, cut and not rounded: 1, or 10 where an engine knows whole seconds only. */
  readonly unitDeciseconds: number;
  /** By how much lengths may differ from ours, as a share: engines take the earth for spheres of other sizes. */
  readonly lengthShare?: number;
  /** Why the engine cannot be tried here; its tests are then skipped under that name. */
  readonly absent?: string | null;
}

/** Coordinates of six decimals on a network of six: a snap may move by half of one, and times by a rounding. */
const ROUNDING_DECISECONDS = 2;

/** A straight road of some 8 km, an islet with a road of its own, and a place far from both. */
const LAT = 42;
const ROAD: [number, number] = [9, LAT];
const ROAD_END: [number, number] = [9.1, LAT];
const ISLET: [number, number] = [9.5, LAT];
const ISLET_END: [number, number] = [9.51, LAT];
const AT_SEA: [number, number] = [9.3, LAT];
const ALONG: readonly [number, number][] = [
  [9.01, LAT],
  [9.04, LAT],
  [9.09, LAT],
];

function metersBetween(a: readonly [number, number], b: readonly [number, number]): number {
  return planeMeters(a[0] * 1e6, a[1] * 1e6, b[0] * 1e6, b[1] * 1e6);
}

function straightRoad(isOneWay: boolean): Dataset {
  const way = { nodes: [0, 1], ...(isOneWay ? { profile: ONE_WAY } : {}) };
  return miniDataset({ nodes: [ROAD, ROAD_END, ISLET, ISLET_END], ways: [way, { nodes: [2, 3] }] });
}

function entry(table: TravelTable, row: number, column: number): number {
  return table.deciseconds[row * table.destinationSnapMeters.length + column];
}

/** What every engine must do, whatever is behind it. */
export function describeEngine(
  engineName: string,
  open: OpenEngine,
  { unitDeciseconds, lengthShare = 0, absent = null }: EngineTraits = { unitDeciseconds: 1 },
): void {
  const name = absent === null ? engineName : `${engineName} (${absent})`;
  const options = { skip: absent !== null };
  const mostOffDeciseconds = ROUNDING_DECISECONDS + unitDeciseconds - 1;
  /** A time on the border between two units may be cut to either by searches that add up in another order. */
  const betweenSearches = unitDeciseconds === 1 ? 0 : unitDeciseconds;
  const opened = async (dataset: Dataset): Promise<Engine> => {
    const { engine, close } = await open(dataset);
    onTestFinished(close);
    return engine;
  };

  describe(`${name}: tables`, options, () => {
    test("hold the time of each pair, a metre a decisecond on this road", async () => {
      const engine = await opened(straightRoad(false));
      const table = await engine.table(placesOf(ALONG), placesOf(ALONG));
      for (const [row, from] of ALONG.entries()) {
        for (const [column, to] of ALONG.entries()) {
          const meters = metersBetween(from, to);
          const error = Math.abs(entry(table, row, column) - meters);
          expect(error, `${row} to ${column}`).toBeLessThanOrEqual(mostOffDeciseconds + meters * lengthShare);
          expect(entry(table, row, column) % unitDeciseconds).toBe(0);
        }
      }
    });

    test("go from the rows to the columns", async () => {
      const engine = await opened(straightRoad(true));
      const table = await engine.table(placesOf(ALONG), placesOf(ALONG));
      expect(entry(table, 0, 2)).not.toBe(UNREACHED);
      expect(entry(table, 2, 0)).toBe(UNREACHED);
    });

    test("reach nothing from an islet, or from a place far from any road", async () => {
      const engine = await opened(straightRoad(false));
      const table = await engine.table(
        placesOf([ALONG[0], ISLET, AT_SEA]),
        placesOf([ALONG[1], ISLET_END, AT_SEA]),
      );
      const reached = [0, 1, 2].map((row) =>
        [0, 1, 2].map((column) => entry(table, row, column) !== UNREACHED),
      );
      expect(reached).toEqual([
        [true, false, false],
        [false, true, false],
        [false, false, false],
      ]);
      expect(table.sourceSnapMeters[2]).toBe(Infinity);
      expect(table.destinationSnapMeters[2]).toBe(Infinity);
    });

    test("say how far each place was moved", async () => {
      const engine = await opened(straightRoad(false));
      const north: [number, number] = [9.04, LAT + 0.002];
      const { sourceSnapMeters, destinationSnapMeters } = await engine.table(
        placesOf([north]),
        placesOf([ALONG[0], north]),
      );
      expect(sourceSnapMeters[0]).toBeCloseTo(metersBetween(north, ALONG[1]), 0);
      expect([...destinationSnapMeters].map(Math.round)).toEqual([0, Math.round(sourceSnapMeters[0])]);
    });

    test("are empty for no places", async () => {
      const engine = await opened(straightRoad(false));
      expect((await engine.table(placesOf([]), placesOf(ALONG))).deciseconds).toHaveLength(0);
      expect((await engine.table(placesOf(ALONG), placesOf([]))).deciseconds).toHaveLength(0);
    });

    test("are the same whole and by pieces, however many pairs there are", async () => {
      const seed = 4711;
      const random = seededRandom(seed);
      const engine = await opened(gridTown(random, 6));
      const from = placesInTown(random, 6, 230);
      const to = placesInTown(random, 6, 160);
      const whole = await engine.table(placesOf(from), placesOf(to));
      for (const row of [0, 117, 229]) {
        const piece = await engine.table(placesOf([from[row]]), placesOf(to));
        const expected = whole.deciseconds.subarray(row * to.length, (row + 1) * to.length);
        expect([...piece.deciseconds], `seed ${seed}, row ${row}`).toEqual([...expected]);
      }
    });
  });

  describe(`${name}: cell times`, options, () => {
    test.each([1, 2, 3])(
      "are the least of the table, with the first structure that has it (seed %i)",
      async (seed) => {
        const random = seededRandom(seed);
        const side = random.int(4, 8);
        const engine = await opened(gridTown(random, side));
        const cells = placesOf(placesInTown(random, side, 300));
        const structures = placesInTown(random, side, 50);
        // Some structures stand twice, so that there is a tie.
        const places = placesOf([...structures, ...structures.slice(0, 10)]);
        const { deciseconds, nearest } = await engine.cellTimes(cells, places);
        const table = await engine.table(cells, places);
        const width = places.lons.length;
        for (let cell = 0; cell < 300; cell++) {
          const row = table.deciseconds.subarray(cell * width, (cell + 1) * width);
          const least = Math.min(...row);
          expect([deciseconds[cell], nearest[cell]], `seed ${seed}, cell ${cell}`).toEqual([
            least,
            least === UNREACHED ? NO_STRUCTURE : row.indexOf(least),
          ]);
        }
      },
    );

    test("are unreached without any structure, and on the wrong side of a one-way road", async () => {
      const engine = await opened(straightRoad(true));
      const none = await engine.cellTimes(placesOf(ALONG), placesOf([]));
      expect([...none.deciseconds, ...none.nearest]).toEqual(Array(6).fill(UNREACHED));
      const { deciseconds, nearest } = await engine.cellTimes(placesOf(ALONG), placesOf([ISLET, ALONG[1]]));
      expect(deciseconds[2]).toBe(UNREACHED);
      expect([...nearest]).toEqual([1, 1, NO_STRUCTURE]);
    });
  });

  describe(`${name}: routes`, options, () => {
    test("take the time of the table, along the road from place to place", async () => {
      const engine = await opened(straightRoad(false));
      const route = await engine.route(ALONG[0], ALONG[2]);
      const meters = metersBetween(ALONG[0], ALONG[2]);
      const mostOff = mostOffDeciseconds + meters * lengthShare;
      expect(Math.abs((route?.deciseconds ?? 0) - meters)).toBeLessThanOrEqual(mostOff);
      expect(Math.abs((route?.meters ?? 0) - meters)).toBeLessThanOrEqual(1 + meters * lengthShare);
      const ends = [route?.line[0], route?.line.at(-1)].map((place) => place ?? AT_SEA);
      expect(metersBetween(ends[0], ALONG[0])).toBeLessThan(1);
      expect(metersBetween(ends[1], ALONG[2])).toBeLessThan(1);
    });

    test("agree with the table all over a town", async () => {
      const seed = 99;
      const random = seededRandom(seed);
      const engine = await opened(gridTown(random, 6));
      const places = placesInTown(random, 6, 12);
      const table = await engine.table(placesOf(places), placesOf(places));
      for (const [row, from] of places.entries()) {
        const column = (row + 5) % places.length;
        const route = await engine.route(from, places[column]);
        // Where only one of them is reached, the difference is enormous.
        const difference = Math.abs((route?.deciseconds ?? UNREACHED) - entry(table, row, column));
        expect(difference, `seed ${seed}, ${row} to ${column}`).toBeLessThanOrEqual(betweenSearches);
      }
    });

    test("are null where nobody can drive", async () => {
      const engine = await opened(straightRoad(true));
      expect(await engine.route(ALONG[2], ALONG[0])).toBeNull();
      expect(await engine.route(ALONG[0], ISLET)).toBeNull();
      expect(await engine.route(ALONG[0], AT_SEA)).toBeNull();
    });
  });

  describe(`${name}: long work`, options, () => {
    test("tells how far it is, up to the end", async () => {
      const engine = await opened(straightRoad(false));
      const steps: [number, number][] = [];
      const onProgress = (done: number, total: number): number => steps.push([done, total]);
      await engine.table(placesOf(ALONG), placesOf(ALONG), { onProgress });
      expect(steps.at(-1)).toEqual([9, 9]);
      await engine.cellTimes(placesOf(ALONG), placesOf(ALONG), { onProgress });
      expect(steps.at(-1)).toEqual([3, 3]);
    });

    test("ends with the reason of its signal", async () => {
      const engine = await opened(straightRoad(false));
      const reason = new Error("enough");
      const signal = AbortSignal.abort(reason);
      const places = placesOf(ALONG);
      await expect(engine.table(places, places, { signal })).rejects.toBe(reason);
      await expect(engine.cellTimes(places, places, { signal })).rejects.toBe(reason);
      await expect(engine.route(ALONG[0], ALONG[1], { signal })).rejects.toBe(reason);
    });
  });
}
