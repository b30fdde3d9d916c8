import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { judge, LEAST_PAIRS, SIGNIFICANCE } from "../../../scripts/bench/compare/verdict.ts";
import { median, pairedRatios, signTest, summarise } from "../../../scripts/bench/statistics.ts";

const times = fc.array(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 12 });

describe("a summary", () => {
  test("of an odd and an even number of values", () => {
    expect(summarise([30, 10, 20])).toEqual({ count: 3, min: 10, median: 20, max: 30, spread: 1 });
    expect(summarise([40, 10, 20, 30])).toEqual({ count: 4, min: 10, median: 25, max: 40, spread: 1.2 });
    expect(summarise([0, 0]).spread).toBe(0);
    expect(() => median([])).toThrow("got no values");
  });

  test("has half of the values on either side of its median, and changes none", () => {
    fc.assert(
      fc.property(times, (values) => {
        const given = [...values];
        const { min, median: middle, max } = summarise(values);
        expect(values).toEqual(given);
        expect(values.filter((value) => value < middle).length * 2).toBeLessThanOrEqual(values.length);
        expect(values.filter((value) => value > middle).length * 2).toBeLessThanOrEqual(values.length);
        expect(values.every((value) => value >= min && value <= max)).toBe(true);
      }),
    );
  });
});

describe("ratios", () => {
  test("are of the same round, and only of rounds that both have", () => {
    const measured = new Map([
      [1, 20],
      [2, 90],
      [4, 5],
    ]);
    const base = new Map([
      [1, 10],
      [2, 30],
      [3, 7],
      [5, 1],
    ]);
    expect(pairedRatios(measured, base)).toEqual([2, 3]);
    expect(pairedRatios(measured, new Map([[1, 0]]))).toEqual([]);
  });
});

/** Of all rows of signs, how many are as uneven as this one: the test by its definition. */
function signTestByCounting(above: number, below: number): number {
  const count = above + below;
  let uneven = 0;
  for (let row = 0; row < 2 ** count; row++) {
    const ones = Array.from({ length: count }, (_, place) => (row >> place) & 1).filter((bit) => bit === 1);
    if (Math.max(ones.length, count - ones.length) >= Math.max(above, below)) uneven++;
  }
  return uneven / 2 ** count;
}

describe("the sign test", () => {
  test("is what counting all rows of signs gives", () => {
    for (let above = 0; above <= 6; above++) {
      for (let below = 0; below <= 6; below++) {
        const ratios = [...Array<number>(above).fill(1.5), ...Array<number>(below).fill(0.5), 1, 1];
        expect(signTest(ratios), `${above} above, ${below} below`).toBeCloseTo(
          signTestByCounting(above, below),
          12,
        );
      }
    }
  });

  test("needs so many pairs to say anything at all", () => {
    const all = (count: number): number => signTest(Array<number>(count).fill(2));
    expect(all(LEAST_PAIRS)).toBeLessThan(SIGNIFICANCE);
    expect(all(LEAST_PAIRS - 1)).toBeGreaterThan(SIGNIFICANCE);
  });
});

describe("a verdict", () => {
  const tolerance = 0.05;

  test("is slower where all pairs are, and a failure beyond the tolerance only", () => {
    expect(judge([1.2, 1.3, 1.1, 1.4, 1.2, 1.25], tolerance)).toMatchObject({
      word: "slower",
      ratio: 1.225,
      isTooSlow: true,
    });
    expect(judge(Array<number>(10).fill(1.03), tolerance)).toMatchObject({
      word: "slower",
      isTooSlow: false,
    });
  });

  test("is faster where all pairs are", () => {
    expect(judge(Array<number>(6).fill(0.5), tolerance)).toMatchObject({ word: "faster", isTooSlow: false });
  });

  test("is no difference where pairs do not agree, however far one of them is off", () => {
    expect(judge([1.1, 0.9, 9, 0.95, 1.2, 0.8], tolerance)).toMatchObject({
      word: "no difference",
      isTooSlow: false,
    });
    expect(judge([1, 1, 1, 1, 1, 1], tolerance)).toMatchObject({ word: "no difference", probability: 1 });
  });

  test("is no difference where there are too few pairs, even if they agree", () => {
    expect(judge([3, 3, 3], tolerance)).toMatchObject({ word: "no difference", isTooSlow: false });
  });
});
