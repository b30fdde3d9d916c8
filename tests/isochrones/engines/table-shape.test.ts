import { describe, expect, test } from "vitest";

import { cutTable, pairsIn } from "../../../isochrones/engines/osrm/table-shape.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

describe("a table cut for requests", () => {
  test("holds each pair once, within the limits, for tables of any size", () => {
    const seed = 2026;
    const random = seededRandom(seed);
    for (let round = 0; round < 200; round++) {
      const rows = random.int(1, 60);
      const columns = random.int(1, 60);
      const limits = { coordinates: random.int(2, 50), pairs: random.int(1, 800) };
      const seen = new Uint8Array(rows * columns);
      const parts = cutTable({ firstRow: 0, endRow: rows, firstColumn: 0, endColumn: columns }, limits);
      const told = `seed ${seed}: ${rows} x ${columns} within ${JSON.stringify(limits)}`;
      for (const part of parts) {
        const { firstRow, endRow, firstColumn, endColumn } = part;
        expect(pairsIn(part), told).toBeLessThanOrEqual(limits.pairs);
        expect(endRow - firstRow + endColumn - firstColumn, told).toBeLessThanOrEqual(limits.coordinates);
        for (let row = firstRow; row < endRow; row++) {
          for (let column = firstColumn; column < endColumn; column++) seen[row * columns + column]++;
        }
      }
      expect(new Set(seen), told).toEqual(new Set([1]));
    }
  });

  test("leaves a narrow table its full width, so that parts are few", () => {
    const whole = { firstRow: 0, endRow: 3100, firstColumn: 0, endColumn: 37 };
    const parts = cutTable(whole, { coordinates: 280, pairs: 100 ** 2 });
    expect(parts.every(({ firstColumn, endColumn }) => firstColumn === 0 && endColumn === 37)).toBe(true);
    // 280 coordinates less 37 columns are 243 rows, and 243 x 37 pairs are allowed.
    expect(parts).toHaveLength(Math.ceil(3100 / 243));
  });

  test("without rows or columns has no parts", () => {
    const limits = { coordinates: 10, pairs: 10 };
    expect(cutTable({ firstRow: 0, endRow: 0, firstColumn: 0, endColumn: 5 }, limits)).toEqual([]);
    expect(cutTable({ firstRow: 3, endRow: 5, firstColumn: 2, endColumn: 2 }, limits)).toEqual([]);
  });
});
