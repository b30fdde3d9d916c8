import { snapLimitOf } from "../engines/embedded-engine.ts";
import { RequestError } from "../errors.ts";
import type { Snapper } from "../graph/snapping.ts";
import type { Dataset } from "../model/dataset.ts";
import type { Structure, StructureChange } from "../model/structure.ts";
import { placesOf, placesOfPoint } from "../routing/places.ts";
import { type SeedPoint, type Seeds, seedsAt } from "../routing/seeds.ts";

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
 * Seeds of the structures that count and, numbered after the dataset's own, of places where a structure opens.
 * Throws `RequestError` (`point.far_from_road`) for a place without a road.
 */
export function seedsAfter(
  dataset: Dataset,
  counted: readonly number[],
  opened: readonly { readonly lon: number; readonly lat: number }[],
  snapper: Snapper,
): Seeds {
  const { network, structures, structureSnaps } = dataset;
  const limit = snapLimitOf(dataset);
  const own = counted.map((point): SeedPoint => ({
    point,
    places: placesOfPoint(network, structureSnaps, point),
  }));
  const others = opened.map(({ lon, lat }, index): SeedPoint => {
    const snap = snapper.snap(lon, lat, limit);
    if (snap !== null) return { point: structures.length + index, places: placesOf(network, snap) };
    throw new RequestError(
      "point.far_from_road",
      "opened",
      `aucune route à moins de ${limit} m du point ${lon},${lat} (longitude,latitude)`,
    );
  });
  return seedsAt([...own, ...others]);
}
