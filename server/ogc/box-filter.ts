import { meetsRectangle } from "../../isochrones/geo/rectangle.ts";
import type { Rectangle } from "../../isochrones/geo/rectangle.ts";
import { invalidParameter } from "../validation.ts";
import type { Crs } from "./crs.ts";
import type { Bbox, BoxFilter } from "./source.ts";

const EXPECTED_DEGREES =
  "quatre nombres séparés par des virgules : ouest, sud, est et nord, en degrés, ou six avec les altitudes";
const EXPECTED_METERS =
  "quatre nombres séparés par des virgules, dans l’ordre des axes : les deux plus petits, puis les deux plus grands";

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * Metres within which the projection is well-behaved, far beyond the country that it is made for. A map zoomed out asks
 * for more, and means all.
 */
const PLANE_LIMITS: Rectangle = [-5_000_000, 0, 6_400_000, 12_000_000];

/** Points looked at along each side of a box to find its envelope in degrees. */
const SAMPLES = 32;
/** What the curve of a side may add between two of them, as a share of the envelope's size. */
const SAMPLE_MARGIN = 0.02;
/** Degrees: a side of 150 km along a parallel, straight in the plane, bends so far from it. */
const CHORD_MARGIN = 0.005;

/**
 * The box of a `bbox` parameter: four numbers in the order of the system's axes, or six with heights, which are passed
 * over. West of more than east spans the antimeridian. Throws `RequestError` for anything else.
 */
export function readBox(text: string, crs: Crs): BoxFilter {
  const [minX, minY, maxX, maxY] = readNumbers(text, crs);
  const { projection } = crs;
  if (projection === null) {
    const isPossible = isOnGlobe(minX, minY) && isOnGlobe(maxX, maxY) && minY <= maxY;
    if (!isPossible) throw invalidParameter("bbox", text, EXPECTED_DEGREES);
    return boxInDegrees(minX, minY, maxX, maxY);
  }
  if (minX > maxX || minY > maxY) throw invalidParameter("bbox", text, EXPECTED_METERS);
  const rectangle = clampToPlane([minX, minY, maxX, maxY]);
  return {
    envelopes: [envelopeOf(rectangle, (x, y) => projection.toDegrees([x, y]))],
    meets: (geometry) => meetsRectangle(geometry, rectangle, projection.fromDegrees),
  };
}

function readNumbers(text: string, { projection }: Crs): readonly number[] {
  const parts = text.split(",").map((part) => part.trim());
  const isKnown = (parts.length === 4 || parts.length === 6) && parts.every((part) => NUMBER.test(part));
  if (!isKnown)
    throw invalidParameter("bbox", text, projection === null ? EXPECTED_DEGREES : EXPECTED_METERS);
  const numbers = parts.map(Number);
  return numbers.length === 4 ? numbers : [numbers[0], numbers[1], numbers[3], numbers[4]];
}

function isOnGlobe(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
}

function boxInDegrees(west: number, south: number, east: number, north: number): BoxFilter {
  const envelopes: readonly Bbox[] =
    west <= east
      ? [[west, south, east, north]]
      : [
          [west, south, 180, north],
          [-180, south, east, north],
        ];
  return {
    envelopes,
    meets: (geometry) => envelopes.some((envelope) => meetsRectangle(geometry, envelope)),
  };
}

function clampToPlane([minX, minY, maxX, maxY]: Rectangle): Rectangle {
  const clampX = (x: number): number => Math.min(Math.max(x, PLANE_LIMITS[0]), PLANE_LIMITS[2]);
  const clampY = (y: number): number => Math.min(Math.max(y, PLANE_LIMITS[1]), PLANE_LIMITS[3]);
  return [clampX(minX), clampY(minY), clampX(maxX), clampY(maxY)];
}

function envelopeOf(
  [minX, minY, maxX, maxY]: Rectangle,
  toDegrees: (x: number, y: number) => readonly number[],
): Bbox {
  const envelope: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i <= SAMPLES; i++) {
    const x = minX + ((maxX - minX) * i) / SAMPLES;
    const y = minY + ((maxY - minY) * i) / SAMPLES;
    const border = [toDegrees(x, minY), toDegrees(x, maxY), toDegrees(minX, y), toDegrees(maxX, y)];
    for (const [lon, lat] of border) {
      envelope[0] = Math.min(envelope[0], lon);
      envelope[1] = Math.min(envelope[1], lat);
      envelope[2] = Math.max(envelope[2], lon);
      envelope[3] = Math.max(envelope[3], lat);
    }
  }
  const [west, south, east, north] = envelope;
  const margin = Math.max(SAMPLE_MARGIN * Math.max(east - west, north - south), CHORD_MARGIN);
  return [west - margin, south - margin, east + margin, north + margin];
}
