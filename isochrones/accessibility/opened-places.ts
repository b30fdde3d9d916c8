import { snapLimitOf } from "../engines/embedded-engine.ts";
import { RequestError } from "../errors.ts";
import type { Snapper } from "../graph/snapping.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Snaps } from "../model/points.ts";
import { placesOfPoint } from "../routing/places.ts";
import type { SeedPoint } from "../routing/seeds.ts";
import { editRefusal, type OpenedPlace } from "./edits.ts";

/** A place where a structure opens, and the edit that says so, if one does. */
type Opened = Pick<OpenedPlace, "lon" | "lat"> & Partial<Pick<OpenedPlace, "edit">>;

/**
 * Snaps places where structures open, as a build snaps those of the list. Throws `RequestError` for one outside the dataset
 * (`point.outside`) or without a road within its limit (`point.far_from_road`).
 */
export function snapOpened(dataset: Dataset, opened: readonly Opened[], snapper: () => Snapper): Snaps {
  const limit = snapLimitOf(dataset);
  const snaps = snapper().snapAll(
    opened.map(({ lon }) => lon),
    opened.map(({ lat }) => lat),
    limit,
  );
  opened.forEach(({ lon, lat, edit }, index) => {
    if (Number.isFinite(snaps.distancesMeters[index])) return;
    const [west, south, east, north] = dataset.bbox;
    const isInside = edit === undefined || (west <= lon && lon <= east && south <= lat && lat <= north);
    const [code, why] = isInside
      ? ["point.far_from_road", ""]
      : ["point.outside", " : hors de l’emprise du jeu de données"];
    const message = `aucune route à moins de ${limit} m du point ${lon},${lat} (longitude,latitude)${why}`;
    throw edit === undefined ? new RequestError(code, "opened", message) : editRefusal(code, edit, message);
  });
  return snaps;
}

/** Where structures open, numbered after the dataset's own. Throws as `snapOpened`. */
export function openedPoints(
  dataset: Dataset,
  opened: readonly Opened[],
  snapper: () => Snapper,
): SeedPoint[] {
  if (opened.length === 0) return [];
  const snaps = snapOpened(dataset, opened, snapper);
  return opened.map((_, index) => ({
    point: dataset.structures.length + index,
    places: placesOfPoint(dataset.network, snaps, index),
  }));
}
