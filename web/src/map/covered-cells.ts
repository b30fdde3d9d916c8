import type { Map as MapLibreMap } from "maplibre-gl";

/** The largest time that is marked covered, seconds; -1 before any is. */
export type CoveredUpTo = number;

export const NONE_COVERED: CoveredUpTo = -1;

/**
 * Marks the cells within some minutes as covered, and returns how far it went, to be given back next time.
 *
 * Cells have their whole seconds for an id (the tiles round them up), so that one mark colours all cells of that
 * second, in tiles that are here and in tiles to come. Only the seconds between the two thresholds change, and
 * the map repaints in its next frame: a filter or an expression on the minutes would lay every tile out again in
 * the worker, several times slower.
 */
export function markCovered(map: MapLibreMap, former: CoveredUpTo, minutes: number): CoveredUpTo {
  const upTo = minutes * 60;
  for (let seconds = former + 1; seconds <= upTo; seconds++) mark(map, seconds, true);
  for (let seconds = upTo + 1; seconds <= former; seconds++) mark(map, seconds, false);
  return upTo;
}

function mark(map: MapLibreMap, seconds: number, isCovered: boolean): void {
  map.setFeatureState({ source: "carreaux", sourceLayer: "carreaux", id: seconds }, { covered: isCovered });
}
