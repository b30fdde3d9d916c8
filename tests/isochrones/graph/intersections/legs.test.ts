import { describe, expect, test } from "vitest";

import { planeMeters } from "../../../../isochrones/geo/distance.ts";
import { NO_EDGE, NO_NODE, type RoadProfile } from "../../../../isochrones/model/network.ts";
import { Obstacle } from "../../../../isochrones/model/roads.ts";
import { asciiRoads, type AsciiOptions } from "../../../helpers/ascii-roads.ts";
import { junctions, type Junctions } from "../../../helpers/junctions.ts";
import { ONE_WAY } from "../../../helpers/make-roads.ts";

/** Faster than the other roads, and nothing else. */
const FAST: Partial<RoadProfile> = { forwardSpeedKmh: 50, backwardSpeedKmh: 50 };

function draw(drawing: string, options: AsciiOptions = {}): Junctions {
  return junctions(asciiRoads(drawing, { meters: 10, ...options }));
}

/** The far end and the letter before it: `CD` where one arrives at D from C. */
function farEnd(world: Junctions, at: string, toward: string): string {
  const end = world.legs.farEnd(world.leg(at, toward));
  return world.towardOf(end) + world.letter(end.node);
}

describe("the roads at a junction", () => {
  test("are those that leave and those that only arrive, each with both of its edges", () => {
    const world = draw(`
      A>>X>>B
         |
         C
    `);
    const { edges } = world.legs;
    const around = world.legs.at(world.node("X"));
    expect(around.map(world.towardOf).sort()).toEqual(["A", "B", "C"]);
    const [a, b, c] = ["A", "B", "C"].map((toward) => world.leg("X", toward));
    expect([a.out, b.into]).toEqual([NO_EDGE, NO_EDGE]);
    expect([edges.tails[a.into], edges.heads[a.into]].map(world.letter)).toEqual(["A", "X"]);
    expect([edges.tails[b.out], edges.heads[b.out]].map(world.letter)).toEqual(["X", "B"]);
    expect([edges.tails[c.out], edges.heads[c.into]].map(world.letter)).toEqual(["X", "X"]);
  });

  test("are two for a road that comes back", () => {
    const world = draw(`
      A--X--B
         |  |
         D--C
    `);
    expect(world.legs.at(world.node("X")).map(world.towardOf).sort()).toEqual(["A", "B", "D"]);
    expect(farEnd(world, "X", "B")).toBe("DX");
  });
});

describe("the far end of a road", () => {
  const road = `
    A--B--C--D--G
       |     |
       F     E
  `;
  const farEndOf = (options: AsciiOptions): string => farEnd(draw(road, options), "B", "C");
  const plain = { BC: {}, CD: {} };

  test("lies beyond joints, where only the speed or the lanes change or a signal stands", () => {
    expect(farEndOf({ ways: { BC: {}, CD: FAST } })).toBe("CD");
    expect(farEndOf({ ways: { BC: { lanes: 4 }, CD: {} } })).toBe("CD");
    expect(farEndOf({ ways: plain, obstacles: { C: Obstacle.signal } })).toBe("CD");
  });

  test("is a junction of three roads, whatever they are", () => {
    const crossed = `
      A--B--C--D--G
         |  |  |
         F  X  E
    `;
    expect(farEnd(draw(crossed, { ways: { BC: {}, CD: FAST } }), "B", "C")).toBe("BC");
  });

  test.each<[keyof RoadProfile, Partial<RoadProfile>]>([
    ["highway", { highway: "service" }],
    ["mode", { mode: "ferry" }],
    ["roundabout", { roundabout: true }],
    ["startpoint", { startpoint: false }],
    ["motorway", { motorway: true }],
    ["tunnel", { tunnel: true }],
    ["forwardToll", { forwardToll: true }],
    ["backwardToll", { backwardToll: true }],
    ["leftHandDriving", { leftHandDriving: true }],
    ["forwardRestricted", { forwardRestricted: true }],
    ["backwardRestricted", { backwardRestricted: true }],
    ["backwardSpeedKmh", ONE_WAY],
  ])("is where %s changes", (_, changes) => {
    expect(farEndOf({ ways: { BC: {}, CD: { ...changes } } })).toBe("BC");
    expect(farEndOf({ ways: { BC: { ...changes }, CD: {} } })).toBe("BC");
    expect(farEndOf({ ways: { BC: { ...changes }, CD: { ...changes, ...FAST } } })).toBe(
      changes === ONE_WAY ? "BC" : "CD",
    );
  });

  test("is where the name changes", () => {
    const speeds = { BC: {}, CD: FAST };
    expect(farEndOf({ ways: speeds, names: { BC: "rue Haute", CD: "rue Haute" } })).toBe("CD");
    expect(farEndOf({ ways: speeds, names: { BC: "rue Haute", CD: "rue Basse" } })).toBe("BC");
    expect(farEndOf({ ways: speeds, names: { BC: "rue Haute" } })).toBe("BC");
  });

  test("is at a barrier and where cars may turn round", () => {
    expect(farEndOf({ ways: plain, obstacles: { C: Obstacle.barrier } })).toBe("BC");
    expect(farEndOf({ ways: plain, obstacles: { C: Obstacle.turnaround } })).toBe("BC");
  });

  test("is where one-ways run against each other, not where they run on", () => {
    const fast = { ...ONE_WAY, forwardSpeedKmh: 50 };
    const oneWays = (second: string): string => farEndOf({ ways: { BC: ONE_WAY, [second]: fast } });
    expect([oneWays("CD"), oneWays("DC")]).toEqual(["CD", "BC"]);
    expect(farEndOf({ ways: { BC: {}, DC: fast } })).toBe("BC");
  });

  test("of a ring that nothing leaves is where one began", () => {
    const world = draw(
      `
      A--B
      |  |
      D--C
    `,
      { ways: { ABC: {}, CDA: FAST } },
    );
    expect(farEnd(world, "A", "B")).toBe("DA");
    expect(world.legs.lineFrom(world.leg("A", "B"), 1000)).toHaveLength(5);
  });
});

describe("the line of a road", () => {
  // Ten metres from letter to letter; at C the speed changes.
  const drawing = `
    X-A
    |
    YBCDE
    |
    Z
  `;
  const world = asciiRoads(drawing, { meters: 10, ways: { YBC: {}, CDE: FAST, XY: {}, YZ: {}, XA: {} } });
  const line = (meters: number, stop = NO_NODE, from = ["Y", "B"]): number[] => {
    const { legs, leg } = junctions(world);
    return legs.lineFrom(leg(from[0], from[1]), meters, stop).map(([lon]) => lon);
  };
  const lonOf = (letter: string): number => world.roads.nodeLons[world.node(letter)];
  const lons = (text: string): number[] => Array.from(text).map(lonOf);

  test("goes on over joints to the first node as far as asked, or to its end", () => {
    expect(line(25)).toEqual(lons("YBCD"));
    expect(line(15)).toEqual(lons("YBC"));
    expect(line(1000)).toEqual(lons("YBCDE"));
    expect(line(15, NO_NODE, ["E", "D"])).toEqual(lons("EDC"));
    expect(line(1000, NO_NODE, ["E", "D"])).toEqual(lons("EDCBY"));
  });

  test("ends at a node where it shall stop, not at its own beginning", () => {
    expect(line(1000, world.node("C"))).toEqual(lons("YBC"));
    expect(line(1000, world.node("Y"))).toEqual(lons("YBCDE"));
  });

  test("has no place twice in a row", () => {
    const doubled = asciiRoads(drawing, { meters: 10, ways: { YBCDE: {}, XY: {}, YZ: {}, XA: {} } });
    doubled.roads.nodeLons[doubled.node("C")] = doubled.roads.nodeLons[doubled.node("B")];
    const { legs, leg } = junctions(doubled);
    expect(legs.lineFrom(leg("Y", "B"), 1000).map(([lon]) => lon)).toEqual(lons("YBDE"));
  });

  test("is as long as its parts up to its far end, or as the limit", () => {
    const { legs, leg } = junctions(world);
    const whole = planeMeters(lonOf("Y"), 0, lonOf("E"), 0);
    expect(legs.metersUpTo(leg("Y", "B"), 1000)).toBeCloseTo(whole, 3);
    expect(legs.metersUpTo(leg("E", "D"), 1000)).toBeCloseTo(whole, 3);
    expect(legs.metersUpTo(leg("Y", "B"), 35)).toBe(35);
  });
});
