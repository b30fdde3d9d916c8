import type { SitingReport } from "../../isochrones/model/siting.ts";
import { csvText } from "./csv-text.ts";

const HEADER = [
  "rang",
  "id",
  "nom",
  "impose",
  "apport",
  "couverts",
  "part",
  "lon",
  "lat",
  "equivalents",
  "servis",
] as const;

/** The sites of an answer as a table, in the order in which they open. */
export function sitingCsv({ sites }: SitingReport): string {
  const rows = sites.map(({ rank, id, name, isForced, gain, covered, share, lon, lat, asGood, served }) => [
    rank,
    id,
    name,
    isForced ? "oui" : "non",
    rounded(gain, 1),
    rounded(covered, 1),
    rounded(share, 6),
    rounded(lon, 6),
    rounded(lat, 6),
    asGood.map((other) => other.name).join(" ; "),
    served === null ? null : rounded(served, 1),
  ]);
  return csvText(HEADER, rows);
}

/** The same as points, with the rest of the answer beside them. */
export function sitingGeojson({ sites, ...context }: SitingReport): string {
  const features = sites.map(({ lon, lat, ...properties }) => ({
    type: "Feature",
    id: properties.id,
    geometry: { type: "Point", coordinates: [rounded(lon, 6), rounded(lat, 6)] },
    properties,
  }));
  return `${JSON.stringify({ type: "FeatureCollection", features, ...context })}\n`;
}

function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
