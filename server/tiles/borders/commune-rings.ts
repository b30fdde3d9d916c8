import { GrowableUint32 } from "../../../isochrones/graph/growable.ts";
import type { FlatOutlines } from "../../../isochrones/model/dataset.ts";
import { hashBorderPoint, PairTable } from "../../../isochrones/geo/pair-table.ts";
import { worldX, worldY } from "../mercator.ts";

/** Rings of communes as positions one after the other; a ring's last position is followed by its first. */
export interface CommuneRings {
  /** Place of each position, a number of `places`. */
  readonly placeOfPosition: Uint32Array;
  readonly ringOfPosition: Uint32Array;
  /** Positions of ring r: `ringOffsets[r]` up to `ringOffsets[r + 1]`. */
  readonly ringOffsets: Uint32Array;
  readonly ringCommunes: Uint32Array;
  /** 1 for a hole. */
  readonly ringIsHole: Uint8Array;
  /** World units of the places. */
  readonly places: PairTable;
}

/**
 * The outlines in world units, without points that fall on the one before, outlines clockwise on the screen and holes
 * anticlockwise, whatever they were: land is on the right. Rings that shrink to a line are left out. O(positions).
 */
export function readCommuneRings(outlines: FlatOutlines): CommuneRings {
  const places = new PairTable(outlines.coordinates.length / 2, hashBorderPoint);
  const placeOfPosition = new GrowableUint32(outlines.coordinates.length / 2 + 1);
  const ringOfPosition = new GrowableUint32(outlines.coordinates.length / 2 + 1);
  const ringOffsets = new GrowableUint32();
  const ringCommunes = new GrowableUint32();
  const ringIsHole = new GrowableUint32();
  ringOffsets.push(0);
  for (const { commune, isHole, first, count } of ringsOf(outlines)) {
    const ring = distinctPlaces(outlines.coordinates, first, count, places);
    if (ring.length < 3) continue;
    const runsClockwise = areaOfPlaces(ring, places) > 0;
    if (runsClockwise === isHole) ring.reverse();
    for (const place of ring) {
      placeOfPosition.push(place);
      ringOfPosition.push(ringCommunes.length);
    }
    ringCommunes.push(commune);
    ringIsHole.push(isHole ? 1 : 0);
    ringOffsets.push(placeOfPosition.length);
  }
  return {
    placeOfPosition: placeOfPosition.view(),
    ringOfPosition: ringOfPosition.view(),
    ringOffsets: ringOffsets.toArray(),
    ringCommunes: ringCommunes.toArray(),
    ringIsHole: Uint8Array.from(ringIsHole.view()),
    places,
  };
}

interface FlatRing {
  readonly commune: number;
  readonly isHole: boolean;
  /** Its first position. */
  readonly first: number;
  readonly count: number;
}

function* ringsOf({ polygons, rings, positions }: FlatOutlines): Generator<FlatRing> {
  let polygon = 0;
  let ring = 0;
  let first = 0;
  for (let commune = 0; commune < polygons.length; commune++) {
    for (let i = 0; i < polygons[commune]; i++, polygon++) {
      for (let j = 0; j < rings[polygon]; j++, ring++) {
        yield { commune, isHole: j > 0, first, count: positions[ring] };
        first += positions[ring];
      }
    }
  }
}

function distinctPlaces(
  coordinates: Float64Array,
  first: number,
  count: number,
  places: PairTable,
): number[] {
  const ring: number[] = [];
  for (let i = first; i < first + count; i++) {
    const place = places.add(worldX(coordinates[2 * i]), worldY(coordinates[2 * i + 1]));
    if (ring.at(-1) !== place) ring.push(place);
  }
  while (ring.length > 1 && ring.at(-1) === ring[0]) ring.pop();
  return ring;
}

/** Twice the area, positive where the ring runs clockwise on a screen; from its first place, so that digits suffice. */
function areaOfPlaces(ring: readonly number[], places: PairTable): number {
  const x0 = places.first(ring[0]);
  const y0 = places.second(ring[0]);
  let sum = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const ax = places.first(ring[i]) - x0;
    const ay = places.second(ring[i]) - y0;
    sum += ax * (places.second(ring[i + 1]) - y0) - (places.first(ring[i + 1]) - x0) * ay;
  }
  return sum;
}
