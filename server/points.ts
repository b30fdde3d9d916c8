import { RequestError } from "../isochrones/errors.ts";
import type { Dataset } from "../isochrones/model/dataset.ts";

/** About ten kilometres: no road of the dataset is nearer to what lies beyond. */
const MARGIN_DEGREES = 0.1;

/**
 * Throws `RequestError` for a point outside of the dataset (`point.outside`), with a hint where its coordinates look
 * swapped (`point.swapped`).
 */
export function checkPoint(bbox: Dataset["bbox"], lon: number, lat: number): void {
  if (isNear(bbox, lon, lat)) return;
  if (isNear(bbox, lat, lon)) {
    const detail = `Les coordonnées lat=${lat} et lon=${lon} semblent inversées : essayez lat=${lon}&lon=${lat}.`;
    throw new RequestError("point.swapped", "lat", detail);
  }
  const [west, south, east, north] = bbox.map((degrees) => Number(degrees.toFixed(3)));
  const detail =
    `Le point lat=${lat}, lon=${lon} est hors du jeu de données, ` +
    `qui va de ${south} à ${north} en latitude et de ${west} à ${east} en longitude.`;
  throw new RequestError("point.outside", "lat", detail);
}

function isNear([west, south, east, north]: Dataset["bbox"], lon: number, lat: number): boolean {
  return (
    lon >= west - MARGIN_DEGREES &&
    lon <= east + MARGIN_DEGREES &&
    lat >= south - MARGIN_DEGREES &&
    lat <= north + MARGIN_DEGREES
  );
}
