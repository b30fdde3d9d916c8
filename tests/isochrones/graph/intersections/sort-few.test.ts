import { expect, test } from "vitest";

import { sortFew } from "../../../../isochrones/graph/intersections/sort-few.ts";
import { seededRandom } from "../../../helpers/seeded-random.ts";

test("lists of any length are sorted in place, equal ones in their order", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seededRandom(seed);
    const list = Array.from({ length: random.int(0, 30) }, (_, place) => ({ key: random.int(0, 9), place }));
    const expected = [...list].sort((a, b) => a.key - b.key || a.place - b.place);
    expect(
      sortFew(list, (a, b) => a.key - b.key),
      `seed ${seed}`,
    ).toBe(list);
    expect(list, `seed ${seed}`).toEqual(expected);
  }
});
