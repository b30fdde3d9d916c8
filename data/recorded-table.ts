import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { UNREACHED } from "../isochrones/model/network.ts";
import { InputError } from "./input-error.ts";

/** Travel times that some engine once gave, with the points they lie between. */
export interface RecordedTable {
  /** The engine that made it, by its own words. */
  readonly engine: string;
  readonly origins: readonly RecordedPoint[];
  readonly destinations: readonly RecordedPoint[];
  /** Deciseconds, row by row; `UNREACHED` where the table has null. */
  readonly deciseconds: Uint32Array;
  /** How far that engine moved each point to a road, metres; null where the table does not say. */
  readonly originSnapMeters: readonly number[] | null;
  readonly destinationSnapMeters: readonly number[] | null;
}

export interface RecordedPoint {
  readonly lon: number;
  readonly lat: number;
  /** Third value of an origin; 1 where there is none or it is no number. */
  readonly people: number;
}

/** Seconds that fit into deciseconds below `UNREACHED`. */
const MOST_SECONDS = 4e8;

/**
 * Reads a table in JSON: `origins` and `destinations` as `[lon, lat, people, …]`, `durationsSeconds[origin][destination]`
 * with null without a route, optionally `engine`, `originSnapMeters` and `destinationSnapMeters`.
 *
 * @throws InputError for anything else, naming the place in the file
 */
export function readRecordedTable(path: string): RecordedTable {
  const name = basename(path);
  const fail = (what: string): never => {
    throw new InputError("recorded_table.form", name, what);
  };
  const table = parse(path, name);
  const points = (field: string): RecordedPoint[] =>
    listOf(table[field], field, fail).map((point, index) => readPoint(point, `${field}[${index}]`, fail));
  const origins = points("origins");
  const destinations = points("destinations");
  const rows = listOf(table["durationsSeconds"], "durationsSeconds", fail, origins.length);
  const deciseconds = new Uint32Array(origins.length * destinations.length);
  rows.forEach((row, origin) => {
    const place = `durationsSeconds[${origin}]`;
    listOf(row, place, fail, destinations.length).forEach((seconds, destination) => {
      const pair = origin * destinations.length + destination;
      if (seconds === null) deciseconds[pair] = UNREACHED;
      else deciseconds[pair] = Math.round(amount(seconds, `${place}[${destination}]`, fail) * 10);
    });
  });
  const snaps = (field: string, count: number): number[] | null =>
    table[field] === undefined
      ? null
      : listOf(table[field], field, fail, count).map((meters, i) => amount(meters, `${field}[${i}]`, fail));
  return {
    engine: typeof table["engine"] === "string" ? table["engine"] : name,
    origins,
    destinations,
    deciseconds,
    originSnapMeters: snaps("originSnapMeters", origins.length),
    destinationSnapMeters: snaps("destinationSnapMeters", destinations.length),
  };
}

type Fail = (what: string) => never;

function parse(path: string, name: string): Record<string, unknown> {
  const text = readFileSync(path, "utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new InputError("recorded_table.json", name, `not readable as JSON: ${String(cause)}`, { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new InputError(
    "recorded_table.form",
    name,
    "expected an object with origins, destinations and durationsSeconds",
  );
}

function listOf(value: unknown, place: string, fail: Fail, length?: number): readonly unknown[] {
  if (!Array.isArray(value)) return fail(`${place}: got ${shown(value)}, expected a list`);
  if (length === undefined || value.length === length) return value;
  return fail(`${place}: got ${value.length} items, expected ${length}`);
}

function readPoint(value: unknown, place: string, fail: Fail): RecordedPoint {
  const [lon, lat, people] = listOf(value, place, fail);
  if (
    typeof lon !== "number" ||
    typeof lat !== "number" ||
    !(Math.abs(lon) <= 180) ||
    !(Math.abs(lat) <= 90)
  ) {
    return fail(`${place}: got ${shown(value)}, expected [lon, lat, people] in degrees`);
  }
  if (typeof people === "number" && people < 0) fail(`${place}: got ${people} people, expected 0 or more`);
  return { lon, lat, people: typeof people === "number" ? people : 1 };
}

function amount(value: unknown, place: string, fail: Fail): number {
  if (typeof value === "number" && value >= 0 && value <= MOST_SECONDS) return value;
  return fail(
    `${place}: got ${shown(value)}, expected a number from 0 to ${MOST_SECONDS}, or null for a time`,
  );
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value).slice(0, 60);
}
