import { describe, expect, test } from "vitest";

import { fitLine, type Place } from "../../../isochrones/geo/places.ts";
import { randomLine } from "../../helpers/random-places.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

const ROUNDS = 400;

describe("the line of least squares", () => {
  /** By the sums of the normal equations in whole numbers, which nothing is lost of. */
  function exactV(us: readonly number[], vs: readonly number[], u: number): number {
    // Whole numbers stay small beside the first of them.
    const [x, y] = [us, vs].map((all) => all.map((value) => BigInt(value - all[0])));
    const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);
    const n = BigInt(x.length);
    const slope = n * sum(x.map((value, i) => value * y[i])) - sum(x) * sum(y);
    const below = n * sum(x.map((value) => value * value)) - sum(x) ** 2n;
    const numerator = below * sum(y) + slope * (n * BigInt(u - us[0]) - sum(x));
    return vs[0] + Number(numerator) / Number(n * below);
  }

  test("is that of the normal equations, over the axis along which the places lie", () => {
    let steep = 0;
    for (let seed = 1; seed <= ROUNDS; seed++) {
      const random = seededRandom(seed);
      const line = randomLine(random);
      const [lons, lats] = [line.map(([lon]) => lon), line.map(([, lat]) => lat)];
      const extent = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
      if (extent(lons) === 0 || extent(lats) === 0) continue;
      const isSteep = extent(lats) > 2 * extent(lons);
      const [us, vs] = isSteep ? [lats, lons] : [lons, lats];
      const ends = fitLine(line).map(([lon, lat]) => (isSteep ? [lat, lon] : [lon, lat]));
      // It reaches ten microdegrees beyond the places.
      expect([ends[0][0], ends[1][0]], `seed ${seed}`).toEqual([Math.min(...us) - 10, Math.max(...us) + 10]);
      for (const [u, v] of ends) {
        expect(Number.isInteger(v), `seed ${seed}`).toBe(true);
        expect(Math.abs(v - exactV(us, vs, u)), `seed ${seed}`).toBeLessThan(0.5 + 1e-4);
      }
      if (isSteep) steep++;
    }
    expect(steep).toBeGreaterThan(ROUNDS / 20);
  });

  test.each<{ what: string; places: Place[]; expected: [Place, Place] }>([
    {
      what: "a rising line, from west to east",
      places: [
        [0, 0],
        [10, 10],
        [20, 20],
      ],
      expected: [
        [-10, -10],
        [30, 30],
      ],
    },
    {
      what: "the same drawn westwards",
      places: [
        [20, 20],
        [10, 10],
        [0, 0],
      ],
      expected: [
        [-10, -10],
        [30, 30],
      ],
    },
    // A third of the latitude, rounded.
    {
      what: "a steep line, from south to north",
      places: [
        [0, 0],
        [20, 60],
      ],
      expected: [
        [-3, -10],
        [23, 70],
      ],
    },
    {
      what: "one twice as high as wide, still from west to east",
      places: [
        [0, 0],
        [20, 40],
      ],
      expected: [
        [-10, -20],
        [30, 60],
      ],
    },
    {
      what: "a level line, as it is",
      places: [
        [20, 5],
        [0, 5],
        [10, 5],
      ],
      expected: [
        [20, 5],
        [10, 5],
      ],
    },
    {
      what: "an upright line, as it is",
      places: [
        [5, 0],
        [5, 20],
        [5, 10],
      ],
      expected: [
        [5, 0],
        [5, 10],
      ],
    },
    {
      what: "one place over and over",
      places: [
        [5, 7],
        [5, 7],
      ],
      expected: [
        [5, 7],
        [5, 7],
      ],
    },
  ])("is, for $what, $expected", ({ places, expected }) => {
    expect(fitLine(places)).toEqual(expected);
  });
});
