import fc from "fast-check";
import { expect, test } from "vitest";

import { gabrielLinks } from "../../../data/demo/link-graph.ts";
import { MinHeap } from "../../../data/demo/min-heap.ts";
import { PlaceIndex } from "../../../data/demo/place-index.ts";
import type { Place } from "../../../data/demo/places.ts";
import { distance } from "../../../data/demo/plane.ts";
import type { Point } from "../../../data/demo/plane.ts";
import { planarize } from "../../../data/demo/planarize.ts";
import { Raster } from "../../../data/demo/raster.ts";
import { Incidences } from "../../../data/demo/road-map.ts";

const coordinate = fc.integer({ min: -9_000, max: 9_000 });
const anyPoint: fc.Arbitrary<Point> = fc.tuple(coordinate, coordinate);

test("links are the pairs that no third point stands between, as found by looking at all three by three", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyPoint, { maxLength: 40, selector: String }),
      fc.integer({ min: 500, max: 30_000 }),
      (points, maxMeters) => {
        const expected: string[] = [];
        for (let a = 0; a < points.length; a++) {
          for (let b = a + 1; b < points.length; b++) {
            const middle: Point = [(points[a][0] + points[b][0]) / 2, (points[a][1] + points[b][1]) / 2];
            const meters = distance(points[a], points[b]);
            const isBetween = points.some(
              (point, c) => c !== a && c !== b && distance(point, middle) < meters / 2,
            );
            if (meters <= maxMeters && !isBetween) expected.push(`${a}-${b}`);
          }
        }
        expect(gabrielLinks(points, maxMeters).map(({ a, b }) => `${a}-${b}`)).toEqual(expected);
      },
    ),
  );
});

test("the place that holds a point is the first of the list whose circle does", () => {
  const anyPlace = fc
    .record({ point: anyPoint, radiusMeters: fc.integer({ min: 1, max: 4_000 }) })
    .map(({ point, radiusMeters }): Place => {
      return { rank: "village", cell: 0, point, onIsland: false, people: 1, radiusMeters };
    });
  fc.assert(
    fc.property(
      fc.array(anyPlace, { maxLength: 30 }),
      fc.array(anyPoint, { maxLength: 20 }),
      fc.constantFrom(0.5, 1),
      (places, points, share) => {
        const index = new PlaceIndex(places, share);
        for (const point of points) {
          const holder = places.findIndex(
            (place) => distance(place.point, point) < share * place.radiusMeters,
          );
          expect(index.at(point)).toBe(holder);
        }
      },
    ),
  );
});

test("a heap gives back what is least", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 3_000 }), (priorities) => {
      const heap = new MinHeap();
      for (const [item, priority] of priorities.entries()) heap.push(item, priority);
      expect(heap.size).toBe(priorities.length);
      const popped: number[] = [];
      while (heap.size > 0) {
        const least = heap.leastPriority();
        popped.push(priorities[heap.pop()]);
        expect(popped.at(-1)).toBe(least);
      }
      expect(popped).toEqual(priorities.toSorted((a, b) => a - b));
      expect([heap.pop(), heap.leastPriority()]).toEqual([-1, Infinity]);
    }),
    { numRuns: 30 },
  );
});

test("a raster keeps the items of each square in the order in which they came", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 300 }), (points) => {
      const raster = new Raster([-9_000, -9_000, 9_000, 9_000], 4_000, 10);
      const expected = new Map<string, number[]>();
      for (const [item, [x, y]] of points.entries()) {
        const [column, row] = [Math.floor((x + 9_010) / 4_000), Math.floor((y + 9_010) / 4_000)];
        expect([raster.column(x), raster.row(y)]).toEqual([column, row]);
        raster.append(column, row, item);
        expected.set(`${column}/${row}`, [...(expected.get(`${column}/${row}`) ?? []), item]);
      }
      for (const [square, items] of expected) {
        const [column, row] = square.split("/").map(Number);
        const found: number[] = [];
        for (let entry = raster.first(column, row); entry !== -1; entry = raster.next(entry))
          found.push(raster.item(entry));
        expect(found).toEqual(items);
      }
    }),
  );
});

test("roads that cross share a vertex there, whose ways the map knows", () => {
  // A cross of two roads of 200 m, and a third one that ends on the second.
  const map = planarize([
    {
      points: [
        [-100, 0],
        [100, 0],
      ],
      highway: "primary",
      tags: {},
    },
    {
      points: [
        [0, -100],
        [0, 100],
      ],
      highway: "tertiary",
      tags: {},
    },
    {
      points: [
        [0, 50],
        [80, 50],
      ],
      highway: "service",
      tags: {},
    },
  ]);
  const at = (x: number, y: number) => map.points.findIndex((point) => distance(point, [x, y]) < 1);
  const near = new Incidences(map);
  const classes = (vertex: number) => near.at(vertex).map(({ way }) => way.highway);
  expect(classes(at(0, 0))).toEqual(["primary", "tertiary"]);
  expect(classes(at(0, 50))).toEqual(["tertiary", "service"]);
  expect(classes(at(-100, 0))).toEqual(["primary"]);
  expect(near.countAt(at(0, 0))).toBe(2);
});
