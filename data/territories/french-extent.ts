/** `[west, south, east, north]`, degrees. */
export type Extent = readonly [west: number, south: number, east: number, north: number];

/**
 * Where France is: metropole with Corsica, and each overseas territory, rounded outwards from its coasts.
 * Uninhabited territories (TAAF, Clipperton) are left out. Coarse on purpose: it tells a wrong coordinate, not a border.
 */
const FRENCH_BOXES: readonly Extent[] = [
  [-5.4, 41.2, 9.8, 51.3],
  [-61.95, 15.75, -60.9, 16.65], // Guadeloupe
  [-61.35, 14.3, -60.7, 15.0], // Martinique
  [-54.7, 2.0, -51.4, 6.0], // Guyane
  [55.1, -21.5, 55.95, -20.75], // La Réunion
  [44.9, -13.1, 45.4, -12.5], // Mayotte
  [-56.6, 46.65, -56.0, 47.25], // Saint-Pierre-et-Miquelon
  [-63.25, 17.8, -62.7, 18.2], // Saint-Barthélemy, Saint-Martin
  [-178.3, -14.5, -176.0, -13.1], // Wallis et Futuna
  [-155.0, -28.0, -134.0, -7.5], // Polynésie française
  [158.0, -23.0, 172.2, -17.5], // Nouvelle-Calédonie
];

/** Is the point in metropolitan France or an overseas territory, give or take a few kilometres? Degrees. */
export function isInFrance(lon: number, lat: number): boolean {
  return FRENCH_BOXES.some((box) => isWithin(box, lon, lat));
}

/** Degrees; the edge counts. */
export function isWithin([west, south, east, north]: Extent, lon: number, lat: number): boolean {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
