import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { SMALL_COUNTRY_PLAN } from "../../../data/demo/country/country-plan.ts";
import { planCountry } from "../../../data/demo/country/country.ts";
import { createMosaic, NO_PAYS } from "../../../data/demo/country/mosaic.ts";
import { buildPaysTerrain } from "../../../data/demo/country/pays-terrain.ts";
import { apportion, firstNumbers } from "../../../data/demo/country/shares.ts";
import { splitByPlace } from "../../../data/demo/country/split-by-place.ts";
import { EditHistory } from "../../../data/demo/edit-history.ts";
import { Random } from "../../../data/demo/random.ts";

const anySeed = fc.integer({ min: 0, max: 1e9 });

describe("a mosaic", () => {
  test("gives a place away from the bends of a border to the pays with the nearest seed of all", () => {
    const plan = { ...SMALL_COUNTRY_PLAN, columns: 5, rows: 4 };
    const [width, height] = [plan.columns * plan.paysMeters, plan.rows * plan.paysMeters];
    // Borders are bent by 1.2 × 3 500 m for a pays of 46 km, along both axes: what is nearer by more than twice that wins.
    const mostBend = (2 * Math.SQRT2 * 1.2 * 3_500 * plan.paysMeters) / 46_000;
    const at = fc.double({ min: -0.5, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(anySeed, at, at, (seed, east, north) => {
        const mosaic = createMosaic(plan, seed);
        const [x, y] = [east * width, north * height];
        const meters = mosaic.seeds.map(([seedX, seedY]) => Math.hypot(seedX - x, seedY - y));
        const found = mosaic.paysAt(x, y);
        expect(found).not.toBe(NO_PAYS);
        expect(meters[found]).toBeLessThanOrEqual(Math.min(...meters) + mostBend);
      }),
    );
  });
});

describe("gates between pays", () => {
  test.each([1, 2, 3])("are the same from both sides (seed %i)", (seed) => {
    const country = planCountry(SMALL_COUNTRY_PLAN, seed);
    const seen = new Map<number, { ours: number; theirs: number; places: Set<string> }>();
    for (const pays of country.pays) {
      for (const { node, point } of buildPaysTerrain(country, pays).gates) {
        const gate = seen.get(node.osmNodeId) ?? { ours: 0, theirs: 0, places: new Set() };
        if (node.isOurs) gate.ours++;
        else gate.theirs++;
        gate.places.add(point.join());
        seen.set(node.osmNodeId, gate);
      }
    }
    expect(seen.size).toBeGreaterThan(10);
    for (const { ours, theirs, places } of seen.values()) {
      expect(ours).toBe(1);
      expect(theirs).toBeGreaterThanOrEqual(1);
      expect(places.size).toBe(1);
    }
  });
});

test("points are split into groups of neighbours that differ by few in number, each point in one", () => {
  const coordinate = fc.integer({ min: -1_000, max: 1_000 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      (points, count) => {
        const groups = splitByPlace(points, count);
        expect(groups.flat().sort((a, b) => a - b)).toEqual([...points.keys()]);
        expect(groups).toHaveLength(Math.min(count, groups.length));
        expect(groups.every((group) => group.length > 0)).toBe(true);
      },
    ),
  );
  const row = Array.from({ length: 12 }, (_, x) => [x, 0] as const);
  expect(splitByPlace(row, 4)).toEqual([
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8],
    [9, 10, 11],
  ]);
});

test("shares are whole numbers that follow weights and sum to what there is to share", () => {
  expect(apportion(10, [1, 1, 2, 1])).toEqual([2, 2, 4, 2]);
  const weights = fc.array(fc.integer({ min: 50, max: 100 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(weights, (list) => {
      const all = list.reduce((sum, weight) => sum + weight, 0);
      const shares = apportion(1_000, list);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(1_000);
      for (const [index, share] of shares.entries())
        expect(Math.abs(share - (1_000 * list[index]) / all)).toBeLessThanOrEqual(1);
    }),
  );
});

test("first numbers leave room for those before, in each group", () => {
  expect(firstNumbers([3, 2, 4])).toEqual([1, 4, 6]);
  expect(firstNumbers([3, 2, 4, 1], [0, 1, 0, 1])).toEqual([1, 1, 4, 3]);
});

describe("an edit history", () => {
  test("orders nodes anew, each once, with gaps that never go back", () => {
    fc.assert(
      fc.property(anySeed, fc.integer({ min: 0, max: 400 }), (seed, count) => {
        const history = new EditHistory(new Random(seed));
        const vertices = Array.from({ length: count }, (_, vertex) => vertex);
        const order = history.order(vertices);
        expect(order.toSorted((a, b) => a - b)).toEqual(vertices);
        expect(history.gap()).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  test("says the same of an object whenever it is asked, between 2008 and 2025", () => {
    const history = new EditHistory(new Random(7));
    for (let id = 990_000_000_000; id < 990_000_001_000; id++) {
      const { version, timestamp, changeset } = history.last(id);
      expect(history.last(id)).toEqual({ version, timestamp, changeset });
      expect(version).toBeGreaterThanOrEqual(1);
      expect(changeset).toBeGreaterThanOrEqual(0);
      const year = new Date(timestamp * 1_000).getUTCFullYear();
      expect(year).toBeGreaterThanOrEqual(2008);
      expect(year).toBeLessThanOrEqual(2025);
    }
  });
});
