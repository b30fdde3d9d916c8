/** A length on the map, and how long its bar is drawn. */
export interface ScaleBar {
  readonly meters: number;
  readonly pixels: number;
}

/** Around the equator, meters (WGS 84, on which the Mercator tiles are). */
const EQUATOR_METERS = 40_075_016.686;
/** Of the whole world at zoom 0, in MapLibre's count. */
const WORLD_PIXELS = 512;

/** Length on the ground of a CSS pixel at a latitude in degrees, meters. */
export function metersPerPixel(latitude: number, zoom: number): number {
  return (EQUATOR_METERS * Math.cos((latitude * Math.PI) / 180)) / (WORLD_PIXELS * 2 ** zoom);
}

/** The longest bar of a round length (1, 2 or 5 times a power of ten) that is at most so many pixels long. */
export function scaleBar(perPixel: number, mostPixels: number): ScaleBar {
  const most = perPixel * mostPixels;
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((candidate) => candidate * power <= most) ?? 1;
  const meters = factor * power;
  return { meters, pixels: meters / perPixel };
}
