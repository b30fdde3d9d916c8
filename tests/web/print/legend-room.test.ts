import { describe, expect, test } from "vitest";

import { legendRoom } from "../../../web/src/print/legend-room.ts";

const FRAME = { width: 700, height: 400, edge: 10, legend: 190 };

/** Around the equator a degree is as long both ways. */
const around = (across: number, up: number): [number, number, number, number] => [
  -across / 2,
  -up / 2,
  across / 2,
  up / 2,
];

describe("the room for the legend of a printed map", () => {
  test("is all of its width for what is wide", () => {
    expect(legendRoom(around(3, 1), FRAME)).toBe(190);
  });

  test("is none for what stands clear of it in the middle", () => {
    // 380 pixels high, 190 wide: from 255 to 445, right of the 200 that the legend and the edge take.
    expect(legendRoom(around(1, 2), FRAME)).toBe(0);
  });

  test("is what is missing in between", () => {
    // 380 pixels wide: in the middle from 160; moved by 40 to 200, which takes 80 at the left.
    expect(legendRoom(around(1, 1), FRAME)).toBeCloseTo(80, 1);
  });
});
