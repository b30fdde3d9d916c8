import { lonLatToGrid } from "../../isochrones/geo/grid-projection.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { ONE_WAY, PLAIN_ROAD } from "./make-roads.ts";
import { miniCommune, miniDataset, miniStructure } from "./mini-dataset.ts";
import { seededRandom } from "./seeded-random.ts";

const SIDE = 10;
const STEP = 0.01;
const WEST = 9;
const SOUTH = 42;
const CELL_METERS = 1000;

/**
 * A chequered town in two communes, a third of its streets one-way, with homes in most of its squares, a few without a
 * road, and four desks: the second is a bus, the third an antenne, the fourth stands beside the first.
 */
export function servedTown(): Dataset {
  const random = seededRandom(94);
  const at = (column: number, row: number): number => row * SIDE + column;
  const ends = Array.from({ length: SIDE * SIDE }, (_, node) => [
    node % SIDE,
    Math.floor(node / SIDE),
  ]).flatMap(([column, row]) => [
    ...(column + 1 < SIDE ? [[at(column, row), at(column + 1, row)]] : []),
    ...(row + 1 < SIDE ? [[at(column, row), at(column, row + 1)]] : []),
  ]);
  const place = (node: number): [number, number] => [
    WEST + (node % SIDE) * STEP,
    SOUTH + Math.floor(node / SIDE) * STEP,
  ];
  const desk = (id: string, node: number): { id: string; lon: number; lat: number } => {
    const [lon, lat] = place(node);
    return { id, lon: lon + 0.002, lat };
  };
  return miniDataset({
    nodes: Array.from({ length: SIDE * SIDE }, (_, node) => place(node)),
    ways: ends.map((nodes) => ({
      nodes: random.chance(0.5) ? nodes : nodes.toReversed(),
      profile: random.chance(0.33) ? ONE_WAY : PLAIN_ROAD,
    })),
    structures: [
      miniStructure(desk("un", at(2, 2))),
      miniStructure({ ...desk("bus", at(7, 2)), format: "bus", communeCode: "2B002" }),
      miniStructure({ ...desk("trois", at(5, 7)), type: "antenne", communeCode: "2B002" }),
      miniStructure({ ...desk("=4", at(2, 2)), name: "À côté" }),
    ],
    cells: squaresOver(random.chance),
    communes: [
      miniCommune("2A001", { name: "L’Ouest", departementCode: "2A" }),
      miniCommune("2B002", { name: "L’Est", departementCode: "2B" }),
    ],
    territories: [
      { kind: "region", code: "94", name: "Corse" },
      { kind: "departement", code: "2A", name: "Corse-du-Sud" },
      { kind: "departement", code: "2B", name: "Haute-Corse" },
    ],
  });
}

/** Squares of a kilometre over the town and somewhat beyond, in the order of their identifiers. */
function squaresOver(chance: (probability: number) => boolean) {
  const [west, south] = lonLatToGrid(3035, WEST - STEP, SOUTH - STEP).map(toSquare);
  const [east, north] = lonLatToGrid(3035, WEST + SIDE * STEP + 0.06, SOUTH + SIDE * STEP).map(toSquare);
  const cells = [];
  for (let northing = south; northing < north; northing += CELL_METERS) {
    for (let easting = west; easting < east; easting += CELL_METERS) {
      if (chance(0.15)) continue;
      const column = (easting - west) / CELL_METERS;
      cells.push({
        easting,
        northing,
        size: CELL_METERS,
        people: 1 + ((column * 7 + northing / CELL_METERS) % 11) / 2,
        imputed: column % 3 === 0,
        ...(column === 1 ? {} : { commune: column < 5 ? 0 : 1 }),
      });
    }
  }
  return cells;
}

function toSquare(meters: number): number {
  return Math.floor(meters / CELL_METERS) * CELL_METERS;
}
