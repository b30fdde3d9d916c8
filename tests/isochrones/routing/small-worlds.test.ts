import { describe, expect, test } from "vitest";

import { Obstacle } from "../../../isochrones/model/roads.ts";
import { asciiRoads, COLUMN_MICRODEGREES, type AsciiOptions } from "../../helpers/ascii-roads.ts";
import { AHEAD, BACK, drives, LEFT, RIGHT, straight, type Drives } from "../../helpers/drive.ts";

function draw(drawing: string, options: AsciiOptions = {}): Drives {
  return drives(asciiRoads(drawing, options));
}

const RESIDENTS = { forwardRestricted: true, backwardRestricted: true };

describe("on a straight road", () => {
  const { time, network } = draw("A---------B");

  test("the time is the length over the speed", () => {
    expect(straight(10)).toBe(Math.round(10 * 296 * ((Math.PI * 6.378137) / 180)));
    expect([time("A", "B"), time("B", "A")]).toEqual([straight(10), straight(10)]);
  });

  test("from the middle it is half of that, from a fifth to four fifths three fifths", () => {
    expect(time("AB", "A")).toBe(Math.round(straight(10) / 2));
    expect(time("AB:0.2", "AB:0.8")).toBe(Math.round(straight(10) * 0.6));
    expect(time("AB:0.8", "AB:0.2")).toBe(Math.round(straight(10) * 0.6));
  });

  test("a point is nowhere from itself", () => {
    expect([time("AB", "AB"), time("A", "A")]).toEqual([0, 0]);
  });

  test("of two structures on either side the nearer one counts", () => {
    // Parts of the segment are whole deciseconds, cut off.
    const upTo = (share: number): number => Math.trunc(straight(10) * share);
    expect(time("AB:0.41", "AB:0.11", "AB:0.63")).toBe(upTo(0.63) - upTo(0.41));
    expect(time("AB:0.31", "AB:0.11", "AB:0.63")).toBe(upTo(0.31) - upTo(0.11));
  });

  test("there are two edges between two nodes", () => {
    expect([network.nodeCount, network.edgeCount]).toEqual([2, 2]);
  });

  test("bends, names of one road and many ways change nothing", () => {
    const bent = draw("A--B--C--D", { ways: { AB: {}, BC: {}, CD: {} } });
    expect(bent.time("A", "D")).toBe(3 * straight(3));
    expect(bent.network.nodeCount).toBe(2);
  });
});

describe("in a town of blocks", () => {
  const town = draw(`
       P    Q
       |    |
    A--B----C--D
       |    |
    E--F----G--H
       |    |
       R    S
  `);

  test.each([
    ["P", "R", 3 * straight(2) + 2 * AHEAD],
    ["A", "D", 2 * straight(3) + straight(5) + 2 * AHEAD],
    ["P", "E", 2 * straight(2) + AHEAD + RIGHT + straight(3)],
    ["P", "A", straight(2) + RIGHT + straight(3)],
    ["A", "P", straight(3) + LEFT + straight(2)],
    // Two turns at least: the left one at the first or the second corner.
    ["P", "S", straight(2) + LEFT + straight(5) + RIGHT + 2 * straight(2) + AHEAD],
    ["P", "H", 2 * straight(2) + AHEAD + LEFT + straight(5) + AHEAD + straight(3)],
  ])("from %s to %s the time is that of its blocks and turns", (from, to, expected) => {
    expect(town.time(from, to)).toBe(expected);
  });

  test("turns take what the formula says: most to turn back, more to the left than to the right", () => {
    // The logistic curve by hand: 7.5 / (1 + e^-0.94), 7.5 / (1 + e^0.94), and both of their far ends.
    expect([LEFT, RIGHT, AHEAD, BACK]).toEqual([53, 21, 0, 274]);
  });
});

describe("one-way roads", () => {
  test("a ring is driven round", () => {
    const ring = draw(`
      A>>>>B
      ^    v
      D<<<<C
    `);
    expect(ring.time("A", "C")).toBe(straight(5) + straight(2));
    expect(ring.time("C", "A")).toBe(straight(5) + straight(2));
    expect(ring.time("B", "A")).toBe(2 * straight(5) + straight(2) - straight(5) + straight(2));
  });

  test("who is past the structure on its own road drives all the way round", () => {
    const ring = draw(`
      A>>>>>>>>>>B
      ^          v
      D<<<<<<<<<<C
    `);
    const whole = 2 * straight(11) + 2 * straight(2);
    const ahead = ring.time("AB:0.25", "AB:0.75") ?? 0;
    const round = ring.time("AB:0.75", "AB:0.25") ?? 0;
    expect(ahead).toBe(Math.round(straight(11) / 2));
    // Two parts of the edge are rounded apart.
    expect(Math.abs(ahead + round - whole)).toBeLessThanOrEqual(1);
  });

  test("the end of a one-way road is the end of the trip", () => {
    const { time } = draw("A>>>>B");
    expect([time("A", "B"), time("B", "A")]).toEqual([straight(5), null]);
  });
});

describe("rings without a crossing", () => {
  test("a roundabout of several ways that leads nowhere is driven like any ring", () => {
    const options = {
      ways: {
        AB: { roundabout: true },
        BC: { roundabout: true },
        CD: { roundabout: true },
        DA: { roundabout: true },
      },
    };
    const ring = draw(
      `
      A>>>>B
      ^    v
      D<<<<C
      `,
      options,
    );
    expect(ring.network.nodeCount).toBe(1);
    expect(ring.network.edgeCount).toBe(1);
    expect(ring.time("AB", "CD")).toBe(straight(5) + straight(2));
    expect((ring.time("CD", "AB") ?? 0) + straight(5) + straight(2)).toBe(2 * straight(5) + 2 * straight(2));
  });

  test("a closed way is driven either way round, whichever is shorter", () => {
    const ring = draw(
      `
      A----B
      |    |
      D----C
      `,
      { ways: { ABCDA: {} } },
    );
    expect(ring.network.nodeCount).toBe(1);
    expect(ring.time("AB", "CD")).toBe(straight(5) + straight(2));
    expect(ring.time("AD", "AB:0.2")).toBe(straight(1) + straight(1));
  });

  test("a loop at the end of a road turns one round without turning back", () => {
    const loop = draw(
      `
      A--------B--C
               |  |
               E--D
      `,
      { ways: { BCDEB: {} } },
    );
    const around = 2 * straight(3) + 2 * straight(2);
    expect(loop.time("AB:0.5", "A")).toBe(Math.trunc(straight(9) / 2));
    // From the middle of the far side: by E, 3.5 of 10 steps and a left turn, or by C and straight on.
    const [byE, byC] = [Math.round(around * 0.35) + LEFT, Math.round(around * 0.65) + AHEAD];
    // The ring is as long as the sum of its rounded sides, its parts are rounded once.
    expect(loop.time("DE", "A")).toBeGreaterThanOrEqual(Math.min(byE, byC) + straight(9) - 1);
    expect(loop.time("DE", "A")).toBeLessThanOrEqual(Math.min(byE, byC) + straight(9) + 1);
  });
});

describe("roads that are not for everyone", () => {
  // The way over the top is shorter, but open to residents alone.
  const shortcut = draw(
    `
    A--B-----C--D
       |     |
       |     |
       |     |
       |     |
       E-----F
    `,
    { ways: { BC: RESIDENTS } },
  );

  test("carry no trip through", () => {
    const around = straight(3) + RIGHT + straight(5) + straight(6) + straight(5) + RIGHT + straight(3);
    expect(shortcut.time("A", "D")).toBe(around);
  });

  test("may be driven to, and out of", () => {
    expect(shortcut.time("A", "BC")).toBe(straight(3) + AHEAD + Math.round(straight(6) / 2));
    expect(shortcut.time("BC", "D")).toBe(Math.round(straight(6) / 2) + AHEAD + straight(3));
  });
});

describe("what stands at a node", () => {
  const at = (bits: number): Drives => draw("A-----B-----C", { ways: { ABC: {} }, obstacles: { B: bits } });
  const plain = 2 * straight(6);

  test.each([
    ["a signal", Obstacle.signal, 20, 20],
    ["a signal for one direction", Obstacle.signalForward, 20, 0],
    ["a signal for the other", Obstacle.signalBackward, 0, 20],
    ["a stop for one direction", Obstacle.stopForward, 20, 0],
    ["a give-way", Obstacle.giveWay, 10, 10],
    ["a give-way for one direction", Obstacle.giveWayBackward, 0, 10],
    ["a gate", Obstacle.gate, 600, 600],
    ["a place to turn", Obstacle.turnaround, 0, 0],
  ])("%s delays who meets it", (_, bits, along, against) => {
    const { time } = at(bits);
    expect([time("A", "C"), time("C", "A")]).toEqual([plain + along, plain + against]);
  });

  test("a barrier lets nobody pass, in either direction", () => {
    const { time } = at(Obstacle.barrier);
    expect([time("A", "C"), time("C", "A"), time("AB", "B")]).toEqual([
      null,
      null,
      Math.round(straight(6) / 2),
    ]);
  });
});

describe("what lies apart", () => {
  test("an island is not reached, but has times of its own", () => {
    const { time } = draw("A---B   C---D");
    expect([time("A", "D"), time("C", "D"), time("A", "B")]).toEqual([null, straight(4), straight(4)]);
    expect(time("A", "B", "D")).toBe(straight(4));
  });

  test("a ferry takes the time of its tags, cut up over its segments, and a turn to board and to leave", () => {
    const { time } = draw("A---B------C---D", {
      ways: { BC: { mode: "ferry", durationSeconds: 600, durationWeightSeconds: 600, startpoint: false } },
    });
    expect(time("A", "D")).toBe(straight(4) + 6000 + straight(4) + 2 * AHEAD);
  });
});

describe("a point exactly on a crossing", () => {
  const { time, snap, network } = draw(`
       N
       |
    W--X--E
       |
       S
  `);

  test("is placed on one of its roads, at that road's end", () => {
    const { edge, fraction, distanceMeters } = snap("X");
    const node = fraction === 0 ? network.edgeTails[edge] : network.edgeHeads[edge];
    expect([0, 1]).toContain(fraction);
    // The third column of the drawing.
    expect(network.nodeLons[node]).toBe(3 * COLUMN_MICRODEGREES);
    expect(distanceMeters).toBe(0);
  });

  test("is as far as that road's end: the length of the road to it, and at most a turn", () => {
    for (const [place, steps] of [
      ["N", 2],
      ["W", 3],
      ["E", 3],
      ["S", 2],
    ] as const) {
      for (const duration of [time(place, "X"), time("X", place)]) {
        expect(duration).toBeGreaterThanOrEqual(straight(steps));
        expect(duration).toBeLessThanOrEqual(straight(steps) + LEFT);
      }
    }
  });
});
