import { describe, expect, test } from "vitest";

import { asciiRoads, type AsciiOptions } from "../../../helpers/ascii-roads.ts";
import { junctions } from "../../../helpers/junctions.ts";

/** Stops of the roads at a letter: `CE` where the road towards C is ended at E. Ids of nodes are as one reads. */
function stopsAt(drawing: string, at: string, options: AsciiOptions = {}): string[] {
  const world = asciiRoads(drawing, { meters: 10, ...options });
  const { legs, node, towardOf } = junctions(world);
  const stops = [...legs.stopsOf(legs.at(node(at)))];
  return stops.map(([leg, stop]) => towardOf(leg) + world.letters[stop]).sort();
}

describe("of two roads between the same junctions", () => {
  const direct = `
    A--X-----Y--B
       |     |
       C--D--E
  `;
  const bowed = `
       F--G
       |  |
    A--X  Y--B
       |  |
       C--D
  `;

  test("that without inner nodes is whole, the other stops at its node with the highest id", () => {
    expect(stopsAt(direct, "X")).toEqual(["CE"]);
    expect(stopsAt(direct, "Y")).toEqual(["EE"]);
  });

  test("that whose highest id is the lower is whole", () => {
    expect(stopsAt(bowed, "X")).toEqual(["CD"]);
    expect(stopsAt(bowed, "Y")).toEqual(["DD"]);
  });

  test("joints count as inner nodes", () => {
    const ways = { XC: {}, CDE: { forwardSpeedKmh: 50, backwardSpeedKmh: 50 }, YE: {} };
    expect(stopsAt(direct, "X", { ways })).toEqual(["CE"]);
  });

  test("neither stops where they end at two junctions", () => {
    const apart = `
      A--X--Y--B
         |  |
         C--D--E
    `;
    expect(stopsAt(apart, "X")).toEqual([]);
  });
});

test("of three roads between the same junctions one is whole", () => {
  const three = `
       F--G
       |  |
    A--X--Y--B
       |  |
       C--D
  `;
  expect(stopsAt(three, "X")).toEqual(["CD", "FG"]);
});

describe("a road back to its junction", () => {
  test("stops at the nearer of its two nodes with the highest ids, from both sides", () => {
    const loop = `
      A--X--B
         |  |
         C--D
    `;
    expect(stopsAt(loop, "X")).toEqual(["BD", "CC"]);
    // A joint at D is one node, though two parts of the road have it.
    const ways = { XBD: {}, DCX: { forwardSpeedKmh: 50, backwardSpeedKmh: 50 } };
    expect(stopsAt(loop, "X", { ways })).toEqual(["BD", "CC"]);
  });

  test("does not stop where it has one inner node alone", () => {
    expect(stopsAt("A--X--B", "X", { ways: { XBX: {} } })).toEqual([]);
  });
});
