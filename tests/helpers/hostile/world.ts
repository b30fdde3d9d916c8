import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { miniCells, squares } from "../mini-cells.ts";
import { miniCommune, miniDataset, miniStructure } from "../mini-dataset.ts";

const SIDE = 12;

/** A town of crossing streets with cells on them, two communes and three desks: something to answer at every address. */
export function hostileWorld(): Dataset {
  const places = Array.from({ length: SIDE * SIDE }, (_, i) => [i % SIDE, Math.floor(i / SIDE)] as const);
  const cells = squares(places.map(([x, y]) => [x, y]));
  const { lons, lats } = miniCells(cells);
  const side = Array.from({ length: SIDE }, (_, i) => i);
  const rows = side.map((row) => side.map((column) => row * SIDE + column));
  const columns = side.map((column) => rows.map((row) => row[column]));
  const desk = (id: string, cell: number, format: "fixe" | "bus"): ReturnType<typeof miniStructure> =>
    miniStructure({ id, lon: lons[cell], lat: lats[cell], format });
  const [west, south, east, north] = [lons[0], lats[0], lons[SIDE * SIDE - 1], lats[SIDE * SIDE - 1]];
  const middle = (south + north) / 2;
  return {
    ...miniDataset({
      nodes: places.map((_, i) => [lons[i], lats[i]] as const),
      ways: [...rows, ...columns].map((nodes) => ({ nodes })),
      structures: [desk("1", 0, "fixe"), desk("2", SIDE * SIDE - 1, "bus"), desk("__proto__", 5, "fixe")],
      cells: cells.map((cell, i) => ({ ...cell, people: i + 1, commune: i < cells.length / 2 ? 0 : 1 })),
      communes: [miniCommune("2A001"), miniCommune("2A002")],
      territories: [
        { kind: "departement", code: "2A", name: "Corse-du-Sud" },
        { kind: "region", code: "94", name: "Corse" },
      ],
    }),
    communeShapes: [[[box(west, south, east, middle)]], [[box(west, middle, east, north)]]],
  };
}

function box(west: number, south: number, east: number, north: number): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
