import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { CellPlace } from "../../../data/population/cell-id.ts";
import { parseCellId, placeProblem } from "../../../data/population/cell-id.ts";

function parse(text: string): CellPlace | null {
  const bytes = Buffer.from(`"${text}",`);
  const place = { crs: 0, sizeMeters: 0, northing: 0, easting: 0 };
  return parseCellId(bytes, 1, bytes.length - 2, place) ? place : null;
}

describe("cell identifiers", () => {
  test("state grid, side and lower-left corner", () => {
    const northing = fc.integer({ min: -9_000_000, max: 9_999_999 });
    const crs = fc.constantFrom(3035, 5490, 2975, 2154);
    fc.assert(
      fc.property(crs, fc.constantFrom(200, 1000, 2000), northing, northing, (epsg, size, n, e) => {
        expect(parse(`CRS${epsg}RES${size}mN${n}E${e}`)).toEqual({
          crs: epsg,
          sizeMeters: size,
          northing: n,
          easting: e,
        });
      }),
    );
  });

  test("of the older short form count in kilometres of EPSG:3035", () => {
    expect(parse("1kmN2029E4259")).toEqual(parse("CRS3035RES1000mN2029000E4259000"));
  });

  test.each([
    "",
    "C",
    "CRS3035",
    "CRS3035RES200mN2466800E",
    "CRS3035RES200mNE3482800",
    "CRS3035RES200mN2466800E3482800 ",
    "CRS3035RES200mN2466800E3482800.5",
    "CRS3035RES200mN246680000000E3482800",
    "RES200mN2466800E3482800",
    "200mN2466800E3482800",
    "33063",
    "kmN2029E4259",
  ])("%j is none", (text) => {
    expect(parse(text)).toBeNull();
  });

  test("cut anywhere is none, or shows another place", () => {
    const whole = "CRS3035RES1000mN2029000E4259000";
    for (let length = 0; length < whole.length; length++) {
      expect(parse(whole.slice(0, length))?.easting).not.toBe(4259000);
    }
  });
});

describe("a cell's place", () => {
  test.each([
    ["CRS3035RES200mN2466800E3482800"],
    ["CRS5490RES200mN1592600E728800"],
    ["CRS2975RES1000mN7634000E359000"],
    // Eurostat numbers La Réunion in the European projection too.
    ["CRS3035RES1000mN-2874000E8755000"],
  ])("%s can be used", (id) => {
    const place = parse(id);
    expect(place).not.toBeNull();
    expect(place && placeProblem(place)).toBeNull();
  });

  test.each([
    ["CRS2973RES200mN1592600E728800", "population.id.crs", "EPSG:2973"],
    ["CRS3035RES2000mN2466000E3482000", "population.id.size", "2000 m"],
    ["CRS2975RES200mN0E359400", "population.id.outside", "N0"],
    ["CRS5490RES200mN1592600E9728800", "population.id.outside", "E9728800"],
  ])("%s cannot, and says why", (id, code, what) => {
    const place = parse(id);
    const problem = place && placeProblem(place);
    expect(problem?.code).toBe(code);
    expect(problem?.what).toContain(what);
  });
});
