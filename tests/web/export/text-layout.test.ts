import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { flow, wrapText } from "../../../web/src/export/text-layout.ts";

const measure = (text: string): number => text.length;

describe("lines of a text", () => {
  test("hold all its words, none wider than the width unless it is one word", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (all, width) => {
        const lines = wrapText(measure, all.join(" "), width);
        expect(lines.join(" ")).toBe(all.join(" "));
        for (const [index, line] of lines.entries()) {
          if (line.includes(" ")) expect(line.length).toBeLessThanOrEqual(width);
          // No word is put down that the line before had room for.
          const [first = ""] = line.split(" ");
          if (index > 0) expect(`${lines[index - 1]} ${first}`.length).toBeGreaterThan(width);
        }
      }),
    );
  });

  test("keep numbers with their units", () => {
    expect(wrapText(measure, "à 30\u202fmin de route", 6)).toEqual(["à", "30\u202fmin", "de", "route"]);
  });
});

describe("rows of things", () => {
  test("overlap nowhere and do not pass the edge", () => {
    const widths = fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 30 });
    fc.assert(
      fc.property(widths, fc.integer({ min: 10, max: 100 }), (all, rowWidth) => {
        const { items, rows } = flow(all, rowWidth);
        expect(items).toHaveLength(all.length);
        for (const [index, { x, row }] of items.entries()) {
          expect(row).toBeLessThan(rows);
          if (x > 0) {
            expect(x + all[index]).toBeLessThanOrEqual(rowWidth);
            expect(items[index - 1]).toEqual({ x: x - all[index - 1], row });
          } else if (index > 0) {
            expect(row).toBe(items[index - 1].row + 1);
          }
        }
      }),
    );
  });
});
