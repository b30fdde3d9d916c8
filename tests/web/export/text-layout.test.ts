import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { flow, wrapText } from "../../../web/src/export/text-layout.ts";
import type { Placed } from "../../../web/src/export/text-layout.ts";

const measure = (text: string): number => text.length;

describe("lines of a text", () => {
  test("hold all its words, none wider than the width unless it is one word", () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { maxLength: 30 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (all, width) => {
        const lines = wrapText(measure, all.join(" "), width);
        expect(lines.join(" ")).toBe(all.join(" "));
        expect(lines.filter((line) => line.includes(" ") && line.length > width)).toEqual([]);
        // No word is put down that the line before had room for.
        const hadRoom = (line: string, i: number): boolean =>
          i > 0 && `${lines[i - 1]} ${line.split(" ", 1).join("")}`.length <= width;
        expect(lines.filter(hadRoom)).toEqual([]);
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
        const goesOn = ({ x, row }: Placed, i: number): boolean =>
          row === items[i - 1].row && x === items[i - 1].x + all[i - 1] && x + all[i] <= rowWidth;
        const startsRow = ({ row }: Placed, i: number): boolean =>
          row === items[i - 1].row + 1 && items[i - 1].x + all[i - 1] + all[i] > rowWidth;
        expect(items.filter((item, i) => i > 0 && !(item.x > 0 ? goesOn : startsRow)(item, i))).toEqual([]);
        expect(items[0] ?? { x: 0, row: 0 }).toEqual({ x: 0, row: 0 });
        expect(rows).toBe((items.at(-1)?.row ?? -1) + 1);
      }),
    );
  });
});
