import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { NO_SHAPE, ShapeIndex } from "../../../data/territories/shape-index.ts";
import { distanceMeters, toMicrodegrees } from "../../../isochrones/geo/distance.ts";
import type { CommuneShape } from "../../../isochrones/model/dataset.ts";

type Ring = readonly (readonly [number, number])[];

function box(west: number, south: number, east: number, north: number): Ring {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** The even-odd rule in its plainest form: count the edges that the ray to the east crosses. */
function holdsPlainly(shape: CommuneShape, lon: number, lat: number): boolean {
  return shape.some((polygon) => {
    let crossings = 0;
    for (const ring of polygon) {
      for (let i = 0; i + 1 < ring.length; i++) {
        const [a, b] = ring[i][1] < ring[i + 1][1] ? [ring[i], ring[i + 1]] : [ring[i + 1], ring[i]];
        if (!(a[1] <= lat && lat < b[1])) continue;
        if (lon < a[0] + ((lat - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) crossings++;
      }
    }
    return crossings % 2 === 1;
  });
}

/** Distances to the outline at a thousand places of each edge. */
function distancePlainly(shape: CommuneShape, lon: number, lat: number): number {
  let best = Infinity;
  for (const ring of shape.flat()) {
    for (let i = 0; i + 1 < ring.length; i++) {
      for (let step = 0; step <= 1000; step++) {
        const at = (axis: 0 | 1): number =>
          toMicrodegrees(ring[i][axis] + (step / 1000) * (ring[i + 1][axis] - ring[i][axis]));
        best = Math.min(best, distanceMeters(toMicrodegrees(lon), toMicrodegrees(lat), at(0), at(1)));
      }
    }
  }
  return best;
}

/** A ring around a point, as many corners as there are radii: never crosses itself. */
function star(lon: number, lat: number, radii: readonly number[]): Ring {
  const corners = radii.map((radius, index): readonly [number, number] => {
    const angle = (2 * Math.PI * index) / radii.length;
    return [lon + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
  });
  return [...corners, corners[0]];
}

const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
const radii = fc.array(fc.double({ min: 0.2, max: 1, noNaN: true }), { minLength: 3, maxLength: 40 });

describe("finding the shape that holds a point", () => {
  test("agrees with the plain rule on any shape with a hole and an island", () => {
    fc.assert(
      fc.property(
        radii,
        radii,
        fc.array(fc.tuple(coordinate, coordinate), { minLength: 20 }),
        (outer, inner, points) => {
          const hole = star(
            0,
            0,
            inner.map((radius) => radius / 6),
          );
          const shape: CommuneShape = [
            [star(0, 0, outer), hole],
            [
              star(
                0,
                0,
                inner.map((radius) => radius / 20),
              ),
            ],
          ];
          const index = new ShapeIndex([shape]);
          for (const [lon, lat] of [...points, ...outer.map((_, i) => star(0, 0, outer)[i])]) {
            const expected = holdsPlainly(shape, lon, lat);
            expect(index.locate(lon, lat), `${lon}, ${lat}`).toBe(expected ? 0 : NO_SHAPE);
            expect(index.holds(0, lon, lat)).toBe(expected);
          }
        },
      ),
    );
  });

  test("gives each point of a tiling, borders and corners too, to exactly one tile", () => {
    // A grid of 4 x 4 tiles whose inner corners are moved; neighbours draw their border in opposite directions.
    const moves = fc.array(fc.tuple(coordinate, coordinate), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(moves, fc.double({ min: 0, max: 1, noNaN: true }), (moved, along) => {
        const corner = (i: number, j: number): readonly [number, number] => {
          const inner = i > 0 && i < 4 && j > 0 && j < 4 ? 0.4 : 0;
          const [dx, dy] = moved[i * 5 + j];
          return [i + inner * dx, j + inner * dy];
        };
        const tiles: CommuneShape[] = [];
        for (let i = 0; i < 4; i++) {
          for (let j = 0; j < 4; j++) {
            const ring = [
              corner(i, j),
              corner(i + 1, j),
              corner(i + 1, j + 1),
              corner(i, j + 1),
              corner(i, j),
            ];
            tiles.push([[ring]]);
          }
        }
        const index = new ShapeIndex(tiles);
        for (let i = 1; i < 4; i++) {
          for (let j = 1; j < 3; j++) {
            const [a, b] = [corner(i, j), corner(i, j + 1)];
            const point = [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1])] as const;
            for (const [lon, lat] of [a, b, point]) {
              const holders = tiles.filter((_, tile) => index.holds(tile, lon, lat));
              expect(holders.length, `${lon}, ${lat}`).toBe(1);
            }
          }
        }
      }),
    );
  });

  test("prefers the smaller of two that hold the point, an arrondissement to its city", () => {
    const city: CommuneShape = [[box(0, 0, 4, 4)]];
    const part: CommuneShape = [[box(1, 1, 2, 2)]];
    for (const shapes of [
      [city, part],
      [part, city],
    ]) {
      const index = new ShapeIndex(shapes);
      expect(shapes[index.locate(1.5, 1.5)]).toBe(part);
      expect(shapes[index.locate(3, 3)]).toBe(city);
    }
  });

  test("holds nothing where there is nothing", () => {
    const index = new ShapeIndex([]);
    expect(index.locate(0, 0)).toBe(NO_SHAPE);
    expect(index.nearest(0, 0, 1e6)).toBe(NO_SHAPE);
    // A polygon without height holds no point and must not divide by it.
    expect(new ShapeIndex([[[box(0, 1, 2, 1)]]]).locate(1, 1)).toBe(NO_SHAPE);
  });
});

describe("finding the nearest outline", () => {
  // One minute of latitude is about 1 853 m.
  const minute = 1 / 60;
  const north: CommuneShape = [[box(9, 42, 9.1, 42.1)]];
  const south: CommuneShape = [[box(9, 41.8, 9.1, 41.9)]];
  const index = new ShapeIndex([north, south]);

  test("takes the nearer of two within the limit, none beyond", () => {
    expect(index.nearest(9.05, 42 - minute, 2000)).toBe(0);
    expect(index.nearest(9.05, 41.9 + minute, 2000)).toBe(1);
    expect(index.nearest(9.05, 42 - minute, 1800)).toBe(NO_SHAPE);
    expect(index.nearest(9.05, 41.95, 2000)).toBe(NO_SHAPE);
  });

  test("measures metres, not degrees: a degree of longitude is shorter", () => {
    // At 42°, one minute of longitude is 1 853 m x cos 42° = 1 377 m.
    expect(index.nearest(9.1 + minute, 42.05, 1390)).toBe(0);
    expect(index.nearest(9.1 + minute, 42.05, 1365)).toBe(NO_SHAPE);
  });

  test("agrees with the plain search", () => {
    fc.assert(
      fc.property(coordinate, coordinate, radii, (x, y, corners) => {
        const shapes: CommuneShape[] = [
          north,
          south,
          [
            [
              star(
                9.3,
                42,
                corners.map((r) => r / 10),
              ),
            ],
          ],
        ];
        const [lon, lat] = [9.1 + x / 4, 42 + y / 4];
        const distances = shapes.map((shape) => distancePlainly(shape, lon, lat));
        const best = Math.min(...distances);
        const found = new ShapeIndex(shapes).nearest(lon, lat, best * 1.01 + 5);
        // The plain search takes steps of up to 8 m along an edge, hence the allowance.
        expect(distances[found]).toBeLessThan(best * 1.02 + 10);
      }),
      { numRuns: 40 },
    );
  });
});
