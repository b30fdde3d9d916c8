import { describe, expect, test } from "vitest";

import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { type Network, NO_EDGE, UNREACHED } from "../../../isochrones/model/network.ts";
import type { Direction } from "../../../isochrones/routing/edge-labels.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { kNearest } from "../../../isochrones/routing/k-nearest.ts";
import { timesAtPoints, type PointTimes } from "../../../isochrones/routing/point-times.ts";
import { makeSeeds } from "../../../isochrones/routing/seeds.ts";
import { plainCost, type PlacedPoint } from "../../helpers/network-reference.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom, type Random } from "../../helpers/seeded-random.ts";

const WORLDS = 250;
const POINTS = 6;

interface World {
  readonly name: string;
  readonly network: Network;
  readonly random: Random;
  readonly points: readonly PlacedPoint[];
}

function* worlds(): Generator<World> {
  for (let seed = 1; seed <= WORLDS; seed++) {
    const random = seededRandom(seed + 1_000_000);
    const network = buildNetwork(randomRoads(seed));
    yield { name: `seed ${seed}`, network, random, points: randomPoints(network, random, POINTS) };
  }
}

/** Times of all points to (or from) those chosen. */
function timesFrom(
  search: EdgeSearch,
  points: readonly PlacedPoint[],
  chosen: readonly number[],
): PointTimes {
  const snaps = snapsOf(search.network, points);
  const seeds = makeSeeds(search.network, snaps, chosen);
  search.run(seeds);
  return timesAtPoints(search, seeds, snaps);
}

/** One run of its own to each of the points: rows of weight, duration and the point, best first. */
function singleRuns(
  network: Network,
  points: readonly PlacedPoint[],
  chosen: readonly number[],
): number[][][] {
  const rows = points.map((): number[][] => []);
  for (const to of chosen) {
    const times = timesFrom(new EdgeSearch(network, "arrival"), points, [to]);
    rows.forEach((row, point) => {
      if (times.weights[point] !== UNREACHED) row.push([times.weights[point], times.durations[point], to]);
    });
  }
  for (const row of rows) row.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return rows;
}

describe(`times between points anywhere on the road, on ${WORLDS} random worlds`, () => {
  test.each<Direction>(["arrival", "departure"])("are the plain ones (%s)", (direction) => {
    let reached = 0;
    let apart = 0;
    for (const { name, network, points } of worlds()) {
      const times = timesFrom(new EdgeSearch(network, direction), points, [0]);
      points.forEach((point, index) => {
        const expected =
          direction === "arrival"
            ? plainCost(network, point, points[0])
            : plainCost(network, points[0], point);
        const got = { weight: times.weights[index], duration: times.durations[index] };
        expect(got, `${name}, point ${index}`).toEqual(
          expected ?? { weight: UNREACHED, duration: UNREACHED },
        );
        expect(times.nearest[index], `${name}, point ${index}`).toBe(expected === null ? NO_EDGE : 0);
        if (expected === null) apart++;
        else reached++;
      });
    }
    expect(reached).toBeGreaterThan(WORLDS);
    expect(apart).toBeGreaterThan(WORLDS / 10);
  });

  test("are the same seen from the end as from the start", () => {
    for (const { name, network, points } of worlds()) {
      const there = points.map(
        (_, to) => timesFrom(new EdgeSearch(network, "arrival"), points, [to]).durations,
      );
      points.forEach((_, from) => {
        const out = timesFrom(new EdgeSearch(network, "departure"), points, [from]).durations;
        expect([...out], `${name}, from ${from}`).toEqual(there.map((durations) => durations[from]));
      });
    }
  });

  test("do not depend on what the search was used for before", () => {
    for (const { name, network, points } of worlds()) {
      for (const direction of ["arrival", "departure"] as const) {
        const used = new EdgeSearch(network, direction);
        timesFrom(used, points, [0, 1, 2]);
        timesFrom(used, points, [3]);
        const again = timesFrom(used, points, [4, 5]);
        expect(again, name).toEqual(timesFrom(new EdgeSearch(network, direction), points, [4, 5]));
      }
    }
  });
});

describe(`the k nearest, on ${WORLDS} random worlds`, () => {
  test.each([1, 2, 3, 4])("are the first of as many runs to one point, in order (k = %i)", (k) => {
    for (const { name, network, points } of worlds()) {
      const chosen = [1, 2, 4, 5];
      const snaps = snapsOf(network, points);
      const found = kNearest(network, makeSeeds(network, snaps, chosen), snaps, k);
      singleRuns(network, points, chosen).forEach((row, point) => {
        for (let rank = 0; rank < k; rank++) {
          const slot = point * k + rank;
          const got = [found.weights[slot], found.durations[slot], found.nearest[slot]];
          expect(got, `${name}, point ${point}, rank ${rank}`).toEqual(
            row[rank] ?? [UNREACHED, UNREACHED, NO_EDGE],
          );
        }
      });
    }
  });

  test("begin with the nearest of a search of all points at once", () => {
    for (const { name, network, points } of worlds()) {
      const snaps = snapsOf(network, points);
      const nearest = timesFrom(new EdgeSearch(network, "arrival"), points, [0, 1, 2, 3]);
      const {
        durations,
        weights,
        nearest: first,
      } = kNearest(network, makeSeeds(network, snaps, [0, 1, 2, 3]), snaps, 1);
      expect({ durations, weights, nearest: first }, name).toEqual(nearest);
    }
  });
});
