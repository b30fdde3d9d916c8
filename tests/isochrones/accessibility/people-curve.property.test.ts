import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { coverageFigures } from "../../../isochrones/accessibility/coverage.ts";
import { peopleCurve } from "../../../isochrones/accessibility/people-curve.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { OFFSETS } from "../../../isochrones/model/points.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";

interface Timed {
  readonly halves: number;
  /** null without a way. */
  readonly time: number | null;
}

/** Whole minutes, and the deciseconds around them, are where counting by minutes could go wrong. */
const anyTime = fc.oneof(
  fc.integer({ min: 0, max: 80_000 }),
  fc
    .tuple(fc.integer({ min: 0, max: 70 }), fc.integer({ min: -1, max: 1 }))
    .map(([minutes, step]) => Math.max(0, minutes * 600 + step)),
);

const anyCells: fc.Arbitrary<Timed[]> = fc.array(
  fc.record({ halves: fc.integer({ min: 0, max: 40 }), time: fc.option(anyTime, { freq: 6 }) }),
  { maxLength: 50 },
);

function worldOf(timed: readonly Timed[]) {
  const places = squares(timed.map((_, i): [number, number] => [i % 8, Math.floor(i / 8)]));
  const count = timed.length;
  return {
    cells: miniCells(timed.map(({ halves }, i) => ({ ...places[i], people: halves / 2 }))),
    deciseconds: Uint32Array.from(timed, ({ time }) => time ?? UNREACHED),
    snaps: {
      edges: new Uint32Array(count),
      fractions: new Float32Array(count),
      offsets: new Uint32Array(count * OFFSETS),
      nodes: new Uint32Array(count),
      distancesMeters: new Float32Array(count),
    },
  };
}

describe("a curve of people", () => {
  test("has the people, the mean and the percentile of a coverage at each minute", () => {
    fc.assert(
      fc.property(anyCells, fc.integer({ min: 1, max: 3 }), (timed, step) => {
        const { cells, deciseconds, snaps } = worldOf(timed);
        const members = Uint32Array.from([...timed.keys()].filter((cell) => cell % step === 0));
        const curve = peopleCurve(cells, deciseconds, members);
        const figures = coverageFigures(cells, snaps, deciseconds, members, 30);
        expect(curve.covered).toHaveLength(61);
        for (let minutes = 0; minutes <= 60; minutes++) {
          const { covered } = coverageFigures(cells, snaps, deciseconds, members, minutes);
          expect(curve.covered[minutes], `${minutes} minutes`).toBe(covered);
        }
        expect(curve.population).toBe(figures.population);
        expect(curve.meanMinutes ?? -1).toBeCloseTo(figures.meanMinutes ?? -1, 9);
        expect(curve.p95Minutes).toBe(figures.p95Minutes);
      }),
      { numRuns: 30 },
    );
  });

  test("of nobody says nothing of times", () => {
    const { cells, deciseconds } = worldOf([{ halves: 0, time: 600 }]);
    expect(peopleCurve(cells, deciseconds, Uint32Array.of(0))).toEqual({
      population: 0,
      covered: new Float64Array(61),
      meanMinutes: null,
      p95Minutes: null,
    });
  });
});
