import { describe, expect, test } from "vitest";

import { Obstacle } from "../../../isochrones/model/roads.ts";
import { asciiRoads, type AsciiOptions } from "../../helpers/ascii-roads.ts";
import { AHEAD, BACK, drives, LEFT, RIGHT, straight, type Drives } from "../../helpers/drive.ts";

function draw(drawing: string, options: AsciiOptions = {}): Drives {
  return drives(asciiRoads(drawing, options));
}

describe("turning back", () => {
  // From the side street one may only go right, away from the structure.
  const restrictions = [{ kind: "no" as const, from: "CB", via: "B", to: "AB" }];

  test("is done at a dead end, for twenty seconds and the turn", () => {
    const { time } = draw(
      `
      A-----B--D
            |
            C
      `,
      { ways: { CB: {} }, restrictions },
    );
    expect(time("C", "A")).toBe(straight(2) + RIGHT + straight(3) + BACK + straight(3) + AHEAD + straight(6));
  });

  test("is not done on the open road, but where a car may turn round", () => {
    const roads = `
      A-----B--D--E
            |
            C
    `;
    const farEnd = straight(2) + RIGHT + 2 * straight(3) + BACK + 2 * straight(3) + AHEAD + straight(6);
    expect(draw(roads, { ways: { CB: {} }, restrictions }).time("C", "A")).toBe(farEnd);
    const turnaround = draw(roads, { ways: { CB: {} }, restrictions, obstacles: { D: Obstacle.turnaround } });
    expect(turnaround.time("C", "A")).toBe(farEnd - 2 * straight(3));
  });

  test("is done before a barrier, which nothing else passes", () => {
    const { time } = draw(
      `
      A-----B--D--E
            |
            C
      `,
      { ways: { CB: {} }, restrictions, obstacles: { D: Obstacle.barrier } },
    );
    expect(time("C", "A")).toBe(straight(2) + RIGHT + straight(3) + BACK + straight(3) + AHEAD + straight(6));
    expect([time("C", "E"), time("E", "A")]).toEqual([null, null]);
    expect(time("DE", "E")).toBe(Math.round(straight(3) / 2));
  });
});

describe("turn restrictions", () => {
  const cross = `
        N
        |
    W---X---E
        |   |
        S---T
  `;
  const ways = { WX: {}, XE: {}, NX: {}, XS: {} };
  const restrict = (kind: "no" | "only", from: string, to: string): Drives =>
    draw(cross, { ways, restrictions: [{ kind, from, via: "X", to }] });
  const toSouthByEast = AHEAD + straight(4) * 2 + straight(2) + straight(4);

  test("without any the road to the right is taken", () => {
    expect(draw(cross, { ways }).time("W", "S")).toBe(straight(4) + RIGHT + straight(2));
  });

  test("no_right_turn sends one round the block", () => {
    expect(restrict("no", "WX", "XS").time("W", "S")).toBe(toSouthByEast);
    expect(restrict("no", "WX", "XS").time("N", "S")).toBe(2 * straight(2) + AHEAD);
  });

  test("only_straight_on does the same, and closes the left as well", () => {
    const only = restrict("only", "WX", "XE");
    expect(only.time("W", "S")).toBe(toSouthByEast);
    // Round the block, then up from the south.
    expect(only.time("W", "N")).toBe(toSouthByEast + straight(2) + AHEAD + straight(2));
  });

  test("a restriction binds who comes from its road, in its direction", () => {
    expect(restrict("no", "WX", "XS").time("S", "W")).toBe(straight(2) + LEFT + straight(4));
  });

  test("several commands from one road leave the choice between them", () => {
    const restrictions = ["XE", "XS"].map((to) => ({ kind: "only" as const, from: "WX", via: "X", to }));
    const { time } = draw(cross, { ways, restrictions });
    expect(time("W", "S")).toBe(straight(4) + RIGHT + straight(2));
    expect(time("W", "N")).toBe(toSouthByEast + 2 * straight(2) + AHEAD);
  });
});

describe("restrictions over ways", () => {
  // From A over the bridge BC, all ways lead on: straight to D, left to F, right to G; E enters the bridge too.
  const bridge = `
    E     F
    |     |
 A--B--U--C--D
          |
          G
  `;
  const over = (...restrictions: NonNullable<AsciiOptions["restrictions"]>): Drives =>
    draw(bridge, { ways: { AB: {}, BU: {}, UC: {}, CD: {}, CF: {}, CG: {}, EB: {} }, restrictions });
  const bridgeTime = 2 * straight(3);
  const fromA = straight(3) + AHEAD + bridgeTime;
  const fromE = straight(2) + LEFT + bridgeTime;
  const byF = fromA + LEFT + straight(2) + BACK + straight(2);

  test("bind who came by all of their ways, and no one else", () => {
    const { time } = over({ kind: "no", from: "AB", via: ["BU", "UC"], to: "CG" });
    // Left instead, back from the end of that road, and over the crossing.
    expect(time("A", "G")).toBe(byF + AHEAD + straight(2));
    expect(time("E", "G")).toBe(fromE + RIGHT + straight(2));
    expect(time("U", "G")).toBe(straight(3) + RIGHT + straight(2));
    expect(time("A", "D")).toBe(fromA + AHEAD + straight(3));
  });

  test("command one way on to who came by all of their ways", () => {
    const { time } = over({ kind: "only", from: "AB", via: ["BU", "UC"], to: "CD" });
    const backFromD = fromA + AHEAD + straight(3) + BACK + straight(3);
    expect(time("A", "D")).toBe(fromA + AHEAD + straight(3));
    expect(time("A", "F")).toBe(backFromD + RIGHT + straight(2));
    expect(time("E", "F")).toBe(fromE + LEFT + straight(2));
  });

  test("hold together where one lies inside the other", () => {
    const { time } = over(
      { kind: "no", from: "AB", via: ["BU", "UC"], to: "CG" },
      { kind: "no", from: "BU", via: ["UC"], to: "CD" },
    );
    // Neither right nor straight on for A, which has gone both ways; not straight on for E.
    expect(time("A", "G")).toBe(byF + AHEAD + straight(2));
    expect(time("A", "D")).toBe(byF + LEFT + straight(3));
    expect(time("E", "G")).toBe(fromE + RIGHT + straight(2));
    expect(time("E", "D")).toBe(fromE + RIGHT + straight(2) + BACK + straight(2) + RIGHT + straight(3));
  });

  test("do not bind who starts on the bridge, nor who ends there", () => {
    const { time } = over({ kind: "no", from: "AB", via: ["BU", "UC"], to: "CG" });
    // Parts of a segment are cut off to deciseconds from the end that comes first, here B.
    const half = Math.trunc(straight(3) / 2);
    expect(time("BU", "G")).toBe(bridgeTime - half + RIGHT + straight(2));
    expect(time("A", "UC")).toBe(straight(3) + AHEAD + straight(3) + half);
  });
});
