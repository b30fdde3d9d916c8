import type { AddressMatch } from "../../schemas/answers.ts";

/** What the service calls its results, by how precise they are. A locality is a hamlet or named place. */
const PRECISIONS: ReadonlyMap<unknown, AddressMatch["precision"]> = new Map([
  ["housenumber", "adresse"],
  ["street", "rue"],
  ["locality", "rue"],
  ["municipality", "commune"],
]);

const INSEE_CODE = /^(?:\d{5}|2[AB]\d{3})$/u;
/** No label is longer; what is was not made by a geocoder. */
const MOST_LABEL_LETTERS = 300;

/**
 * The results of an answer, a GeoJSON FeatureCollection, in its order. Those that lack something are passed over.
 *
 * @returns null where it is no such collection, or has results of which not one can be used
 */
export function readAnswer(body: unknown): AddressMatch[] | null {
  const features = fieldOf(body, "features");
  if (fieldOf(body, "type") !== "FeatureCollection" || !Array.isArray(features)) return null;
  const matches = features.map(readFeature).filter((match) => match !== null);
  return features.length > 0 && matches.length === 0 ? null : matches;
}

function readFeature(feature: unknown): AddressMatch | null {
  const properties = fieldOf(feature, "properties");
  const label = readLabel(fieldOf(properties, "label"));
  const score = fieldOf(properties, "score");
  const communeCode = fieldOf(properties, "citycode");
  const precision = PRECISIONS.get(fieldOf(properties, "type"));
  const point = readPoint(fieldOf(feature, "geometry"));
  if (label === null || precision === undefined || point === null) return null;
  if (!isWithin(score, 0, Infinity)) return null;
  if (typeof communeCode !== "string" || !INSEE_CODE.test(communeCode)) return null;
  const [lon, lat] = point;
  // An exact result may score a little over 1.
  return { label, score: Math.min(score, 1), precision, source: "geoplateforme", communeCode, lon, lat };
}

function readLabel(label: unknown): string | null {
  if (typeof label !== "string" || label.length > MOST_LABEL_LETTERS) return null;
  const clean = label.replaceAll(/\p{C}/gu, "").trim();
  return clean === "" ? null : clean;
}

function readPoint(geometry: unknown): readonly [lon: number, lat: number] | null {
  if (fieldOf(geometry, "type") !== "Point") return null;
  const [lon, lat] = listOf(fieldOf(geometry, "coordinates"));
  return isWithin(lon, -180, 180) && isWithin(lat, -90, 90) ? [lon, lat] : null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === "number" && value >= least && value <= most;
}

/** A property of its own of an object; undefined of anything else. */
function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
