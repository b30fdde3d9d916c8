import { expect, test } from "vitest";

import { selectRank } from "../../../isochrones/accessibility/select-rank.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

test("a value of a rank is the one that sorting puts there, on 2 000 random lists with and without equal values", () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const random = seededRandom(seed);
    const different = random.pick([1, 3, 20, 1e6]);
    const values = Float32Array.from({ length: random.int(1, 60) }, () => random.int(0, different) / 7);
    if (random.chance(0.2)) values.sort();
    if (random.chance(0.1)) values.sort().reverse();
    const rank = random.int(0, values.length - 1);
    const sorted = values.toSorted();
    expect(selectRank(values, rank), `seed ${seed}`).toBe(sorted[rank]);
    expect(values.toSorted(), `seed ${seed}`).toEqual(sorted);
  }
});

test("an order made to be bad for the middle takes no longer than others", () => {
  // Up to the middle and down again: the middle is always the largest of what is left.
  const size = 400_000;
  const organPipe = Float32Array.from({ length: size }, (_, index) => Math.min(index, size - index));
  const begun = performance.now();
  // Every value but the largest and the zero is there twice.
  expect(selectRank(organPipe, size / 2)).toBe(organPipe.toSorted()[size / 2]);
  // A square of the size would take minutes.
  expect(performance.now() - begun).toBeLessThan(5_000);
});
