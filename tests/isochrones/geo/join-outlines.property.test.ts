import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { outlineOfCells } from "../../../isochrones/accessibility/cell-outline.ts";
import { joinOutlines } from "../../../isochrones/geo/join-outlines.ts";
import { doubleArea, type Ring } from "../../../isochrones/geo/rings.ts";
import type { CommuneShape } from "../../../isochrones/model/dataset.ts";
import { areaFaults, coverCount } from "../../helpers/areas.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";

const SIDE = 7;
const COMMUNES = 4;

/** Squares of a board, each in a commune or in none. */
const anyBoard = fc
  .array(fc.integer({ min: 0, max: COMMUNES }), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE })
  .map((owners) => owners.map((owner) => (owner === COMMUNES ? null : owner)));

function areaOf(polygons: readonly Ring[][]): number {
  return polygons.flat().reduce((sum, ring) => sum + doubleArea(ring) / 2, 0);
}

const multiPolygon = (coordinates: Ring[][]) => ({ type: "MultiPolygon" as const, coordinates });

describe("outlines joined", () => {
  test("are the outline of all that is in them", () => {
    fc.assert(
      fc.property(anyBoard, fc.boolean(), (owners, isTurned) => {
        const places = owners.map((_, i): [number, number] => [i % SIDE, Math.floor(i / SIDE)]);
        const cells = miniCells(squares(places));
        const shapes: CommuneShape[] = [0, 1, 2, 3].flatMap((commune) => {
          const members = [...owners.keys()].filter((cell) => owners[cell] === commune);
          if (members.length === 0) return [];
          const polygons = outlineOfCells(cells, members).coordinates as Ring[][];
          // Whatever the direction in which a source draws them.
          return [isTurned ? polygons.map((rings) => rings.map((ring) => ring.toReversed())) : polygons];
        });
        const joined = joinOutlines(shapes);
        expect(areaFaults(multiPolygon(joined), { mayTouch: true })).toEqual([]);
        const all = [...owners.keys()].filter((cell) => owners[cell] !== null);
        const expected = all.length === 0 ? [] : (outlineOfCells(cells, all).coordinates as Ring[][]);
        expect(joined).toHaveLength(expected.length);
        expect(areaOf(joined)).toBeCloseTo(areaOf(expected), 9);
        owners.forEach((owner, cell) =>
          expect(coverCount(multiPolygon(joined), cells.lons[cell], cells.lats[cell])).toBe(
            owner === null ? 0 : 1,
          ),
        );
      }),
      {
        numRuns: 60,
        // A square that touches what is around it with its four corners alone.
        examples: [
          [[...Array(SIDE * SIDE).keys()].map((cell) => ([25, 31, 33, 39].includes(cell) ? null : 0)), false],
        ],
      },
    );
  });

  test("that lie apart stay as they are, west of Greenwich and south of the equator too", () => {
    const square = (west: number, south: number): Ring => [
      [west, south],
      [west + 0.5, south],
      [west + 0.5, south + 0.5],
      [west, south + 0.5],
      [west, south],
    ];
    const shapes = [[[square(-61, 14)]], [[square(55, -21)]], [[square(-52, 4)]]];
    const joined = joinOutlines(shapes);
    expect(joined.map(([outline]) => areaOf([[outline]]))).toEqual([0.25, 0.25, 0.25]);
    const corners = joined.map(([outline]) =>
      [Math.min(...outline.map(([lon]) => lon)), Math.min(...outline.map(([, lat]) => lat))].join(),
    );
    expect(corners.sort()).toEqual(["-52,4", "-61,14", "55,-21"]);
  });

  test("whose borders do not meet in the same points keep both sides", () => {
    const west: Ring = [
      [0, 0],
      [1, 0],
      [1, 2],
      [0, 2],
      [0, 0],
    ];
    const east: Ring = [
      [1, 0],
      [2, 0],
      [2, 2],
      [1, 2],
      [1, 1],
      [1, 0],
    ];
    const joined = joinOutlines([[[west]], [[east]]]);
    expect(joined).toHaveLength(2);
    expect(areaOf(joined)).toBeCloseTo(4, 12);
  });

  test("of nothing are none", () => {
    expect(joinOutlines([])).toEqual([]);
    expect(joinOutlines([[]])).toEqual([]);
    expect(
      joinOutlines([
        [
          [
            [
              [0, 0],
              [1, 1],
              [0, 0],
            ],
          ],
        ],
      ]),
    ).toEqual([]);
  });
});
