import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { Random } from "../../../data/demo/random.ts";
import { tileAt } from "../../../server/tiles/mercator.ts";
import { drawPlaces, nearPath, type Place } from "./near-places.ts";

/** Different addresses: those of places are never answered from a cache, the others as often as in a visit. */
const PATHS = 50_000;
/** Of a hundred requests: what a public site asks of the API beside its map. */
const TILES_PERCENT = 7;
const FIGURES_PERCENT = 2;
const ISOCHRONES_PERCENT = 1;
const LEVELS = [8, 14] as const;
const MINUTES = [20, 30] as const;

/** What a soak asks for, seeded: mostly what is near a place, some tiles, figures and isochrones. */
export function enduranceMix(dataset: Dataset, seed: number): string[] {
  const random = new Random(seed).fork("endurance");
  const layers = dataset.cells === null ? ["fond", "routes"] : ["fond", "carreaux", "limites"];
  const communes = dataset.communes.map(({ code }) => code);
  return drawPlaces(dataset, PATHS, seed).map((place) => {
    const percent = random.next() * 100;
    if (percent < TILES_PERCENT) {
      const { z, x, y } = tileAt(random.integer(...LEVELS), place.lon, place.lat);
      return `/tiles/${layers[random.integer(0, layers.length - 1)]}/${z}/${x}/${y}.mvt`;
    }
    if (percent < TILES_PERCENT + FIGURES_PERCENT && dataset.cells !== null && communes.length > 0) {
      const code = communes[random.integer(0, communes.length - 1)];
      return `/api/v1/couverture?territoire=com:${code}&minutes=${MINUTES[random.integer(0, 1)]}`;
    }
    const isIsochrone = percent > 100 - ISOCHRONES_PERCENT;
    return isIsochrone ? isochronePath(place) : nearPath(place);
  });
}

function isochronePath({ lon, lat }: Place): string {
  return `/api/v1/isochrone?lat=${lat}&lon=${lon}&minutes=20`;
}
