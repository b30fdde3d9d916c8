import { expect, test } from "vitest";

import { createStudy } from "../../../isochrones/create-study.ts";
import { createEmbeddedEngine } from "../../../isochrones/engines/embedded-engine.ts";
import { TOP_METERS_PER_SECOND, topMetersPerSecond } from "../../../isochrones/engines/top-speed.ts";
import { PLAIN_ROAD } from "../../helpers/make-roads.ts";
import { squares } from "../../helpers/mini-cells.ts";
import { miniDataset, type MiniWorld, miniStructure } from "../../helpers/mini-dataset.ts";
import { describeEngine } from "./contract.ts";

describeEngine("embedded", async (dataset) => ({
  engine: createEmbeddedEngine(dataset),
  close: async () => {},
}));

/** Ten cells of a kilometre, a road through their middle, a desk at each end. */
function rowOfCells(): MiniWorld {
  const places = Array.from({ length: 10 }, (_, column) => [column, 0] as const);
  const { cells } = miniDataset({
    nodes: [
      [0, 0],
      [1, 0],
    ],
    ways: [{ nodes: [0, 1] }],
    cells: squares(places),
  });
  if (cells === null) throw new Error("cells were given");
  const centers = Array.from(cells.lons, (lon, cell): [number, number] => [lon, cells.lats[cell]]);
  const desks = [centers[0], centers[9]].map(([lon, lat], index) =>
    miniStructure({ id: String(index), lon, lat }),
  );
  return {
    nodes: centers,
    ways: [{ nodes: [...centers.keys()] }],
    cells: squares(places),
    structures: desks,
  };
}

test("its cell times are those of a study", async () => {
  const dataset = miniDataset(rowOfCells());
  const { cells, structures } = dataset;
  const study = createStudy(dataset).cellTimes();
  const places = { lons: structures.map(({ lon }) => lon), lats: structures.map(({ lat }) => lat) };
  const engine = await createEmbeddedEngine(dataset).cellTimes(cells ?? places, places);
  expect(new Set(study.nearest)).toEqual(new Set([0, 1]));
  expect([...engine.deciseconds]).toEqual([...study.deciseconds]);
  expect([...engine.nearest]).toEqual([...study.nearest]);
});

test("no road is faster than the top speed of its network", () => {
  const network = (kmh: number): Parameters<typeof topMetersPerSecond>[0] => ({
    profiles: [{ ...PLAIN_ROAD, forwardSpeedKmh: 20, backwardSpeedKmh: kmh }],
  });
  // 140 km/h at 80 %, with a tenth for rounding.
  expect(TOP_METERS_PER_SECOND).toBeCloseTo((112 / 3.6) * 1.1, 9);
  expect(topMetersPerSecond(network(36))).toBe(TOP_METERS_PER_SECOND);
  expect(topMetersPerSecond(network(180))).toBeCloseTo(50 * 1.1, 9);
});
