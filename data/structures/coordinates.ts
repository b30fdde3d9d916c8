import type { Extent } from "../territories/french-extent.ts";
import { isInFrance, isWithin } from "../territories/french-extent.ts";

export type CoordinateReading =
  | {
      readonly kind: "read";
      readonly lon: number;
      readonly lat: number;
      /** They were in each other's column. */
      readonly swapped: boolean;
      /** Written `46,1`. */
      readonly decimalComma: boolean;
    }
  | { readonly kind: "missing" | "unreadable" | "outside" };

const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;

/**
 * Reads a latitude and a longitude in degrees. A pair that is in France only when exchanged was exchanged: no
 * part of France lies where another part's swapped coordinates would.
 *
 * @param fictitiousExtent of a fictitious country, whose places are taken as those of France are
 */
export function readCoordinates(
  latText: string,
  lonText: string,
  fictitiousExtent?: Extent,
): CoordinateReading {
  const [latPlain, lonPlain] = [latText.trim(), lonText.trim()];
  if (latPlain === "" || lonPlain === "") return { kind: "missing" };
  if (!NUMBER.test(latPlain) || !NUMBER.test(lonPlain)) return { kind: "unreadable" };
  const lat = Number(latPlain.replace(",", "."));
  const lon = Number(lonPlain.replace(",", "."));
  const decimalComma = latPlain.includes(",") || lonPlain.includes(",");
  const isKnown = (x: number, y: number) =>
    isInFrance(x, y) || (fictitiousExtent !== undefined && isWithin(fictitiousExtent, x, y));
  if (isKnown(lon, lat)) return { kind: "read", lon, lat, swapped: false, decimalComma };
  if (isKnown(lat, lon)) return { kind: "read", lon: lat, lat: lon, swapped: true, decimalComma };
  return { kind: "outside" };
}
