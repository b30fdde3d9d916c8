import { snapLimitOf } from "../engines/embedded-engine.ts";
import { RequestError } from "../errors.ts";
import type { Snapper } from "../graph/snapping.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Structure, StructureChange } from "../model/structure.ts";
import { placesOf } from "../routing/places.ts";
import type { SeedPoint } from "../routing/seeds.ts";

/**
 * The structures that count without those that close; one that does not count anyway may close all the same.
 * Throws `RequestError` (`structure.unknown`) for an id that is none of them.
 */
export function withoutClosed(
  structures: readonly Structure[],
  counted: readonly number[],
  { closed = [] }: StructureChange,
): number[] {
  if (closed.length === 0) return [...counted];
  const byId = new Map(structures.map(({ id }, index) => [id, index]));
  const isClosed = new Set(
    closed.map((id) => {
      const index = byId.get(id);
      if (index !== undefined) return index;
      throw new RequestError(
        "structure.unknown",
        "closed",
        `structure « ${id} » inconnue de ce jeu de données`,
      );
    }),
  );
  return counted.filter((index) => !isClosed.has(index));
}

/**
 * Places where structures open, numbered after the dataset's own.
 * Throws `RequestError` (`point.far_from_road`) for a place without a road.
 */
export function openedPoints(
  dataset: Dataset,
  { opened = [] }: StructureChange,
  snapper: () => Snapper,
): SeedPoint[] {
  const limit = snapLimitOf(dataset);
  return opened.map(({ lon, lat }, index): SeedPoint => {
    const snap = snapper().snap(lon, lat, limit);
    if (snap !== null) {
      return { point: dataset.structures.length + index, places: placesOf(dataset.network, snap) };
    }
    throw new RequestError(
      "point.far_from_road",
      "opened",
      `aucune route à moins de ${limit} m du point ${lon},${lat} (longitude,latitude)`,
    );
  });
}
