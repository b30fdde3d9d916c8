import { describe, expect, test } from "vitest";

import { pairsAtX, street } from "../../../helpers/divided.ts";
import { ONE_WAY } from "../../../helpers/make-roads.ts";

describe("roads that part around an island", () => {
  // Eight columns from where they part to where they meet. Too short to be followed for 40 m, so that they are halves
  // by being an island alone.
  const island = `
            C
    W---X       Y-Z
            F
  `;
  const ways = { XCY: ONE_WAY, YFX: ONE_WAY };
  const both = street("WX YZ XCY YFX");
  const pairs = (meters: number, names: Record<string, string>): string[] =>
    pairsAtX(island, { meters: meters / 8, ways, names });

  test("are halves if it is shorter than 30 m and the road is whole at both ends", () => {
    expect(pairs(29.6, both)).toEqual(["CF"]);
    expect(pairs(30.4, both)).toEqual([]);
  });

  test.each(["WX", "YZ"])("are halves if it is shorter than 15 m where %s has another name", (other) => {
    const names = { ...both, [other]: "rue Basse" };
    expect(pairs(14.8, names)).toEqual(["CF"]);
    expect(pairs(15.2, names)).toEqual([]);
  });

  test("are not where no road goes on with their name", () => {
    expect(pairs(10, { ...both, WX: "rue Basse", YZ: "rue Neuve" })).toEqual([]);
  });

  test("are not if they do not meet", () => {
    const apart = `
              C
      W---X       Y-Z
              F     P-Q
    `;
    const open = { XCY: ONE_WAY, PFX: ONE_WAY };
    const names = street("WX YZ PQ XCY PFX");
    expect(pairsAtX(apart, { meters: 1, ways: open, names })).toEqual([]);
  });
});

describe("roads that part to meet another one", () => {
  const drawCorner = (columns: number, lines: number, link = "|"): string => {
    const gap = " ".repeat(columns);
    const side = (mark: string): string =>
      Array.from({ length: lines - 1 }, () => `   ${gap}${mark}\n`).join("");
    return `
   ${gap}N
   ${gap}|
   ${gap}C
${side(link)}W--X${gap.slice(1)}${link}
${side(link)}   ${gap}F
   ${gap}|
   ${gap}S
`;
  };
  const pairs = (meters: number, drawing: string, lanes = 0): string[] => {
    const ways = { CX: { ...ONE_WAY, lanes }, XF: { ...ONE_WAY, lanes } };
    return pairsAtX(drawing, { meters, ways, names: street("WX CX XF") });
  };

  test("are halves where they are at most ten metres and their lanes of 3.25 m apart there", () => {
    // Two lines apart: 16.5 m, or 23 m with two lanes each.
    expect(pairs(8.1, drawCorner(3, 1))).toEqual(["CF"]);
    expect(pairs(8.4, drawCorner(3, 1))).toEqual([]);
    expect(pairs(8.4, drawCorner(3, 1), 2)).toEqual(["CF"]);
    expect(pairs(11.7, drawCorner(3, 1), 2)).toEqual([]);
  });

  test("are halves within 80 m of the corner", () => {
    // 76 and 85 m away, 60 m apart.
    expect(pairs(10, drawCorner(7, 3), 8)).toEqual(["CF"]);
    expect(pairs(10, drawCorner(8, 3), 8)).toEqual([]);
  });

  test("are not where the other road does not lead from one to the other", () => {
    expect(pairs(8.1, drawCorner(3, 1, " "))).toEqual([]);
  });

  test("are halves too where the other road is the second one, the first having no turn to that side", () => {
    // At C one turns left alone; at Q right too. Followed so far, they are still too short to be parallel.
    const second = `
           N  M
           |  |
           C<<Q
      W-X     |
           D>>F
              |
              S
    `;
    const ways = { CX: ONE_WAY, XDF: ONE_WAY };
    const names = street("CX QC XDF");
    expect(pairsAtX(second, { meters: 6.4, ways: { ...ways, QF: {} }, names })).toEqual(["CD"]);
    const apart = second.replace("X     |", "X      ");
    expect(pairsAtX(apart, { meters: 6.4, ways, names })).toEqual([]);
  });

  test.each([
    { slant: 1, expected: ["CD"] },
    { slant: 2, expected: [] },
  ])(
    "meet it within 40 degrees of a right angle: $slant columns on two lines, $expected",
    ({ slant, expected }) => {
      // 26.6 degrees, or 45. L is a turn to the left at F, which is the corner then in both cases.
      const at = (letter: string): string => " ".repeat(3 - slant) + letter;
      const slanted = `
           N  M
           |  |
           C<<Q
      W-X  ${at("L")}
           D${at("F").slice(1)}
           ${at("|")}
           ${at("S")}
    `;
      const ways = { CX: ONE_WAY, XDF: ONE_WAY, QF: {}, LF: {} };
      expect(pairsAtX(slanted, { meters: 5.6, ways, names: street("CX QC XDF") })).toEqual(expected);
    },
  );
});
