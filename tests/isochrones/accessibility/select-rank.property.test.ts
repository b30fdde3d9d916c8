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
