import { describe, expect, test } from "vitest";

import { doubleArea, isInRing, nestRings, type Ring } from "../../../isochrones/geo/rings.ts";

function square(x: number, y: number, side: number): Ring {
  return [
    [x, y],
    [x + side, y],
    [x + side, y + side],
    [x, y + side],
    [x, y],
  ];
}

const hole = (x: number, y: number, side: number): Ring => square(x, y, side).reverse();

describe("rings", () => {
  test("have twice the area of their square, negative when they run clockwise, however far from the origin", () => {
    expect(doubleArea(square(0, 0, 3))).toBe(18);
    expect(doubleArea(hole(0, 0, 3))).toBe(-18);
    expect(doubleArea(square(1e9, 1e9, 1))).toBe(2);
  });

  test("hold the points inside them alone", () => {
    const notched: Ring = [
      [0, 0],
      [4, 0],
      [4, 4],
      [2, 1],
      [0, 4],
      [0, 0],
    ];
    expect([isInRing(1, 1, notched), isInRing(2, 0.5, notched)]).toEqual([true, true]);
    expect([isInRing(2, 3, notched), isInRing(5, 1, notched), isInRing(-1, 1, notched)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

describe("nested rings", () => {
  test("give each hole to the smallest outline around it", () => {
    const [outer, island] = [square(0, 0, 100), square(40, 40, 20)];
    const [lake, pond] = [hole(30, 30, 40), hole(45, 45, 5)];
    const polygons = nestRings([lake, outer, pond, island]);
    expect(polygons).toHaveLength(2);
    expect(polygons).toContainEqual([outer, lake]);
    expect(polygons).toContainEqual([island, pond]);
  });

  test("give a hole that touches a corner of its outline to that outline, not to the neighbour", () => {
    const [left, right] = [square(0, 0, 10), square(10, 0, 10)];
    const corner = hole(10, 0, 3);
    const polygons = nestRings([left, right, corner]);
    expect(polygons).toContainEqual([right, corner]);
    expect(polygons).toContainEqual([left]);
  });

  test("drop a hole without an outline", () => {
    expect(nestRings([hole(0, 0, 1)])).toEqual([]);
  });
});
