import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { RoadProfile } from "../../isochrones/model/network.ts";
import { ONE_WAY, PLAIN_ROAD } from "./make-roads.ts";
import { ORIGIN, squares } from "./mini-cells.ts";
import { gridToLonLat } from "../../isochrones/geo/grid-projection.ts";
import { miniCommune, miniDataset } from "./mini-dataset.ts";
import { seededRandom } from "./seeded-random.ts";

const SIDE = 9;

/** As quick as the others, and yet avoided: seven times as heavy. */
const HEAVY: RoadProfile = { ...PLAIN_ROAD, forwardRateKmh: 5, backwardRateKmh: 5 };
const SLOW: RoadProfile = {
  ...PLAIN_ROAD,
  forwardSpeedKmh: 12,
  backwardSpeedKmh: 12,
  forwardRateKmh: 12,
  backwardRateKmh: 12,
};

/**
 * A town on a grid of a kilometre, a minute and two thirds, without structures, in which the way that is taken is often
 * not the quickest: a third of its streets are avoided, others are slow or one-way.
 */
export function heavyTown(seed: number): Dataset {
  const random = seededRandom(seed);
  const at = (column: number, row: number): number => row * SIDE + column;
  const ways = [];
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      for (const [east, north] of [
        [1, 0],
        [0, 1],
      ]) {
        if (column + east >= SIDE || row + north >= SIDE) continue;
        const profile = random.chance(0.35)
          ? HEAVY
          : random.chance(0.3)
            ? SLOW
            : random.chance(0.2)
              ? ONE_WAY
              : PLAIN_ROAD;
        ways.push({ nodes: [at(column, row), at(column + east, row + north)], profile });
      }
    }
  }
  const places = Array.from({ length: SIDE * SIDE }, (_, i): [number, number] => [
    i % SIDE,
    Math.floor(i / SIDE),
  ]);
  return miniDataset({
    nodes: places.map(([column, row]) =>
      gridToLonLat(3035, ORIGIN.easting + column * 1000, ORIGIN.northing + row * 1000),
    ),
    ways,
    cells: squares(places.filter(([column, row]) => column < SIDE - 1 && row < SIDE - 1)).map((plan, i) => ({
      ...plan,
      people: 1 + (i % 7) / 2,
      commune: i % 2,
    })),
    communes: [miniCommune("2A001"), miniCommune("2B002", { departementCode: "2B" })],
    territories: [
      { kind: "departement", code: "2A", name: "Corse-du-Sud" },
      { kind: "departement", code: "2B", name: "Haute-Corse" },
    ],
  });
}
