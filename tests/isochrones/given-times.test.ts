import { expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { squares } from "../helpers/mini-cells.ts";
import { miniDataset, miniStructure } from "../helpers/mini-dataset.ts";

const WORLD = miniDataset({
  nodes: [
    [8.9, 42],
    [9, 42],
  ],
  ways: [{ nodes: [0, 1] }],
  structures: [miniStructure({ id: "1" }), miniStructure({ id: "2", format: "bus" })],
  cells: squares([
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
  ]),
});

const MINUTE = 600;

test("a study makes its figures of the times that it was given, and says whose they are", () => {
  const times = {
    deciseconds: Uint32Array.of(10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 31 * MINUTE),
    nearest: Uint32Array.of(0, 0, 0, 0),
  };
  const study = createStudy(WORLD, { engine: "another", selection: { exclude: ["bus"] }, times });
  const report = study.coverage({ selection: { exclude: ["bus"] } });
  expect([report.covered, report.population, report.provenance.engine]).toEqual([3, 4, "another"]);
  expect(study.cellTimes({ exclude: ["bus", "bus"] })).toBe(times);
  // Ours must not fill in for another engine without saying so.
  expect(() => study.coverage()).toThrow("times of another were given for another selection");
});
