import { describe, expect, test } from "vitest";

import { type ComparedTimes, compareTimes } from "../../../isochrones/compare/compare.ts";
import { causeOf, speedKmh, type TripFacts } from "../../../isochrones/compare/explain.ts";
import { comparePairs } from "../../../isochrones/compare/figures.ts";
import { compareSides, nearestPairs } from "../../../isochrones/compare/sides.ts";
import { worstPairs } from "../../../isochrones/compare/worst-pairs.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const MINUTE = 600;

function pairs(
  measured: readonly number[],
  reference: readonly number[],
): { measured: Uint32Array; reference: Uint32Array } {
  return { measured: Uint32Array.from(measured), reference: Uint32Array.from(reference) };
}

describe("figures over all pairs", () => {
  test("are differences against the reference, with their sign in the bias", () => {
    // 100 pairs, of which pair i is i parts in a thousand too long.
    const reference = Array.from({ length: 100 }, () => 1000);
    const measured = reference.map((time, i) => time + i + 1);
    const figures = comparePairs(pairs(measured, reference));
    expect(figures.relative.median).toBeCloseTo(0.05, 12);
    expect(figures.relative.p95).toBeCloseTo(0.095, 12);
    expect(figures.relative.max).toBeCloseTo(0.1, 12);
    expect(figures.absoluteSeconds).toEqual({ median: 5, p95: 9.5, max: 10 });
    expect(figures.bias.medianRelative).toBeCloseTo(0.05, 12);
    // Mean of 0.1, 0.2 … 10 s.
    expect(figures.bias.meanSeconds).toBeCloseTo(5.05, 12);
    const inverse = comparePairs(pairs(reference, measured));
    expect(inverse.bias.medianRelative).toBeLessThan(0);
    expect(inverse.bias.meanSeconds).toBeCloseTo(-5.05, 12);
    expect(inverse.absoluteSeconds).toEqual(figures.absoluteSeconds);
  });

  test("count who can drive what", () => {
    const figures = comparePairs(pairs([1, UNREACHED, 5, UNREACHED, 7], [1, 2, UNREACHED, UNREACHED, 7]));
    expect(figures).toMatchObject({
      pairs: 5,
      reachableInBoth: 2,
      reachableInMeasuredOnly: 1,
      reachableInReferenceOnly: 1,
      oneOnlyShare: 2 / 5,
    });
  });

  test("have no relative difference to a time of nothing", () => {
    const figures = comparePairs(pairs([30, 0], [0, 0]));
    expect(figures.relative).toEqual({ median: 0, p95: 0, max: 0 });
    expect(figures.absoluteSeconds.max).toBe(3);
  });

  test("are 0 without any pairs", () => {
    expect(comparePairs(pairs([], []))).toMatchObject({
      pairs: 0,
      oneOnlyShare: 0,
      bias: { meanSeconds: 0 },
    });
  });
});

describe("people who change sides", () => {
  test("are those whose nearest destination is on the other side of the limit", () => {
    // Three origins, two destinations: 19 and 21 minutes; 25 and 20; nothing and 31.
    const times = pairs(
      [19, 40, 25, 20, Infinity, 31].map((minutes) => (minutes === Infinity ? UNREACHED : minutes * MINUTE)),
      [21, 22, 20, 50, 30, Infinity].map((minutes) => (minutes === Infinity ? UNREACHED : minutes * MINUTE)),
    );
    const nearest = nearestPairs(times, 3);
    expect([...nearest.measured]).toEqual([19, 20, 31].map((minutes) => minutes * MINUTE));
    expect([...nearest.measuredNearest]).toEqual([0, 1, 1]);
    expect([...nearest.referenceNearest]).toEqual([0, 0, 0]);
    const people = [10, 20, 70];
    expect(compareSides(nearest, people, 20)).toEqual({
      minutes: 20,
      people: 100,
      measuredWithin: 30,
      referenceWithin: 20,
      gained: 10,
      lost: 0,
      changedShare: 0.1,
    });
    expect(compareSides(nearest, people, 30)).toMatchObject({ gained: 0, lost: 70, changedShare: 0.7 });
  });

  test("are none without people or origins", () => {
    expect(compareSides(pairs([1], [UNREACHED]), [0], 30)).toMatchObject({ people: 0, changedShare: 0 });
    expect([...nearestPairs(pairs([], []), 0).measured]).toEqual([]);
  });
});

describe("the worst pairs", () => {
  test("begin with those that one engine alone can drive, one of each origin", () => {
    const times = pairs(
      [1000, 2000, 1500, 4000, 1200, UNREACHED, 900, 900],
      [1000, 1000, 1000, 1000, 1000, 1000, 900, 900],
    );
    expect(worstPairs(times, 4, 10)).toEqual([
      { origin: 2, destination: 1, measuredSeconds: null, referenceSeconds: 100 },
      { origin: 1, destination: 1, measuredSeconds: 400, referenceSeconds: 100 },
      { origin: 0, destination: 1, measuredSeconds: 200, referenceSeconds: 100 },
    ]);
    expect(worstPairs(times, 4, 1)).toHaveLength(1);
  });

  test("are not the trips of a few seconds", () => {
    // 2 s instead of 1 s is double; 12 minutes instead of 10 a fifth.
    const [first] = worstPairs(pairs([20, 12 * MINUTE], [10, 10 * MINUTE]), 2, 2);
    expect(first.origin).toBe(1);
  });

  test("come worst first whatever their order in the table", () => {
    const seed = 17;
    const random = seededRandom(seed);
    const reference = Array.from({ length: 300 }, () => random.int(MINUTE, 100 * MINUTE));
    const measured = reference.map((time) => (random.chance(0.1) ? UNREACHED : random.int(time, 2 * time)));
    const badness = worstPairs(pairs(measured, reference), 300, 300).map(
      ({ measuredSeconds, referenceSeconds }) =>
        measuredSeconds === null ? Infinity : measuredSeconds / (referenceSeconds ?? 1),
    );
    for (let i = 1; i < badness.length; i++) {
      expect(badness[i], `seed ${seed}, ${i}`).toBeLessThanOrEqual(badness[i - 1] + 1e-9);
    }
  });
});

describe("the cause of a disagreement", () => {
  const line = [
    [9, 42],
    [9.1, 42],
  ] as const;
  const trip = (fields: Partial<TripFacts>): TripFacts => ({
    seconds: 100,
    originSnapMeters: 10,
    destinationSnapMeters: 10,
    route: { meters: 1000, line },
    ...fields,
  });

  test.each([
    ["reach", { seconds: null, route: null }],
    ["snap", { originSnapMeters: 40 }],
    ["snap", { destinationSnapMeters: Infinity }],
    ["route", { route: { meters: 1100, line } }],
    ["speed", { seconds: 200, originSnapMeters: 12 }],
    ["route-or-speed", { route: null }],
    ["speed", { originSnapMeters: null, destinationSnapMeters: null }],
  ] as const)("is %s for %j", (cause, fields) => {
    expect(causeOf(trip(fields), trip({}))).toBe(cause);
    expect(causeOf(trip({}), trip(fields))).toBe(cause);
  });

  test("shows the mean speed where the way is known", () => {
    // A kilometre in 100 s.
    expect(speedKmh(trip({}))).toBeCloseTo(36, 9);
    expect(speedKmh(trip({ route: null }))).toBeNull();
    expect(speedKmh(trip({ seconds: 0 }))).toBeNull();
  });
});

test("a comparison asks for the routes of its worst pairs only, of engines that have them", async () => {
  const asked: string[] = [];
  const places = {
    origins: { lons: [9, 9.1, 9.2], lats: [42, 42, 42] },
    destinations: { lons: [8], lats: [41] },
    people: [1, 2, 3],
  };
  const engine: ComparedTimes = {
    deciseconds: Uint32Array.of(1000, 3000, UNREACHED),
    sourceSnapMeters: [1, 2, 3],
    destinationSnapMeters: [4],
    route: async (from, to) => {
      asked.push(`${from.join(" ")} to ${to.join(" ")}`);
      return { deciseconds: 3000, meters: 1500, line: [from, to] };
    },
  };
  const recorded: ComparedTimes = {
    deciseconds: Uint32Array.of(1000, 2000, 2000),
    sourceSnapMeters: null,
    destinationSnapMeters: null,
    route: null,
  };
  const { worst, sides } = await compareTimes(places, engine, recorded, { minutes: [4, 30], worst: 2 });
  expect(asked).toEqual(["9.1 42 to 8 41"]);
  expect(worst.map(({ origin, cause }) => [origin, cause])).toEqual([
    [2, "reach"],
    [1, "route-or-speed"],
  ]);
  expect(worst[1].measured.speedKmh).toBeCloseTo((1500 / 300) * 3.6, 9);
  expect(sides.map(({ lost }) => lost)).toEqual([2 + 3, 3]);
});
