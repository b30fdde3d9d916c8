import { isInFrance } from "../territories/french-extent.ts";

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
 */
export function readCoordinates(latText: string, lonText: string): CoordinateReading {
  const [latPlain, lonPlain] = [latText.trim(), lonText.trim()];
  if (latPlain === "" || lonPlain === "") return { kind: "missing" };
  if (!NUMBER.test(latPlain) || !NUMBER.test(lonPlain)) return { kind: "unreadable" };
  const lat = Number(latPlain.replace(",", "."));
  const lon = Number(lonPlain.replace(",", "."));
  const decimalComma = latPlain.includes(",") || lonPlain.includes(",");
  if (isInFrance(lon, lat)) return { kind: "read", lon, lat, swapped: false, decimalComma };
  if (isInFrance(lat, lon)) return { kind: "read", lon: lat, lat: lon, swapped: true, decimalComma };
  return { kind: "outside" };
}
