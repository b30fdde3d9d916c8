import { expect, test } from "vitest";

import { doubleArea, isInRing, nestRings, type Ring } from "../../../isochrones/geo/rings.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

/** A star around a place: as many corners as are wanted, at distances that vary. */
function star(random: Random, x: number, y: number, radius: number, corners: number): Ring {
  const ring = Array.from({ length: corners }, (_, corner): [number, number] => {
    const angle = (2 * Math.PI * corner) / corners;
    const distance = radius * (0.7 + 0.3 * random.next());
    return [x + distance * Math.cos(angle), y + distance * Math.sin(angle)];
  });
  return [...ring, [...ring[0]]];
}

/** The slow way: each hole is held against each outline. */
function slowParents(outlines: readonly Ring[], holes: readonly Ring[]): (number | null)[] {
  return holes.map((hole) => {
    const around = outlines
      .map((outline, index) => ({ outline, index }))
      .filter(({ outline }) => hole.slice(1).every(([x, y]) => isInRing(x, y, outline)))
      .sort((a, b) => doubleArea(a.outline) - doubleArea(b.outline));
    return around[0]?.index ?? null;
  });
}

test("each hole is in the smallest outline around it, on 300 random drawings of small and large rings", () => {
  const seen = { inside: 0, outside: 0, large: 0 };
  for (let seed = 1; seed <= 300; seed++) {
    const random = seededRandom(seed);
    const outlines: Ring[] = [];
    const holes: Ring[] = [];
    // Squares of a wide grid, each with an outline, holes in it, and perhaps a piece of land with a hole in one of them.
    for (let column = 0; column < random.int(1, 5); column++) {
      const x = column * 300;
      const corners = random.chance(0.5) ? random.int(5, 30) : random.int(80, 600);
      if (corners >= 80) seen.large++;
      outlines.push(star(random, x, 0, 100, corners));
      holes.push(star(random, x + 30, 20, 20, 12).reverse());
      if (random.chance(0.5)) {
        holes.push(star(random, x - 30, -20, 25, 12).reverse());
        outlines.push(star(random, x - 30, -20, 12, random.int(5, 90)));
        holes.push(star(random, x - 30, -20, 3, 8).reverse());
      }
    }
    if (random.chance(0.3)) holes.push(star(random, -1000, -1000, 5, 6).reverse());
    const polygons = nestRings(random.shuffle([...outlines, ...holes]));
    slowParents(outlines, holes).forEach((parent, hole) => {
      const polygon = polygons.find((rings) => rings.slice(1).includes(holes[hole]));
      expect(polygon?.[0], `seed ${seed}, hole ${hole}`).toBe(parent === null ? undefined : outlines[parent]);
      seen[parent === null ? "outside" : "inside"]++;
    });
    expect(polygons).toHaveLength(outlines.length);
  }
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(30);
});
