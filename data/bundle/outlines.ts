import type { CommuneShape, FlatOutlines } from "../../isochrones/model/dataset.ts";
import type { Sections } from "./section-source.ts";
import type { SectionSource } from "./section-source.ts";

type Outlines = readonly (CommuneShape | null)[];

/** Sections that the file of outlines must have. */
export const OUTLINE_ARRAYS = ["known", "polygons", "rings", "positions", "coordinates"] as const;

/** Outlines of communes as sections of a file. */
export function outlineSections(outlines: Outlines): Sections {
  return { ...flatOutlines(outlines) };
}

/** Outlines of communes as flat arrays, since those of a country are a hundred megabytes of JSON. O(positions). */
export function flatOutlines(outlines: Outlines): FlatOutlines {
  const polygons = outlines.map((outline) => outline ?? []);
  const rings = polygons.flat();
  const positions = rings.flat();
  return {
    known: Uint8Array.from(outlines, (outline) => (outline === null ? 0 : 1)),
    polygons: Uint32Array.from(polygons, ({ length }) => length),
    rings: Uint32Array.from(rings, ({ length }) => length),
    positions: Uint32Array.from(positions, ({ length }) => length),
    coordinates: flatten(positions),
  };
}

function flatten(rings: readonly (readonly (readonly [number, number])[])[]): Float64Array {
  const coordinates = new Float64Array(2 * rings.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const ring of rings) {
    for (const [lon, lat] of ring) {
      coordinates[at++] = lon;
      coordinates[at++] = lat;
    }
  }
  return coordinates;
}

/** The flat arrays of a file, as they are. */
export function flatOutlinesFrom(file: SectionSource): FlatOutlines {
  return {
    known: file.read("known") as Uint8Array,
    polygons: file.read("polygons") as Uint32Array,
    rings: file.read("rings") as Uint32Array,
    positions: file.read("positions") as Uint32Array,
    coordinates: file.read("coordinates") as Float64Array,
  };
}

/**
 * The outlines of flat arrays again. O(positions of those that are wanted).
 *
 * @param isWanted by the number of the commune; null stands for the others
 */
export function outlinesFrom(
  file: Pick<SectionSource, "read">,
  isWanted: (commune: number) => boolean = () => true,
): Outlines {
  const [known, polygons, rings, positions, coordinates] = OUTLINE_ARRAYS.map((name) => file.read(name));
  let polygon = 0;
  let ring = 0;
  let at = 0;
  const take = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);
  const position = (): [number, number] => [coordinates[at++], coordinates[at++]];
  const skip = (commune: number): void => {
    for (let i = 0; i < polygons[commune]; i++, polygon++) {
      for (let j = 0; j < rings[polygon]; j++) at += 2 * positions[ring++];
    }
  };
  return Array.from(known, (isKnown, commune) => {
    if (!isWanted(commune)) {
      skip(commune);
      return null;
    }
    const outline = take(polygons[commune], () =>
      take(rings[polygon++], () => take(positions[ring++], position)),
    );
    return isKnown === 0 ? null : outline;
  });
}
