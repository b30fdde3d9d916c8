import type { CommuneShape } from "../../isochrones/model/dataset.ts";
import type { Sections } from "./section-source.ts";
import type { SectionSource } from "./section-source.ts";

type Outlines = readonly (CommuneShape | null)[];

/** Sections that the file of outlines must have. */
export const OUTLINE_ARRAYS = ["known", "polygons", "rings", "positions", "coordinates"] as const;

/**
 * Outlines of communes as flat arrays, since those of a country are a hundred megabytes of JSON: how many polygons each
 * outline has, how many rings each polygon, how many positions each ring, then all positions, degrees.
 */
export function outlineSections(outlines: Outlines): Sections {
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

/** The same again. O(positions). */
export function outlinesFrom(file: SectionSource): Outlines {
  const [known, polygons, rings, positions, coordinates] = OUTLINE_ARRAYS.map((name) => file.read(name));
  let polygon = 0;
  let ring = 0;
  let at = 0;
  const take = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);
  const position = (): [number, number] => [coordinates[at++], coordinates[at++]];
  return Array.from(known, (isKnown, commune) => {
    const outline = take(polygons[commune], () =>
      take(rings[polygon++], () => take(positions[ring++], position)),
    );
    return isKnown === 0 ? null : outline;
  });
}
