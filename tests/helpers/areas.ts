import { kinks } from "@turf/kinks";
import type { MultiPolygon, Position } from "geojson";

import { doubleArea, isInRing, type Ring } from "../../isochrones/geo/rings.ts";
import { geojsonFaults } from "./geojson-faults.ts";

/** How many polygons of an area hold a point: 1 inside, 0 outside, more only where they overlap. */
export function coverCount(area: MultiPolygon, lon: number, lat: number): number {
  return ringsOf(area).filter(
    ([outline, ...holes]) => isInRing(lon, lat, outline) && !holes.some((hole) => isInRing(lon, lat, hole)),
  ).length;
}

export function ringsOf(area: MultiPolygon): Ring[][] {
  return area.coordinates as Ring[][];
}

/**
 * Everything wrong with an area, as sentences: GeoJSON form, RFC 7946 direction, rings that are open, too short,
 * or cross or touch themselves, holes outside their outline, polygons upon polygons, rings that cross each other.
 * Empty for a valid area.
 *
 * @param mayTouch rings may meet at corners that they share
 */
export function areaFaults(area: MultiPolygon, { mayTouch = false } = {}): string[] {
  const faults = geojsonFaults(area);
  ringsOf(area).forEach((polygon, at) => {
    polygon.forEach((ring, inner) =>
      faults.push(...ringFaults(ring, inner > 0).map((fault) => `${fault} (polygon ${at}, ring ${inner})`)),
    );
    const [outline, ...holes] = polygon;
    for (const hole of holes) {
      if (!isWithin(hole, outline)) faults.push(`a hole of polygon ${at} is outside of it`);
    }
    for (const other of ringsOf(area)) {
      if (
        other !== polygon &&
        isWithin(outline, other[0]) &&
        !other.slice(1).some((hole) => isWithin(outline, hole))
      ) {
        faults.push(`polygon ${at} lies upon another`);
      }
    }
  });
  return [...faults, ...crossings(area, mayTouch)];
}

function ringFaults(ring: Ring, isHole: boolean): string[] {
  const faults: string[] = [];
  const places = ring.slice(1).map(String);
  if (ring.length < 4) faults.push(`a ring of ${ring.length} positions`);
  if (String(ring[0]) !== places.at(-1)) faults.push("an open ring");
  if (new Set(places).size !== places.length) faults.push("a ring that comes back to a place");
  if (doubleArea(ring) === 0) faults.push("a ring without an area");
  if (doubleArea(ring) > 0 === isHole) faults.push("a ring that runs the wrong way round");
  return faults;
}

/**
 * Is a ring inside another that it does not cross? By the places of the one that are not places of the other, or, where it
 * touches the other with every corner, by the middles of its sides.
 */
function isWithin(inner: Ring, outer: Ring): boolean {
  if (inner === outer) return false;
  const shared = new Set(outer.map(String));
  const own = inner.filter((place) => !shared.has(String(place)));
  const middles = inner
    .slice(1)
    .map(([lon, lat], at): [number, number] => [(lon + inner[at][0]) / 2, (lat + inner[at][1]) / 2]);
  return (own.length > 0 ? own : middles).every(([lon, lat]) => isInRing(lon, lat, outer));
}

function crossings(area: MultiPolygon, mayTouch: boolean): string[] {
  const count = new Map<string, number>();
  for (const ring of ringsOf(area).flat()) {
    for (const place of ring.slice(1)) count.set(String(place), (count.get(String(place)) ?? 0) + 1);
  }
  const isTouch = ([lon, lat]: Position): boolean =>
    [...count].some(([key, times]) => {
      const [x, y] = key.split(",").map(Number);
      // Sides that go on nearly straight through the corner meet, as computed, up to a millionth of a degree away.
      return times > 1 && Math.abs(x - lon) < 1e-6 && Math.abs(y - lat) < 1e-6;
    });
  return kinks(area)
    .features.map(({ geometry }) => geometry.coordinates)
    .filter((place) => !mayTouch || !isTouch(place))
    .map((place) => `rings cross at ${place.join(",")}`);
}
