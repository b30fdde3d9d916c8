import { Random } from "../../../data/demo/random.ts";
import { readRecordedTable, type RecordedTable } from "../../../data/recorded-table.ts";
import type { ComparedPlaces } from "../../../isochrones/compare/compare.ts";
import type { Places } from "../../../isochrones/engines/engine.ts";
import { MICRODEGREES } from "../../../isochrones/geo/distance.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { Network } from "../../../isochrones/model/network.ts";

/** Cells compared where a dataset has more: enough for a 95th percentile, few enough for a small server. */
export const MOST_ORIGINS = 3500;
/** Junctions drawn where a dataset has roads alone. */
const ROAD_ORIGINS = 500;
const ROAD_DESTINATIONS = 40;
/** The same draw each time, so that two comparisons are of the same points. */
const SEED = 30;

/** The points of a comparison, and how they were chosen. */
export interface ChosenPlaces extends ComparedPlaces {
  /** French, for people. */
  readonly description: string;
  /** The table that they come from. */
  readonly table: RecordedTable | null;
}

/** Points of a recorded table. @throws InputError where it is none */
export function placesOfTable(path: string): ChosenPlaces {
  const table = readRecordedTable(path);
  const places = (points: RecordedTable["origins"]): Places => ({
    lons: points.map(({ lon }) => lon),
    lats: points.map(({ lat }) => lat),
  });
  return {
    origins: places(table.origins),
    destinations: places(table.destinations),
    people: table.origins.map(({ people }) => people),
    description: "les points de la table",
    table,
  };
}

/** Cells and structures of a dataset; junctions drawn at random where it has roads alone. */
export function placesOfDataset({ cells, structures, network }: Dataset): ChosenPlaces {
  if (cells === null || structures.length === 0) return placesOnRoads(network);
  const chosen = draw(cells.count, MOST_ORIGINS);
  return {
    origins: { lons: chosen.map((cell) => cells.lons[cell]), lats: chosen.map((cell) => cells.lats[cell]) },
    destinations: { lons: structures.map(({ lon }) => lon), lats: structures.map(({ lat }) => lat) },
    people: chosen.map((cell) => cells.people[cell]),
    description:
      chosen.length < cells.count
        ? `carreaux tirés au sort parmi ${cells.count}, et les structures`
        : "les carreaux et les structures",
    table: null,
  };
}

function placesOnRoads({ nodeCount, nodeLons, nodeLats }: Network): ChosenPlaces {
  const at = (nodes: readonly number[]): Places => ({
    lons: nodes.map((node) => nodeLons[node] / MICRODEGREES),
    lats: nodes.map((node) => nodeLats[node] / MICRODEGREES),
  });
  const drawn = draw(nodeCount, ROAD_ORIGINS + ROAD_DESTINATIONS);
  const count = Math.min(ROAD_DESTINATIONS, Math.ceil(drawn.length / 2));
  // Spread over all that was drawn: junctions are numbered along the map.
  const destinations = new Set(
    Array.from({ length: count }, (_, i) => drawn[Math.floor((i * drawn.length) / count)]),
  );
  const origins = drawn.filter((node) => !destinations.has(node));
  return {
    origins: at(origins),
    destinations: at([...destinations]),
    people: origins.map(() => 1),
    description: "des carrefours tirés au sort",
    table: null,
  };
}

/** So many of the numbers below `count`, ascending; all of them where there are no more. */
function draw(count: number, most: number): number[] {
  const random = new Random(SEED);
  const chosen: number[] = [];
  for (let i = 0; i < count; i++) {
    if (random.next() * (count - i) < most - chosen.length) chosen.push(i);
  }
  return chosen;
}
