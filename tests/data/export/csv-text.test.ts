import fc from "fast-check";
import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";

import { csvText } from "../../../data/export/csv-text.ts";

test("begins with a byte order mark and ends each line with CRLF", () => {
  expect(csvText(["a", "b"], [["é", 1.5]])).toBe("\uFEFFa,b\r\né,1.5\r\n");
});

test("null is an empty field", () => {
  expect(csvText(["a", "b"], [[null, null]])).toContain("\r\n,\r\n");
});

test.each(["=1+1", "+33", "-2+3", "@SUM(A1)", "\tx", "\rx"])("disarms the text %j", (text) => {
  expect(
    csvText(["a"], [[text]])
      .split("\r\n", 2)[1]
      .replace(/^"/, ""),
  ).toMatch(/^'/);
});

test("a negative number stays a number", () => {
  expect(csvText(["a"], [[-2.5]])).toContain("\r\n-2.5\r\n");
});

test("any text comes back from a CSV reader as it went in, but for its armour", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), (rows) => {
      const read: string[][] = parse(csvText(["a", "b"], rows), { bom: true, record_delimiter: "\r\n" });
      const runs = (text: string): boolean => /^[=+\-@\t\r]/.test(text) && !/^-\d+([.,]\d+)?$/.test(text);
      const armoured = rows.map((row) => row.map((text) => (runs(text) ? `'${text}` : text)));
      expect(read.slice(1)).toEqual(armoured);
    }),
  );
});

test.each(["-2", "-1.5536", "-1,5536", "0"])("leaves the number %j as it is", (number) => {
  expect(
    csvText(["x"], [[number]])
      .split("\r\n", 2)[1]
      .replaceAll('"', ""),
  ).toBe(number);
});
