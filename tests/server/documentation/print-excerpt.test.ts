import fc from "fast-check";
import { expect, test } from "vitest";

import { printExcerpt } from "../../../server/documentation/print-excerpt.ts";

test("prints JSON as JSON.stringify does where nothing is left out", () => {
  const value = { a: 1, b: null, c: { d: "texte", e: true }, f: [{ g: 0.5 }], h: {}, i: [] };
  expect(printExcerpt(value)).toBe(JSON.stringify(value, null, 2));
});

test("of a list the first item alone is shown, and that there are others", () => {
  expect(printExcerpt({ a: [{ b: 1 }, { b: 2 }] })).toBe(
    ["{", '  "a": [', "    {", '      "b": 1', "    },", "    …", "  ]", "}"].join("\n"),
  );
});

test("positions and rectangles are whole, rings are begun", () => {
  expect(printExcerpt([9, 42.5])).toBe("[9, 42.5]");
  const ring = [
    [0, 0],
    [1, 0],
    [0, 1],
    [0, 0],
  ];
  expect(printExcerpt([[ring]])).toBe("[[[[0, 0], …]]]");
});

test("long texts are cut", () => {
  expect(printExcerpt("a".repeat(100))).toBe(`"${"a".repeat(100)}"`);
  expect(printExcerpt("a".repeat(101))).toBe(`"${"a".repeat(100)}…"`);
});

test("whatever is printed has at most forty lines and a sign that there was more", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), (text) => {
      const lines = printExcerpt(JSON.parse(text)).split("\n");
      expect(lines.length).toBeLessThanOrEqual(41);
      expect(lines.slice(40)).toEqual(lines.length === 41 ? ["…"] : []);
    }),
  );
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`champ${i}`, i]));
  expect(printExcerpt(many).split("\n")).toHaveLength(41);
});
