import { describe, expect, test } from "vitest";

import {
  bearingDegrees,
  distanceMeters,
  EARTH_RADIUS_METERS,
  longitudeScale,
  METERS_PER_MICRODEGREE,
  planeMeters,
  toMicrodegrees,
} from "../../../isochrones/geo/distance.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const QUARTER = (Math.PI / 2) * EARTH_RADIUS_METERS;

/** Angle between two places by their unit vectors. */
function byVectors(lonA: number, latA: number, lonB: number, latB: number): number {
  const vector = (lon: number, lat: number): number[] => {
    const [l, p] = [(lon * Math.PI) / 180e6, (lat * Math.PI) / 180e6];
    return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
  };
  const [a, b] = [vector(lonA, latA), vector(lonB, latB)];
  const chord = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  return 2 * EARTH_RADIUS_METERS * Math.asin(chord / 2);
}

describe("distances", () => {
  test.each([
    { from: [0, 0], to: [90e6, 0], meters: QUARTER },
    { from: [0, 0], to: [0, 90e6], meters: QUARTER },
    { from: [0, 0], to: [180e6, 0], meters: 2 * QUARTER },
    { from: [2e6, 48e6], to: [2e6, 48e6], meters: 0 },
    { from: [2e6, 48e6], to: [2e6, 48e6 + 1], meters: METERS_PER_MICRODEGREE },
  ])("from $from to $to is $meters m", ({ from, to, meters }) => {
    expect(distanceMeters(from[0], from[1], to[0], to[1])).toBeCloseTo(meters, 3);
  });

  test("are the angle between the two places times the radius, either way", () => {
    for (let seed = 1; seed <= 500; seed++) {
      const random = seededRandom(seed);
      const [lonA, latA] = [random.int(-180e6, 180e6), random.int(-89e6, 89e6)];
      const reach = random.pick([1e2, 1e4, 1e6]);
      const [lonB, latB] = [lonA + random.int(-reach, reach), latA + random.int(-reach, reach) / 2];
      const meters = distanceMeters(lonA, latA, lonB, latB);
      expect(Math.abs(meters - byVectors(lonA, latA, lonB, latB)), `seed ${seed}`).toBeLessThan(1e-3);
      expect(distanceMeters(lonB, latB, lonA, latA), `seed ${seed}`).toBe(meters);
    }
  });

  test("shrink along a parallel by the cosine of the latitude", () => {
    const short = distanceMeters(0, 60e6, 1000, 60e6);
    expect(longitudeScale(60e6)).toBeCloseTo(0.5, 12);
    expect(short).toBeCloseTo(distanceMeters(0, 0, 1000, 0) / 2, 4);
  });
});

test("a distance on a plane is the hypotenuse of its parts to east and north, to the last digit", () => {
  const random = seededRandom(1);
  for (let round = 0; round < 5000; round++) {
    const reach = random.pick([3, 1000, 20_000]);
    // All within the stripe of latitude that begins at 48 degrees.
    const [east, north] = [random.int(-reach, reach), random.int(0, reach)];
    const at = 48e6;
    const parts = [planeMeters(0, at, east, at), planeMeters(0, at, 0, at + north)];
    expect(planeMeters(0, at, east, at + north)).toBe(Math.hypot(...parts));
  }
  expect(planeMeters(2e6, 48e6, 2e6, 48e6)).toBe(0);
});

describe("bearings", () => {
  test.each([
    { to: [0, 1000], degrees: 0 },
    { to: [1000, 0], degrees: 90 },
    { to: [0, -1000], degrees: 180 },
    { to: [-1000, 0], degrees: 270 },
    { to: [1000, 1000], degrees: 45 },
  ])("from the origin to $to is $degrees", ({ to, degrees }) => {
    expect(bearingDegrees(0, 0, to[0], to[1])).toBeCloseTo(degrees, 3);
  });
});

test("degrees become the nearest microdegree", () => {
  expect([toMicrodegrees(2.3522219), toMicrodegrees(-0.0000006)]).toEqual([2352222, -1]);
});
