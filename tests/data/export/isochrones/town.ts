import { lonLatToGrid } from "../../../../isochrones/geo/grid-projection.ts";
import { METERS_PER_MICRODEGREE } from "../../../../isochrones/geo/distance.ts";
import type { Dataset } from "../../../../isochrones/model/dataset.ts";
import { miniDataset, miniStructure } from "../../../helpers/mini-dataset.ts";
import { seededRandom } from "../../../helpers/seeded-random.ts";

const SIDE = 12;
const BLOCK_METERS = 1000;

/** A town of square blocks of a kilometre, with desks and homes anywhere in it; some cells without a road near. */
export function makeTown(deskCount: number): Dataset {
  const random = seededRandom(deskCount);
  const perDegree = METERS_PER_MICRODEGREE * 1e6;
  const place = (east: number, north: number): [number, number] => [
    9 + east / perDegree / Math.cos((42 * Math.PI) / 180),
    42 + north / perDegree,
  ];
  const anywhere = (): [number, number] =>
    place(random.next() * (SIDE - 1) * BLOCK_METERS, random.next() * (SIDE - 1) * BLOCK_METERS);
  const at = (column: number, row: number): number => row * SIDE + column;
  const steps = Array.from({ length: SIDE }, (_, step) => step);
  return miniDataset({
    nodes: steps.flatMap((row) => steps.map((column) => place(column * BLOCK_METERS, row * BLOCK_METERS))),
    ways: [
      ...steps.map((row) => ({ nodes: steps.map((column) => at(column, row)) })),
      ...steps.map((column) => ({ nodes: steps.map((row) => at(column, row)) })),
    ],
    structures: Array.from({ length: deskCount }, (_, desk) => {
      const [lon, lat] = anywhere();
      return miniStructure({ id: `fs-${desk}`, name: `Maison « ${desk} »`, lon, lat });
    }),
    cells: Array.from({ length: 60 }, () => {
      const [easting, northing] = lonLatToGrid(3035, ...anywhere());
      return {
        easting: Math.floor(easting / 200) * 200,
        northing: Math.floor(northing / 200) * 200,
        size: 200,
        people: random.int(1, 50) / 2,
      };
    }),
  });
}
