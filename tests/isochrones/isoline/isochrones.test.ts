import { describe, expect, test } from "vitest";

import { createStudy } from "../../../isochrones/create-study.ts";
import { METERS_PER_MICRODEGREE } from "../../../isochrones/geo/distance.ts";
import { lonLatToGrid } from "../../../isochrones/geo/grid-projection.ts";
import type { IsochroneBand } from "../../../isochrones/model/report.ts";
import type { Study } from "../../../isochrones/study.ts";
import { areaFaults, coverCount, ringsOf } from "../../helpers/areas.ts";
import { ONE_WAY } from "../../helpers/make-roads.ts";
import { type MiniWay, miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";

/** Metres east and north of 9° E, 42° N, to degrees. */
function degrees(east: number, north: number): [number, number] {
  const perDegree = METERS_PER_MICRODEGREE * 1e6;
  return [9 + east / perDegree / Math.cos((42 * Math.PI) / 180), 42 + north / perDegree];
}

/** Roads at ten metres a second between places in metres, the structure `s` at 0, 0; cells of 200 m around some. */
function world(
  places: readonly (readonly [number, number])[],
  ways: readonly MiniWay[],
  homes: readonly (readonly [number, number])[] = [],
): Study {
  return createStudy(
    miniDataset({
      nodes: places.map(([east, north]) => degrees(east, north)),
      ways,
      structures: [miniStructure({ id: "s", lon: 9, lat: 42 })],
      cells: homes.map(([east, north]) => {
        const [easting, northing] = lonLatToGrid(3035, ...degrees(east, north));
        return {
          easting: Math.floor(easting / 200) * 200,
          northing: Math.floor(northing / 200) * 200,
          size: 200,
          people: 10,
        };
      }),
    }),
  );
}

function reach(study: Study, minutes: number): IsochroneBand {
  const [band] = study.isochrones({ structureId: "s" }, [minutes]);
  expect(areaFaults(band.area)).toEqual([]);
  return band;
}

const isIn = ({ area }: IsochroneBand, east: number, north: number): boolean =>
  coverCount(area, ...degrees(east, north)) === 1;

/** Off the road, 250 m count; between two vertices of the 200 m grid the border is anywhere. */
const BORDER_METERS = 400;

describe("isochrones of small worlds", () => {
  test("follow a road as far as the time allows, and no farther beside it", () => {
    const study = world(
      [
        [0, -20_000],
        [0, 20_000],
      ],
      [{ nodes: [0, 1] }],
    );
    for (const minutes of [5, 10, 20]) {
      const band = reach(study, minutes);
      const far = minutes * 600;
      for (const way of [-1, 1]) {
        expect(isIn(band, 0, way * (far - BORDER_METERS))).toBe(true);
        expect(isIn(band, 0, way * (far + BORDER_METERS))).toBe(false);
        expect(isIn(band, way * 100, 0)).toBe(true);
        expect(isIn(band, way * BORDER_METERS, 0)).toBe(false);
      }
    }
  });

  test("are where one can come from, not where one can go to", () => {
    const study = world(
      [
        [-6000, 0],
        [0, 0],
        [6000, 0],
        [0, 100],
      ],
      [{ nodes: [0, 1], profile: ONE_WAY }, { nodes: [1, 2], profile: ONE_WAY }, { nodes: [1, 3] }],
    );
    const band = reach(study, 20);
    expect(isIn(band, -3000, 0)).toBe(true);
    expect(isIn(band, 3000, 0)).toBe(false);
  });

  const LOOP: [number, number][] = [
    [0, 0],
    [4000, 0],
    [4000, 4000],
    [0, 4000],
  ];
  const LOOP_ROAD: MiniWay[] = [{ nodes: [0, 1, 2, 3, 0] }];

  test("have a hole where people live away from every road, and none where nobody does", () => {
    expect(isIn(reach(world(LOOP, LOOP_ROAD), 30), 2000, 2000)).toBe(true);
    const lived = reach(world(LOOP, LOOP_ROAD, [[2000, 2000]]), 30);
    expect(isIn(lived, 2000, 2000)).toBe(false);
    expect(ringsOf(lived.area).map(({ length }) => length)).toEqual([2]);
  });

  test("count the people whose cell time is within the minutes", () => {
    // 3, 6 and 9 km away at ten metres a second: 5, 10 and 15 minutes, a cell's place aside.
    const study = world(
      [
        [0, 0],
        [10_000, 0],
      ],
      [{ nodes: [0, 1] }],
      [
        [3000, 50],
        [6000, 50],
        [9000, 50],
      ],
    );
    const times = study.cellTimes().deciseconds;
    const limits = [4, 6, 9, 11, 14, 16];
    const bands = study.isochrones({ structureId: "s" }, limits);
    expect(bands.map(({ people }) => people)).toEqual([0, 10, 10, 20, 20, 30]);
    expect(
      bands.map(({ minutes }) => [...times].filter((time) => time <= minutes * 600).length * 10),
    ).toEqual(bands.map(({ people }) => people));
  });

  test("are the same asked alone or together, by structure or by its place", () => {
    const study = world(LOOP, LOOP_ROAD, [[2000, 2000]]);
    const together = study.isochrones({ structureId: "s" }, [3, 5, 8]);
    const byPlace = study.isochrones({ lon: 9, lat: 42 }, [3, 5, 8]);
    expect(byPlace).toEqual(together);
    for (const band of together) {
      const [alone] = study.isochrones({ structureId: "s" }, [band.minutes]);
      expect(alone.people).toBe(band.people);
      // The frame differs, and with it the place of the grid: the areas agree but for a border.
      for (const [east, north] of [
        [0, 0],
        [500, 0],
        [0, 500],
        [4000, 4000],
        [2000, 2000],
      ] as const) {
        expect(isIn(alone, east, north)).toBe(isIn(band, east, north));
      }
    }
  });

  test("come in the order asked", () => {
    const bands = world(LOOP, LOOP_ROAD).isochrones({ structureId: "s" }, [8, 3]);
    expect(bands.map(({ minutes }) => minutes)).toEqual([8, 3]);
  });

  test("without a population have no people and no holes", () => {
    const plain = miniDataset({ nodes: LOOP.map(([east, north]) => degrees(east, north)), ways: LOOP_ROAD });
    const [band] = createStudy(plain).isochrones({ lon: 9, lat: 42 }, [30]);
    expect(band.people).toBeNull();
    expect(areaFaults(band.area)).toEqual([]);
    expect(ringsOf(band.area).map(({ length }) => length)).toEqual([1]);
  });
});
