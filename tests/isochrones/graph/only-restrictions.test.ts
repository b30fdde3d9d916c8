import { describe, expect, test } from "vitest";

import { asciiRoads, type AsciiOptions } from "../../helpers/ascii-roads.ts";
import { AHEAD, drives, RIGHT, straight, type Drives } from "../../helpers/drive.ts";

/** From W one shall only take the road between S and X. */
function only(drawing: string, to: string, ways: AsciiOptions["ways"] = {}): Drives {
  const restrictions = [{ kind: "only" as const, from: "WX", via: "X", to }];
  return drives(asciiRoads(drawing, { ways: { WX: {}, ...ways }, restrictions }));
}

describe("a command to take a road", () => {
  const cross = `
        N
        |
    W---X---E
        |
        S
  `;
  const leadsIn = cross.replace("|\n        S", "^\n        S");

  test("that can be entered leaves that one", () => {
    const { time } = only(cross, "XS");
    expect(time("W", "S")).toBe(straight(4) + RIGHT + straight(2));
    expect(time("W", "X")).toBe(straight(4));
  });

  test("that only leads in leaves nothing", () => {
    const { time } = only(leadsIn, "SX");
    expect(["N", "E", "S"].map((to) => time("W", to))).toEqual([null, null, null]);
    expect(time("W", "X")).toBe(straight(4));
  });

  test("that only leads in binds those alone who come by the road that it is for", () => {
    const { time } = only(leadsIn, "SX");
    expect(time("S", "N")).toBe(2 * straight(2) + AHEAD);
    expect(time("S", "W")).not.toBeNull();
    expect(time("E", "W")).toBe(2 * straight(4) + AHEAD);
  });

  test("that does not even come to the junction commands nothing", () => {
    const apart = cross.replace("S", "S---T");
    const { time } = only(apart, "ST");
    expect(time("W", "E")).toBe(2 * straight(4) + AHEAD);
  });

  test("back leaves turning back alone", () => {
    const { time } = only(cross, "WX");
    expect(["N", "E", "S"].map((to) => time("W", to))).toEqual([null, null, null]);
  });

  test("back out of a one-way commands nothing", () => {
    const { time } = only(cross.replace("W---X", "W>>>X"), "WX");
    expect(time("W", "E")).toBe(2 * straight(4) + AHEAD);
  });
});
