import { describe, expect, test } from "vitest";

import {
  assumptionsFor,
  offRoadDeciseconds,
  timesAtSpeed,
  timesWithOffRoadLeg,
  type Trips,
} from "../../../isochrones/accessibility/sensitivity.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { gridToLonLat } from "../../../isochrones/geo/grid-projection.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { NO_EDGE, type Network, UNREACHED } from "../../../isochrones/model/network.ts";
import type { Snaps } from "../../../isochrones/model/points.ts";
import type { Assumption } from "../../../isochrones/model/sensitivity.ts";
import type { Structure, StructureSelection } from "../../../isochrones/model/structure.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../../../isochrones/routing/point-times.ts";
import { makeSeeds } from "../../../isochrones/routing/seeds.ts";
import { type CellTimes, NO_STRUCTURE } from "../../../isochrones/study.ts";
import { makeRoads, type RoadsPlan } from "../../helpers/make-roads.ts";
import { ORIGIN } from "../../helpers/mini-cells.ts";
import { miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomPlan } from "../../helpers/random-roads.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const WORLDS = 200;
const CELLS = 12;
const STRUCTURES = 4;

interface World {
  readonly name: string;
  readonly network: Network;
  readonly trips: Trips;
}

/** Cells and structures anywhere on random roads, each off the road by up to 3 km, a few without a road at all. */
function makeWorld(seed: number, plan: RoadsPlan = randomPlan(seed)): World {
  const random = seededRandom(seed + 3_000_000);
  const network = buildNetwork(makeRoads(plan));
  const snaps = (count: number): Snaps => {
    const onRoad = snapsOf(network, randomPoints(network, random, count));
    const isLost = Array.from({ length: count }, () => random.chance(0.05));
    return {
      ...onRoad,
      edges: onRoad.edges.map((edge, point) => (isLost[point] ? NO_EDGE : edge)),
      distancesMeters: onRoad.distancesMeters.map((_, point) =>
        isLost[point] ? Infinity : random.chance(0.2) ? 0 : random.next() * 3000,
      ),
    };
  };
  const trips = { cellSnaps: snaps(CELLS), structureSnaps: snaps(STRUCTURES), counted: [0, 1, 2, 3] };
  return { name: `seed ${seed}`, network, trips };
}

/**
 * Roads whose weights are times, so that the way taken is the quickest; large ones, so that roundings are little.
 *
 * @param factor of all speeds
 */
function quickestPlan(seed: number, factor: number): RoadsPlan {
  const { nodes, ways, restrictions } = randomPlan(seed);
  return {
    nodes: nodes.map(({ lon, lat, obstacles }) => ({
      lon: 9_000_000 + (lon - 9_000_000) * 20,
      lat: 42_000_000 + (lat - 42_000_000) * 20,
      obstacles,
    })),
    ways: ways.map(({ profile, ...way }) => ({
      ...way,
      profile: {
        ...profile,
        forwardSpeedKmh: profile.forwardSpeedKmh * factor,
        backwardSpeedKmh: profile.backwardSpeedKmh * factor,
        forwardRateKmh: profile.forwardSpeedKmh * factor,
        backwardRateKmh: profile.backwardSpeedKmh * factor,
        durationWeightSeconds: profile.durationSeconds,
        forwardRestricted: false,
        backwardRestricted: false,
      },
    })),
    restrictions,
  };
}

function makeQuickestWorld(seed: number): World {
  const world = makeWorld(seed, quickestPlan(seed, 1));
  expect([...world.network.edgeWeights]).toEqual([...world.network.edgeDurations]);
  expect([...world.network.turnClassWeights]).toEqual([...world.network.turnClassDurations]);
  return world;
}

function plainTimes(network: Network, { cellSnaps, structureSnaps, counted }: Trips): CellTimes {
  const search = new EdgeSearch(network, "arrival");
  const seeds = makeSeeds(network, structureSnaps, counted);
  search.run(seeds);
  const { durations, nearest } = timesAtPoints(search, seeds, cellSnaps);
  return { deciseconds: durations, nearest };
}

/** By the book: a search of its own for each structure, both legs added, the least weight of all. */
function bruteForce(network: Network, trips: Trips, speedKmh: number): CellTimes {
  const leg = (meters: number): number => Math.round((meters / (speedKmh / 3.6)) * 10);
  const rows = Array.from({ length: CELLS }, (): [number, number, number][] => []);
  for (const structure of trips.counted) {
    const search = new EdgeSearch(network, "arrival");
    const seeds = makeSeeds(network, trips.structureSnaps, [structure]);
    search.run(seeds);
    const { durations, weights } = timesAtPoints(search, seeds, trips.cellSnaps);
    durations.forEach((duration, cell) => {
      if (duration === UNREACHED) return;
      const legs =
        leg(trips.cellSnaps.distancesMeters[cell]) + leg(trips.structureSnaps.distancesMeters[structure]);
      rows[cell].push([weights[cell] + legs, duration + legs, structure]);
    });
  }
  const best = rows.map((row) => row.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).at(0));
  return {
    deciseconds: Uint32Array.from(best, (row) => row?.[1] ?? UNREACHED),
    nearest: Uint32Array.from(best, (row) => row?.[2] ?? NO_STRUCTURE),
  };
}

describe(`an off-road leg, on ${WORLDS} random worlds`, () => {
  test("is that of the structure which is nearest with it", () => {
    let other = 0;
    let unreached = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const { name, network, trips } = makeWorld(seed);
      const times = timesWithOffRoadLeg(network, trips, 5);
      const expected = bruteForce(network, trips, 5);
      expect([...times.deciseconds], name).toEqual([...expected.deciseconds]);
      expect([...times.nearest], name).toEqual([...expected.nearest]);
      const { nearest } = plainTimes(network, trips);
      other += nearest.filter((structure, cell) => structure !== times.nearest[cell]).length;
      unreached += times.deciseconds.filter((time) => time === UNREACHED).length;
    }
    // Otherwise legs added afterwards would do as well.
    expect(other).toBeGreaterThan(WORLDS);
    expect(unreached).toBeGreaterThan(0);
  });

  test("of no length changes nothing", () => {
    for (let seed = 1; seed <= WORLDS; seed++) {
      const { name, network, trips } = makeWorld(seed);
      const atRoad = (snaps: Snaps): Snaps => ({
        ...snaps,
        distancesMeters: snaps.distancesMeters.map(() => 0),
      });
      const none = {
        ...trips,
        cellSnaps: atRoad(trips.cellSnaps),
        structureSnaps: atRoad(trips.structureSnaps),
      };
      const times = timesWithOffRoadLeg(network, none, 5);
      expect(times, name).toEqual(plainTimes(network, trips));
    }
  });

  test("takes 12 minutes for a kilometre", () => {
    const distancesMeters = Float32Array.of(1000, 0, Infinity, 1, 0.069, 0.07);
    expect([...offRoadDeciseconds({ distancesMeters }, 5)]).toEqual([7200, 0, 0, 7, 0, 1]);
  });
});

describe(`speeds, on ${WORLDS} random worlds whose weights are times`, () => {
  test.each([0.8, 1.1])("times %d give the times of roads rebuilt so, up to rounding", (factor) => {
    let reached = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const { name, network, trips } = makeQuickestWorld(seed);
      const { deciseconds } = timesAtSpeed(network, trips, factor);
      const rebuilt = rebuiltTimes(seed, { name, network, trips }, factor);
      // No way drives a segment twice.
      const segments = network.shapeLons.length * 2;
      deciseconds.forEach((time, cell) => {
        const told = `${name}, cell ${cell}`;
        expect(time === UNREACHED, told).toBe(rebuilt[cell] === UNREACHED);
        if (time === UNREACHED) return;
        reached++;
        expect(Math.abs(time - rebuilt[cell]), told).toBeLessThanOrEqual(segments * (0.5 + 1 / factor));
      });
    }
    expect(reached).toBeGreaterThan(WORLDS * 5);
  });

  test("as they are give the times as they are", () => {
    for (let seed = 1; seed <= WORLDS; seed++) {
      const { name, network, trips } = makeWorld(seed);
      expect(timesAtSpeed(network, trips, 1), name).toEqual(plainTimes(network, trips));
    }
  });

  test("that are slower never make a time shorter", () => {
    let longer = 0;
    for (let seed = 1; seed <= WORLDS; seed++) {
      const { name, network, trips } = makeQuickestWorld(seed);
      const times = [1.1, 1, 0.9, 0.8].map((factor) => timesAtSpeed(network, trips, factor).deciseconds);
      times.slice(1).forEach((slower, step) => {
        slower.forEach((time, cell) => {
          // Of a part of a road both ends are rounded: its time may be one less.
          expect(time + 1, `${name}, cell ${cell}`).toBeGreaterThanOrEqual(times[step][cell]);
          if (time > times[step][cell]) longer++;
        });
      });
    }
    expect(longer).toBeGreaterThan(WORLDS * CELLS);
  });
});

/** The times of the same cells on a network built from roads whose profiles say the other speeds. */
function rebuiltTimes(seed: number, { network, trips }: World, factor: number): Uint32Array {
  const rebuilt = buildNetwork(makeRoads(quickestPlan(seed, factor)));
  expect([...rebuilt.edgeHeads]).toEqual([...network.edgeHeads]);
  const onRebuilt = (snaps: Snaps): Snaps => {
    const points = Array.from(snaps.edges, (edge, point) => ({
      edge: edge === NO_EDGE ? 0 : edge,
      fraction: snaps.fractions[point],
    }));
    return { ...snaps, offsets: snapsOf(rebuilt, points).offsets };
  };
  const { cellSnaps, structureSnaps, counted } = trips;
  return plainTimes(rebuilt, {
    cellSnaps: onRebuilt(cellSnaps),
    structureSnaps: onRebuilt(structureSnaps),
    counted,
  }).deciseconds;
}

test("without some structures no time is shorter, where weights are times", () => {
  let longer = 0;
  for (let seed = 1; seed <= WORLDS; seed++) {
    const { name, network, trips } = makeQuickestWorld(seed);
    const all = plainTimes(network, trips).deciseconds;
    const fewer = plainTimes(network, { ...trips, counted: [1, 3] }).deciseconds;
    fewer.forEach((time, cell) => {
      expect(time, `${name}, cell ${cell}`).toBeGreaterThanOrEqual(all[cell]);
      if (time > all[cell]) longer++;
    });
  }
  expect(longer).toBeGreaterThan(WORLDS);
});

test("a desk three kilometres off the road is left for one farther along it, by hand", () => {
  const at = (east: number, north: number): [number, number] =>
    gridToLonLat(3035, ORIGIN.easting + east * 1000, ORIGIN.northing + north * 1000);
  const desk = (id: string, [lon, lat]: [number, number]): Structure => miniStructure({ id, lon, lat });
  // 100 s a kilometre. The cell is at kilometre 7.5, half a kilometre north of the road: 360 s on foot.
  const study = createStudy(
    miniDataset({
      // A point each kilometre: a line between two of the grid's places forty kilometres apart strays from between them.
      nodes: Array.from({ length: 41 }, (_, km) => at(km, 0)),
      ways: [{ nodes: [...Array(41).keys()] }],
      structures: [desk("off", at(5, 3)), desk("on", at(15, 0))],
      cells: [{ easting: ORIGIN.easting + 7000, northing: ORIGIN.northing }],
    }),
  );
  const seconds = (assumption: Assumption): number => study.timesUnder(assumption).deciseconds[0] / 10;
  expect(Math.abs(seconds({ kind: "asked" }) - 250)).toBeLessThan(5);
  expect(Math.abs(seconds({ kind: "offRoad", speedKmh: 5 }) - (360 + 750))).toBeLessThan(10);
  // The drive and the leg of the desk off the road: 250 s and 540 s, more than 750 s; then 250 s and 432 s, less.
  expect(Math.abs(seconds({ kind: "offRoad", speedKmh: 20 }) - (90 + 750))).toBeLessThan(10);
  expect(Math.abs(seconds({ kind: "offRoad", speedKmh: 25 }) - (72 + 250 + 432))).toBeLessThan(10);
});

describe("the assumptions", () => {
  const kinds = (exclude: StructureSelection["exclude"] = []): object[] =>
    assumptionsFor({ exclude, asOf: "2024-01-01" }, null).flatMap((assumption) =>
      assumption.kind === "structures" ? [assumption.selection] : [],
    );

  test("are always in one order", () => {
    expect(assumptionsFor({}, null)).toMatchObject([
      { kind: "asked" },
      { kind: "speed", factor: 0.8 },
      { kind: "speed", factor: 0.9 },
      { kind: "speed", factor: 1.1 },
      { kind: "structures", without: ["bus"] },
      { kind: "structures", without: ["antenne"] },
      { kind: "structures", without: ["bus", "antenne"] },
      { kind: "offRoad", speedKmh: 5 },
      { kind: "townHall", chiefTowns: null },
    ]);
  });

  test("keep what the question leaves out, and its day", () => {
    const asOf = "2024-01-01";
    expect(kinds()).toEqual([
      { exclude: ["bus"], asOf },
      { exclude: ["antenne"], asOf },
      { exclude: ["bus", "antenne"], asOf },
    ]);
    expect(kinds(["antenne", "itinerante"])).toEqual([
      { exclude: ["antenne", "itinerante", "bus"], asOf },
      { exclude: ["antenne", "itinerante"], asOf },
      { exclude: ["antenne", "itinerante", "bus"], asOf },
      { exclude: [], asOf },
    ]);
  });
});
