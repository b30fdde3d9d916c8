import { describe, expect, test } from "vitest";

import { obstaclesMet, type Turn, turnDeciseconds } from "../../../isochrones/graph/turn-costs.ts";
import { Obstacle } from "../../../isochrones/model/roads.ts";

const TURN: Turn = {
  angleDegrees: 0,
  isUTurn: false,
  roadCount: 2,
  modeChanges: false,
  leftHandDriving: false,
  obstacles: 0,
  sourceMeters: 100,
  targetMeters: 100,
  entersByMinorRoad: false,
};

function cost(changes: Partial<Turn>): number {
  return turnDeciseconds({ ...TURN, ...changes });
}

describe("the angle of a turn", () => {
  test("costs nothing where only two roads meet", () => {
    expect(cost({ angleDegrees: 90 })).toBe(0);
  });

  test("costs half of the most at the turning point of its curve", () => {
    // Where the exponent is nought: to the right at 90° times the square of the bias, to the left over it. A hair
    // more, for what is cut off.
    const crossing = { roadCount: 3 };
    expect(cost({ ...crossing, angleDegrees: 90 * 1.075 ** 2 + 1e-9 })).toBe(37);
    expect(cost({ ...crossing, angleDegrees: -90 / 1.075 ** 2 - 1e-9 })).toBe(37);
  });

  test("costs the more the sharper it is, and never more than 7.5 s", () => {
    for (const side of [1, -1]) {
      const costs = Array.from({ length: 181 }, (_, degrees) =>
        cost({ roadCount: 4, angleDegrees: side * degrees }),
      );
      expect(costs).toEqual(costs.toSorted((a, b) => a - b));
      expect([costs[0], costs[180]]).toEqual([0, 74]);
    }
  });

  test("favours the other side where one drives on the left", () => {
    for (const angleDegrees of [-120, -60, 60, 120]) {
      const right = cost({ roadCount: 3, angleDegrees });
      expect(cost({ roadCount: 3, angleDegrees: -angleDegrees, leftHandDriving: true })).toBe(right);
    }
  });

  test("counts where the mode changes, and for a U-turn with 20 s more", () => {
    expect(cost({ angleDegrees: 90, modeChanges: true })).toBe(cost({ angleDegrees: 90, roadCount: 3 }));
    expect(cost({ angleDegrees: 180, isUTurn: true })).toBe(cost({ angleDegrees: 180, roadCount: 3 }) + 200);
  });
});

describe("an obstacle", () => {
  test("that faces one direction of a way stops that direction alone", () => {
    for (const [along, against] of [
      [Obstacle.signalForward, Obstacle.signalBackward],
      [Obstacle.stopForward, Obstacle.stopBackward],
      [Obstacle.giveWayForward, Obstacle.giveWayBackward],
    ]) {
      expect([obstaclesMet(along, true), obstaclesMet(along, false)]).toEqual([along, 0]);
      expect([obstaclesMet(against, true), obstaclesMet(against, false)]).toEqual([0, against]);
    }
    const both = Obstacle.signal | Obstacle.stop | Obstacle.gate | Obstacle.barrier | Obstacle.turnaround;
    expect([obstaclesMet(both, true), obstaclesMet(both, false)]).toEqual([both, both]);
  });

  test.each([
    { sourceMeters: 100, targetMeters: 100, roadCount: 2, expected: 20 },
    { sourceMeters: 19, targetMeters: 21, roadCount: 2, expected: 0 },
    { sourceMeters: 20, targetMeters: 21, roadCount: 2, expected: 20 },
    { sourceMeters: 19, targetMeters: 20, roadCount: 2, expected: 20 },
    { sourceMeters: 19, targetMeters: 21, roadCount: 3, expected: 20 },
  ])(
    "a stop for both directions, $sourceMeters m behind a crossing, $targetMeters m before the next",
    (turn) => {
      const { expected, ...rest } = turn;
      expect(cost({ ...rest, obstacles: Obstacle.stop })).toBe(expected);
      // One that says its direction is believed.
      expect(cost({ ...rest, obstacles: Obstacle.stopForward })).toBe(20);
    },
  );

  test("a stop for minor roads stops those alone", () => {
    const stop = { obstacles: Obstacle.stopMinor };
    expect([cost({ ...stop, entersByMinorRoad: true }), cost({ ...stop, entersByMinorRoad: false })]).toEqual(
      [20, 0],
    );
  });

  test("adds to others and to the turn", () => {
    const obstacles = Obstacle.signal | Obstacle.giveWay | Obstacle.gate;
    expect(cost({ obstacles })).toBe(20 + 10 + 600);
    expect(cost({ obstacles, roadCount: 3, angleDegrees: 90 })).toBe(
      630 + cost({ roadCount: 3, angleDegrees: 90 }),
    );
  });
});
