import { expect, test } from "vitest";

import { createStudy } from "../../../isochrones/create-study.ts";
import { RequestError } from "../../../isochrones/errors.ts";
import { gridToLonLat } from "../../../isochrones/geo/grid-projection.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { type CellPlan, ORIGIN } from "../../helpers/mini-cells.ts";
import { miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";

/** Kilometres east and north of the grid's origin, to degrees. */
const at = (east: number, north: number): { lon: number; lat: number } => {
  const [lon, lat] = gridToLonLat(3035, ORIGIN.easting + east * 1000, ORIGIN.northing + north * 1000);
  return { lon, lat };
};

const LENGTH_KM = 40;

/** A straight road at ten metres a second, 100 s a kilometre, a cell at each half kilometre, a desk near either end. */
const WORLD = miniDataset({
  nodes: [at(0, 0.5), at(LENGTH_KM, 0.5)].map(({ lon, lat }): [number, number] => [lon, lat]),
  ways: [{ nodes: [0, 1] }],
  structures: [
    miniStructure({ id: "west", ...at(0.5, 0.5) }),
    miniStructure({ id: "east", ...at(39.5, 0.5), format: "bus" }),
  ],
  cells: Array.from({ length: LENGTH_KM }, (_, column): CellPlan => ({
    easting: ORIGIN.easting + column * 1000,
    northing: ORIGIN.northing,
    people: 1,
  })),
});

/** Times when desks stand at these half kilometres, to half a minute: kilometres of the grid are not quite those of the road. */
function expectTimes(
  got: { deciseconds: Uint32Array; nearest: Uint32Array },
  desks: Record<number, number>,
): void {
  got.deciseconds.forEach((deciseconds, column) => {
    const places = Object.entries(desks).map(([index, place]) => ({
      index: Number(index),
      seconds: Math.abs(place - column) * 100,
    }));
    const least = Math.min(...places.map(({ seconds }) => seconds));
    expect(Math.abs(deciseconds / 10 - least), `cell ${column}`).toBeLessThan(30);
    const nearest = places.filter(({ seconds }) => seconds < least + 50).map(({ index }) => index);
    expect(nearest, `cell ${column}`).toContain(got.nearest[column]);
  });
}

test("a desk that closes leaves its people to the next one", () => {
  const study = createStudy(WORLD);
  expectTimes(study.cellTimes(), { 0: 0, 1: 39 });
  expectTimes(study.cellTimesAfter({ closed: ["east"] }), { 0: 0 });
  expectTimes(study.cellTimesAfter({ closed: ["west"] }), { 1: 39 });
  const none = study.cellTimesAfter({ closed: ["west", "east"] });
  expect([...none.deciseconds].every((time) => time === UNREACHED)).toBe(true);
  expectTimes(study.cellTimes(), { 0: 0, 1: 39 });
});

test("a desk that opens is numbered after those of the dataset, and one that moves closes and opens", () => {
  const study = createStudy(WORLD);
  expectTimes(study.cellTimesAfter({ opened: [at(20.5, 0.5)] }), { 0: 0, 1: 39, 2: 20 });
  expectTimes(study.cellTimesAfter({ closed: ["west"], opened: [at(10.5, 0.5), at(30.5, 0.5)] }), {
    1: 39,
    2: 10,
    3: 30,
  });
});

test("a change applies to the structures that count", () => {
  const study = createStudy(WORLD);
  const withoutBus = { exclude: ["bus"] } as const;
  expectTimes(study.cellTimesAfter({ opened: [at(30.5, 0.5)] }, withoutBus), { 0: 0, 2: 30 });
  expectTimes(study.cellTimesAfter({ closed: ["east"] }, withoutBus), { 0: 0 });
  expect(study.cellTimesAfter({}, withoutBus)).toBe(study.cellTimes(withoutBus));
});

test.each([
  ["structure.unknown", { closed: ["north"] }, "« north »"],
  ["point.far_from_road", { opened: [at(20, 60)] }, "(longitude,latitude)"],
])("%s", (code, change, words) => {
  const study = createStudy(WORLD);
  let refused: unknown = null;
  try {
    study.cellTimesAfter(change);
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(RequestError);
  expect(refused).toMatchObject({ code });
  expect(String(refused)).toContain(words);
  expectTimes(study.cellTimes(), { 0: 0, 1: 39 });
});

test("the k nearest tell who is left when one closes", () => {
  const study = createStudy(WORLD);
  const { durations, nearest } = study.kNearest(2);
  const first = study.cellTimes();
  const closed = [study.cellTimesAfter({ closed: ["west"] }), study.cellTimesAfter({ closed: ["east"] })];
  for (let cell = 0; cell < LENGTH_KM; cell++) {
    expect([durations[cell * 2], nearest[cell * 2]]).toEqual([first.deciseconds[cell], first.nearest[cell]]);
    const left = closed[first.nearest[cell]];
    expect([durations[cell * 2 + 1], nearest[cell * 2 + 1]]).toEqual([
      left.deciseconds[cell],
      left.nearest[cell],
    ]);
  }
});

test("times of another engine cannot be changed", () => {
  const times = { deciseconds: new Uint32Array(LENGTH_KM), nearest: new Uint32Array(LENGTH_KM) };
  const study = createStudy(WORLD, { engine: "another", selection: {}, times });
  expect(() => study.cellTimesAfter({})).toThrow("times of another were given");
});
