import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseDecimal } from "../../../data/population/decimal.ts";

function parse(text: string): number {
  const bytes = Buffer.from(`;${text};`);
  return parseDecimal(bytes, 1, bytes.length - 1);
}

describe("numbers written in bytes", () => {
  test("are read to the same double as the language reads them", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(Number(String(value)));
      }),
    );
  });

  test("are exact for the decimals of grids, with a dot or a French comma", () => {
    fc.assert(
      fc.property(fc.nat(10_000_000), fc.integer({ min: 0, max: 4 }), (mantissa, decimals) => {
        const text = (mantissa / 10 ** decimals).toFixed(decimals);
        expect(parse(text)).toBe(Number(text));
        expect(parse(text.replace(".", ","))).toBe(Number(text));
      }),
    );
  });

  test.each(["", " ", ".", "NA", "12x", "1.2.3", "1,2,3", "--1"])("%j is no number", (text) => {
    expect(parse(text)).toBeNaN();
  });

  test.each([
    ["-3.5", -3.5],
    [" 7 ", 7],
    ["1e3", 1000],
    ["5.", 5],
    [".5", 0.5],
    ["123456789012345678", 123456789012345680],
  ])("%j is read as %d", (text, value) => {
    expect(parse(text)).toBe(value);
  });
});
