import type { CommuneShape, Dataset } from "../../isochrones/model/dataset.ts";
import { NO_COMMUNE } from "../../isochrones/model/cells.ts";
import { TILE_BUFFER, TILE_EXTENT, TileProjection } from "./mercator.ts";
import type { TileAddress } from "./mercator.ts";
import { TileGeometry, VectorLayer } from "./vector-layer.ts";

/** Labels that a tile can hold without a crowd; the map drops those that still collide. */
const PLACES_PER_TILE = 60;

interface Place {
  readonly name: string;
  readonly people: number;
  readonly lon: number;
  readonly lat: number;
}

/**
 * Layer `lieux` of the base map: a label point for each commune, with `nom` and `rang` (1 is the most
 * populated of the dataset). A tile has its best ranked ones.
 */
export class PlaceTiles {
  readonly #places: readonly Place[];

  constructor(dataset: Dataset) {
    this.#places = placesOf(dataset);
  }

  layer(address: TileAddress): Uint8Array {
    const layer = new VectorLayer("lieux");
    const projection = new TileProjection(address);
    for (const [i, { name, lon, lat }] of this.#places.entries()) {
      if (layer.count === PLACES_PER_TILE) break;
      const x = Math.round(projection.x(lon));
      const y = Math.round(projection.y(lat));
      if (!isNearTile(x) || !isNearTile(y)) continue;
      layer.add("point", new TileGeometry().point(x, y), { nom: name, rang: i + 1 });
    }
    return layer.finish();
  }
}

function isNearTile(unit: number): boolean {
  return unit >= -TILE_BUFFER && unit < TILE_EXTENT + TILE_BUFFER;
}

/** Most populated first; the legal population decides where it is known, else the people in cells. */
function placesOf(dataset: Dataset): Place[] {
  const peopleInCells = new Float64Array(dataset.communes.length);
  const busiestCell = busiestCells(dataset, peopleInCells);
  const places: Place[] = [];
  for (const [i, commune] of dataset.communes.entries()) {
    const point = labelPoint(dataset, busiestCell[i], dataset.communeShapes[i] ?? null);
    if (point === null) continue;
    const people = commune.legalPopulation > 0 ? commune.legalPopulation : peopleInCells[i];
    places.push({ name: commune.name, people, lon: point[0], lat: point[1] });
  }
  return places.sort((a, b) => b.people - a.people);
}

/** The most populated cell of each commune, -1 without any; adds the people up on the way. */
function busiestCells({ cells, communes }: Dataset, peopleInCells: Float64Array): Int32Array {
  const busiest = new Int32Array(communes.length).fill(-1);
  if (cells === null) return busiest;
  for (let cell = 0; cell < cells.count; cell++) {
    const commune = cells.communes[cell];
    if (commune === NO_COMMUNE) continue;
    peopleInCells[commune] += cells.people[cell];
    const best = busiest[commune];
    if (best < 0 || cells.people[cell] > cells.people[best]) busiest[commune] = cell;
  }
  return busiest;
}

/** Where most people live, which is where the name is looked for; else the middle of the outline. */
function labelPoint({ cells }: Dataset, cell: number, shape: CommuneShape | null): [number, number] | null {
  if (cells !== null && cell >= 0) return [cells.lons[cell], cells.lats[cell]];
  const ring = shape?.[0]?.[0];
  if (ring === undefined || ring.length === 0) return null;
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  return [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
}
