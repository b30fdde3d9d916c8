/** Tile units on a side, the vector tile default. */
export const TILE_EXTENT = 4096;
/** Units kept beyond each side, so that strokes and fills meet across tiles. */
export const TILE_BUFFER = 64;
/** Deepest level made; clients stretch it beyond. */
export const MAX_ZOOM = 14;

const EQUATOR_METERS = 40075016.686;

/** Place of a longitude in the web Mercator square, 0 at its west to 1 at its east. */
export function mercatorX(lon: number): number {
  return lon / 360 + 0.5;
}

/** Place of a latitude in the web Mercator square, 0 at its north to 1 at its south. */
export function mercatorY(lat: number): number {
  const sin = Math.sin((lat * Math.PI) / 180);
  return 0.5 - (0.25 * Math.log((1 + sin) / (1 - sin))) / Math.PI;
}

/**
 * Sides of the web Mercator square in world units: those of a tile of the deepest level, some 0.6 m at the equator.
 * World units are whole and never negative.
 */
export const WORLD_SIDE = 2 ** MAX_ZOOM * TILE_EXTENT;

/** World units of a longitude, rounded. */
export function worldX(lon: number): number {
  return clampToWorld(mercatorX(lon));
}

/** World units of a latitude, rounded; those beyond the square lie on its side. */
export function worldY(lat: number): number {
  return clampToWorld(mercatorY(lat));
}

function clampToWorld(share: number): number {
  return Math.min(WORLD_SIDE, Math.max(0, Math.round(share * WORLD_SIDE)));
}

/** How many world units one unit of a tile of level `zoom` has. */
export function worldUnitsPerTileUnit(zoom: number): number {
  return 2 ** (MAX_ZOOM - zoom);
}

/** Latitude in degrees of a place in the web Mercator square: the inverse of `mercatorY`. */
export function mercatorLat(y: number): number {
  return (360 * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI))) / Math.PI - 90;
}

/** Metres on the ground along one side of a tile of level `zoom` at a latitude. */
export function tileSideMeters(zoom: number, lat: number): number {
  return (EQUATOR_METERS * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;
}

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** The tile of a level that holds a place. @param lon, lat degrees, inside the web Mercator square */
export function tileAt(z: number, lon: number, lat: number): TileAddress {
  return { z, x: Math.floor(mercatorX(lon) * 2 ** z), y: Math.floor(mercatorY(lat) * 2 ** z) };
}

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Degrees covered by a tile with its buffer. */
export function tileBounds({ z, x, y }: TileAddress): Bounds {
  const side = 1 / 2 ** z;
  const margin = (side * TILE_BUFFER) / TILE_EXTENT;
  return {
    west: (x * side - margin - 0.5) * 360,
    east: ((x + 1) * side + margin - 0.5) * 360,
    north: mercatorLat(Math.max(0, y * side - margin)),
    south: mercatorLat(Math.min(1, (y + 1) * side + margin)),
  };
}

/** Turns degrees into the units of one tile: x to the right, y downward, unrounded. */
export class TileProjection {
  readonly #scale: number;
  readonly #originX: number;
  readonly #originY: number;

  constructor({ z, x, y }: TileAddress) {
    this.#scale = 2 ** z * TILE_EXTENT;
    this.#originX = x * TILE_EXTENT;
    this.#originY = y * TILE_EXTENT;
  }

  x(lon: number): number {
    return mercatorX(lon) * this.#scale - this.#originX;
  }

  y(lat: number): number {
    return mercatorY(lat) * this.#scale - this.#originY;
  }
}
