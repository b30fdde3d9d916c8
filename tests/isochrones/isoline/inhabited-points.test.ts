import { expect, test } from "vitest";

import { somePoint, sortIntoSquares } from "../../../isochrones/isoline/inhabited-points.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

test("inhabited points are found in a box as by looking at all of them", () => {
  const seen = { some: 0, none: 0 };
  for (let seed = 1; seed <= 200; seed++) {
    const random = seededRandom(seed);
    // Corsica, and far to the south and west of it an island, as in a dataset with overseas territories.
    const homes = Array.from({ length: random.pick([0, 1, 40, 400]) }, () =>
      random.chance(0.8)
        ? [9 + random.next() * 0.3, 42 + random.next() * 0.3]
        : [-61 + random.next() * 0.1, -21 + random.next() * 0.1],
    );
    const points = sortIntoSquares(
      Float64Array.from(homes, ([lon]) => lon),
      Float64Array.from(homes, ([, lat]) => lat),
    );
    for (let query = 0; query < 20; query++) {
      const [lon, lat] = random.chance(0.2)
        ? [-61, -21]
        : [9 + random.next() * 0.4, 42 + random.next() * 0.4];
      const size = random.pick([0.001, 0.01, 0.1, 90]);
      const box = [lon - size * random.next(), lat - size * random.next(), lon + size, lat + size] as const;
      const accepts = (x: number): boolean => Math.round(x * 1e5) % 2 === 0;
      const expected = homes.filter(
        ([x, y]) => x >= box[0] && y >= box[1] && x <= box[2] && y <= box[3] && accepts(x),
      );
      const visited: [number, number][] = [];
      somePoint(points, box, (x, y) => {
        if (accepts(x)) visited.push([x, y]);
        return false;
      });
      const name = `seed ${seed}, box ${box.join()}`;
      expect(visited.map(String).sort(), name).toEqual(expected.map(String).sort());
      expect(somePoint(points, box, accepts), name).toBe(expected.length > 0);
      seen[expected.length > 0 ? "some" : "none"]++;
    }
  }
  expect(seen.some).toBeGreaterThan(500);
  expect(seen.none).toBeGreaterThan(500);
});
