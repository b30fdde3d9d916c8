import type { Dataset } from "../../isochrones/model/dataset.ts";
import { ONE_WAY, PLAIN_ROAD } from "./make-roads.ts";
import { miniDataset, type MiniWay } from "./mini-dataset.ts";
import type { Random } from "./seeded-random.ts";

/** South-western corner of the town, degrees. */
export const TOWN = { lon: 9, lat: 42, step: 0.01 } as const;

/** A chequered town of `side` by `side` junctions, some streets one-way, some pieces missing. */
export function gridTown(random: Random, side: number): Dataset {
  const at = (column: number, row: number): number => row * side + column;
  const ways: MiniWay[] = [];
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const onward = [
        ...(column + 1 < side ? [at(column + 1, row)] : []),
        ...(row + 1 < side ? [at(column, row + 1)] : []),
      ];
      for (const next of onward) {
        if (random.chance(0.1)) continue;
        const profile = random.chance(0.2) ? ONE_WAY : PLAIN_ROAD;
        const ends = [at(column, row), next];
        ways.push({ nodes: random.chance(0.5) ? ends : ends.reverse(), profile });
      }
    }
  }
  const nodes = Array.from({ length: side * side }, (_, node): [number, number] => [
    TOWN.lon + (node % side) * TOWN.step,
    TOWN.lat + Math.floor(node / side) * TOWN.step,
  ]);
  return miniDataset({ nodes, ways });
}

/** Places in and a little around such a town, of six decimals as OSRM reads them. */
export function placesInTown(random: Random, side: number, count: number): [number, number][] {
  const extent = side * TOWN.step;
  const around = (origin: number): number =>
    Number((origin - TOWN.step + random.next() * (extent + TOWN.step)).toFixed(6));
  return Array.from({ length: count }, () => [around(TOWN.lon), around(TOWN.lat)]);
}
