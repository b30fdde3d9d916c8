import { describe, expect, test } from "vitest";

import { planeMeters } from "../../../isochrones/geo/distance.ts";
import {
  between,
  closestOnSegment,
  type Place,
  placeAt,
  samplePlaces,
} from "../../../isochrones/geo/places.ts";
import { randomLine } from "../../helpers/random-places.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const ROUNDS = 400;

function metersBetween(a: Place, b: Place): number {
  return planeMeters(...a, ...b);
}

function lengthOf(line: readonly Place[]): number {
  return line.slice(1).reduce((sum, place, i) => sum + metersBetween(line[i], place), 0);
}

/** The place so many metres along a line before anything is cut off, by walking there. */
function exactPlaceAt(line: readonly Place[], meters: number): Place {
  let left = meters;
  for (const [i, to] of line.slice(1).entries()) {
    const from = line[i];
    const length = metersBetween(from, to);
    if (left < length) {
      const share = left / length;
      return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
    }
    left -= length;
  }
  return line[line.length - 1];
}

/** Whole microdegrees, less than one away and never farther from nought; a hair is left for rounding. */
function expectCutOff(got: Place, exact: Place, what: string): void {
  const hair = 1e-6;
  for (const axis of [0, 1]) {
    expect(Number.isInteger(got[axis]), what).toBe(true);
    expect(Math.abs(got[axis] - exact[axis]), what).toBeLessThan(1 + hair);
    expect(Math.abs(got[axis]), what).toBeLessThan(Math.abs(exact[axis]) + hair);
  }
}

describe("a share of the way between two places", () => {
  test("is cut off towards nought", () => {
    expect(between([10, -10], [13, -13], 0.5)).toEqual([11, -11]);
    expect(between([13, -13], [10, -10], 0.5)).toEqual([11, -11]);
    expect(between([-7, 7], [3, 9], 0.99)).toEqual([2, 8]);
  });

  test("is one of both ends at nought and at one", () => {
    expect([between([-4, 9], [6, -2], 0), between([-4, 9], [6, -2], 1)]).toEqual([
      [-4, 9],
      [6, -2],
    ]);
  });
});

describe("the place so many metres along a line", () => {
  test("is where one comes to by walking, cut off", () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const random = seededRandom(seed);
      const line = randomLine(random);
      const meters = random.next() * lengthOf(line);
      expectCutOff(placeAt(line, meters), exactPlaceAt(line, meters), `seed ${seed}`);
    }
  });

  test("is the end of a line that is shorter, and the beginning at nought", () => {
    const line: Place[] = [
      [5, 5],
      [5, 105],
      [105, 105],
    ];
    expect(placeAt(line, lengthOf(line) + 1)).toEqual([105, 105]);
    expect(placeAt(line, 0)).toEqual([5, 5]);
    expect(placeAt([[5, 5]], 3)).toEqual([5, 5]);
  });
});

describe("the place of a segment nearest to another place", () => {
  test("is no farther than the nearest of many places on it, but for rounding", () => {
    const steps = 2000;
    // Half a microdegree along both axes.
    const rounding = Math.SQRT1_2 + 1e-6;
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const random = seededRandom(seed);
      const [a, b] = randomLine(random);
      const place: Place = [a[0] + random.int(-400, 400), a[1] + random.int(-400, 400)];
      const got = closestOnSegment(a, b, place);
      const degreesFrom = (to: Place, share: number): number =>
        Math.hypot(a[0] + share * (b[0] - a[0]) - to[0], a[1] + share * (b[1] - a[1]) - to[1]);
      const shares = Array.from({ length: steps + 1 }, (_, step) => step / steps);
      const least = (to: Place): number => Math.min(...shares.map((share) => degreesFrom(to, share)));
      const apart = Math.hypot(got[0] - place[0], got[1] - place[1]);
      expect(apart, `seed ${seed}`).toBeLessThanOrEqual(least(place) + rounding);
      expect(least(got), `seed ${seed}`).toBeLessThan(rounding + 300 / steps);
      expect(got.every(Number.isInteger), `seed ${seed}`).toBe(true);
    }
  });

  test("is rounded, not cut off", () => {
    // Six tenths of the way.
    expect(closestOnSegment([0, 0], [2, 1], [1, 1])).toEqual([1, 1]);
  });

  test("is nearest in degrees, at sixty degrees north too, where those of longitude are half as long", () => {
    expect(closestOnSegment([0, 60_000_000], [100, 60_000_100], [100, 60_000_000])).toEqual([50, 60_000_050]);
  });

  test("is one of its ends where the foot lies beyond, and its only place where it has no length", () => {
    expect(closestOnSegment([0, 0], [10, 0], [-5, 3])).toEqual([0, 0]);
    expect(closestOnSegment([0, 0], [10, 0], [15, 3])).toEqual([10, 0]);
    expect(closestOnSegment([4, 4], [4, 4], [9, 9])).toEqual([4, 4]);
  });
});

describe("places along a line every so many metres", () => {
  test("are those that one comes to by walking, up to the limit, the beginning first", () => {
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const random = seededRandom(seed);
      const line = randomLine(random);
      const step = 0.5 + random.next() * 15;
      const limit = random.next() * 100;
      const got = samplePlaces(line, limit, step);
      const reach = Math.min(limit, lengthOf(line));
      expect(got.length, `seed ${seed}`).toBe(1 + Math.floor(reach / step));
      got.forEach((place, i) =>
        expectCutOff(place, exactPlaceAt(line, i * step), `seed ${seed}, place ${i}`),
      );
    }
  });

  test("go on counting over bends", () => {
    // Every 100.3 microdegrees on a line of 150 and 300: what is cut off is not carried on.
    const line: Place[] = [
      [0, 0],
      [0, 150],
      [0, 450],
    ];
    const step = planeMeters(0, 0, 0, 1) * 100.3;
    const lats = (limit: number): number[] => samplePlaces(line, limit, step).map(([, lat]) => lat);
    expect(lats(1000)).toEqual([0, 100, 200, 300, 401]);
    expect(lats(3.5 * step)).toEqual([0, 100, 200, 300]);
    expect(lats(0.5 * step)).toEqual([0]);
  });
});
