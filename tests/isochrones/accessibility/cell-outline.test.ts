import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { outlineOfCells } from "../../../isochrones/accessibility/cell-outline.ts";
import { lonLatToGrid } from "../../../isochrones/geo/grid-projection.ts";
import { doubleArea, type Ring } from "../../../isochrones/geo/rings.ts";
import { areaFaults, coverCount, ringsOf } from "../../helpers/areas.ts";
import { type CellPlan, miniCells, squares } from "../../helpers/mini-cells.ts";

const SIDE = 7;

/** Cells where a picture has a letter; its first line is the northernmost. */
function picture(...lines: readonly string[]): CellPlan[] {
  const places = lines.flatMap((line, top) =>
    line
      .split("")
      .flatMap((letter, column) => (letter === "#" ? [[column, lines.length - 1 - top] as const] : [])),
  );
  return squares(places);
}

function outlineOf(plans: readonly CellPlan[]) {
  return outlineOfCells(
    miniCells(plans),
    plans.map((_, cell) => cell),
  );
}

/** The shape of an outline: for each polygon the corners of its outer ring, then those of its holes. */
function cornersOf(plans: readonly CellPlan[]): number[][] {
  return ringsOf(outlineOf(plans)).map((polygon) => polygon.map((ring) => ring.length - 1));
}

/** Area of an outline in the metres of the grid, holes taken off. */
function squareMeters(plans: readonly CellPlan[], crs = 3035): number {
  const inGrid = (ring: Ring): Ring =>
    ring.map(([lon, lat]) => {
      const [east, north] = lonLatToGrid(crs, lon, lat);
      return [east - plans[0].easting, north - plans[0].northing];
    });
  // Outer rings count up, holes down: their signs say so.
  return ringsOf(outlineOf(plans))
    .flat()
    .reduce((sum, ring) => sum + doubleArea(inGrid(ring)) / 2, 0);
}

/** Sets of cells that share sides: each is one polygon, however its corners touch. */
function sideConnectedSets(plans: readonly CellPlan[]): number {
  const left = new Set(plans.map(({ easting, northing }) => `${easting},${northing}`));
  let sets = 0;
  for (const { easting, northing } of plans) {
    const queue = [[easting, northing]];
    if (left.has(`${easting},${northing}`)) sets++;
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      const [east, north] = next;
      if (!left.delete(`${east},${north}`)) continue;
      queue.push([east + 1000, north], [east - 1000, north], [east, north + 1000], [east, north - 1000]);
    }
  }
  return sets;
}

const anyCells = fc
  .uniqueArray(fc.integer({ min: 0, max: SIDE * SIDE - 1 }), { minLength: 1, maxLength: SIDE * SIDE })
  .map((places) => squares(places.map((place) => [place % SIDE, Math.floor(place / SIDE)] as const)));

describe("the outline of cells", () => {
  test("is the union of their squares, whatever they are", () => {
    fc.assert(
      fc.property(anyCells, (plans) => {
        const outline = outlineOf(plans);
        expect(areaFaults(outline, { mayTouch: true })).toEqual([]);
        const chosen = new Set(plans.map(({ easting, northing }) => `${easting},${northing}`));
        const everywhere = squares(
          Array.from({ length: (SIDE + 2) ** 2 }, (_, i) => [
            (i % (SIDE + 2)) - 1,
            Math.floor(i / (SIDE + 2)) - 1,
          ]),
        );
        const all = miniCells(everywhere);
        everywhere.forEach(({ easting, northing }, cell) => {
          const expected = chosen.has(`${easting},${northing}`) ? 1 : 0;
          expect(coverCount(outline, all.lons[cell], all.lats[cell])).toBe(expected);
        });
        // Six decimals of a degree are 0.1 m: along a border of n corners at most n times 100 m².
        const corners = outline.coordinates.flat(2).length;
        expect(Math.abs(squareMeters(plans) - plans.length * 1e6)).toBeLessThan(corners * 200);
        expect(outline.coordinates).toHaveLength(sideConnectedSets(plans));
      }),
      { numRuns: 150 },
    );
  });

  test("of one cell is its square", () => {
    expect(cornersOf(picture("#"))).toEqual([[4]]);
  });

  test("of two cells that share a side is one ring, of two that share a corner is two", () => {
    expect(cornersOf(picture("##"))).toEqual([[6]]);
    expect(cornersOf(picture("#.", ".#"))).toEqual([[4], [4]]);
  });

  test("keeps a hole", () => {
    expect(cornersOf(picture("###", "#.#", "###"))).toEqual([[12, 4]]);
  });

  test("keeps holes apart that touch at a corner", () => {
    expect(cornersOf(picture("####", "#.##", "##.#", "####"))).toEqual([[16, 4, 4]]);
  });

  test("keeps a hole apart from the outline that it touches at a corner", () => {
    // Counted along the outside: 12 corners, the notch adds none; the hole has 4.
    expect(cornersOf(picture("###", "#.#", "##."))).toEqual([[12, 4]]);
  });

  test("puts an island in a hole beside, not upon, the ring around", () => {
    const shapes = cornersOf(picture("#####", "#...#", "#.#.#", "#...#", "#####"));
    expect(shapes).toHaveLength(2);
    expect(shapes).toContainEqual([20, 12]);
    expect(shapes).toContainEqual([4]);
  });

  test("joins small cells to large ones, and counts once what lies twice", () => {
    const large = squares([[0, 0]]);
    const beside = squares(
      [
        [5, 0],
        [5, 1],
      ],
      200,
    );
    const inside = squares([[2, 2]], 200);
    expect(areaFaults(outlineOf([...large, ...beside, ...inside]))).toEqual([]);
    expect(squareMeters([...large, ...beside, ...inside])).toBeCloseTo(1e6 + 2 * 4e4, -4);
    expect(outlineOf([...inside, ...beside, ...large]).coordinates).toHaveLength(1);
  });

  test.each([
    [5490, 720_000, 1_600_000],
    [2975, 340_000, 7_640_000],
  ])("lies in its own grid: EPSG %d", (crs, easting, northing) => {
    const plans = [0, 1].map((column) => ({ crs, easting: easting + column * 200, northing, size: 200 }));
    const outline = outlineOf(plans);
    expect(areaFaults(outline)).toEqual([]);
    const { lons, lats } = miniCells(plans);
    expect([0, 1].map((cell) => coverCount(outline, lons[cell], lats[cell]))).toEqual([1, 1]);
    expect(squareMeters(plans, crs)).toBeCloseTo(2 * 4e4, -3);
  });

  test("fits its neighbour's: shared corners are the same to the last decimal", () => {
    const [left] = ringsOf(outlineOf(squares([[0, 0]])));
    const [right] = ringsOf(outlineOf(squares([[1, 0]])));
    const shared = left[0]
      .slice(1)
      .filter((place) => right[0].some((other) => String(other) === String(place)));
    expect(shared).toHaveLength(2);
  });
});
