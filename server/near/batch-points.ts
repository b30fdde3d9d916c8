import { CsvError, parse } from "csv-parse";
import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";

import { RequestError } from "../../isochrones/errors.ts";

/** Points of one request. */
export const MOST_BATCH_POINTS = 10_000;

/** Points to be asked about, with what else their lines say. */
export interface BatchPoints {
  readonly columns: readonly string[];
  readonly points: readonly BatchPoint[];
}

export interface BatchPoint {
  /** As they came, those at the end perhaps missing. */
  readonly fields: readonly (string | number | null)[];
  /** NaN where it cannot be read. */
  readonly lat: number;
  readonly lon: number;
}

const LAT_NAMES = ["lat", "latitude"];
const LON_NAMES = ["lon", "lng", "long", "longitude"];
/** So much of the text is read before others are answered. */
const SLICE_CHARS = 16_384;
const MAX_RECORD_CHARS = 10_000;
/** More are a mistake, and would be carried for each point. */
const MOST_COLUMNS = 100;
const QUOTED_CHARS = 40;

/** A body that should be a list of points, before anything is made to fit. Throws `RequestError`. */
export function checkPlainNumbers(body: unknown): void {
  if (!Array.isArray(body)) return;
  for (const [index, point] of body.entries()) {
    if (typeof point !== "object" || point === null) continue;
    for (const name of ["lat", "lon"]) {
      const value: unknown = Reflect.get(point, name);
      if (typeof value === "number" || value === undefined) continue;
      const got = JSON.stringify(value).slice(0, QUOTED_CHARS);
      throw refusal(`Point n° ${index + 1} : « ${name} » : reçu ${got}, attendu un nombre de degrés.`);
    }
  }
}

/** A CSV as text: in the character set that it is said to be in, else UTF-8 or, where it is none, windows-1252. */
export function textOfCsv(bytes: Uint8Array, charset: string | null): string {
  try {
    return new TextDecoder(charset ?? "utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof RangeError) {
      throw refusal(
        `Jeu de caractères « ${charset?.slice(0, QUOTED_CHARS)} » inconnu, attendu utf-8 ou windows-1252.`,
      );
    }
    // As French spreadsheets write; every byte is a character of it.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Points in JSON, as `{"id", "lat", "lon"}`. */
export function pointsOfJson(
  points: readonly { readonly id?: string | number; readonly lat: number; readonly lon: number }[],
): BatchPoints {
  checkCount(points.length);
  return {
    columns: ["id", "lat", "lon"],
    points: points.map(({ id, lat, lon }, index) => ({ fields: [id ?? index + 1, lat, lon], lat, lon })),
  };
}

/**
 * Points of a CSV with a header, in which `lat` and `lon` (or `latitude`, `longitude`) are columns; others are kept. Reads
 * little by little, so that others are answered meanwhile. Throws `RequestError`.
 */
export async function pointsOfCsv(text: string): Promise<BatchPoints> {
  const plain = text.startsWith("\uFEFF") ? text.slice(1) : text;
  let columns: readonly string[] | null = null;
  let [latColumn, lonColumn] = [-1, -1];
  const points: BatchPoint[] = [];
  for await (const fields of readRecords(plain)) {
    if (columns === null) {
      if (fields.length > MOST_COLUMNS)
        throw refusal(`Le CSV a ${fields.length} colonnes, plus de ${MOST_COLUMNS}.`);
      columns = fields;
      latColumn = columnOf(fields, LAT_NAMES);
      lonColumn = columnOf(fields, LON_NAMES);
      continue;
    }
    checkCount(points.length + 1);
    points.push({
      fields: fields.slice(0, columns.length),
      lat: degreesOf(fields[latColumn]),
      lon: degreesOf(fields[lonColumn]),
    });
  }
  checkCount(points.length);
  return { columns: columns ?? [], points };
}

async function* readRecords(text: string): AsyncGenerator<readonly string[]> {
  const parser = Readable.from(slices(text)).pipe(
    parse({
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: MAX_RECORD_CHARS,
    }),
  );
  try {
    for await (const record of parser as AsyncIterable<string[]>) yield record;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = "lines" in error ? ` à la ligne ${String(error["lines"])}` : "";
    throw refusal(
      `Le CSV ne peut pas être lu${line} : des guillemets ne sont pas fermés, ou une ligne n’en finit pas.`,
    );
  }
}

async function* slices(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += SLICE_CHARS) {
    yield text.slice(at, at + SLICE_CHARS);
    await setImmediate();
  }
}

/** French spreadsheets write semicolons. */
function delimiterOf(text: string): string {
  const [header] = text.split(/[\r\n]/, 1);
  return header.split(";").length > header.split(",").length ? ";" : ",";
}

function columnOf(header: readonly string[], names: readonly string[]): number {
  const column = header.findIndex((name) => names.includes(name.trim().toLowerCase()));
  if (column >= 0) return column;
  const got = header.slice(0, 10).join(", ");
  throw refusal(`Le CSV n’a pas de colonne « ${names[0]} » : reçu ${got === "" ? "aucune colonne" : got}.`);
}

/** A French spreadsheet writes a comma where decimals begin. */
function degreesOf(field: string | undefined): number {
  const text = (field ?? "").replace(",", ".");
  return text === "" ? NaN : Number(text);
}

function checkCount(count: number): void {
  if (count === 0) throw refusal("Aucun point : un point au moins est nécessaire.");
  if (count <= MOST_BATCH_POINTS) return;
  throw new RequestError(
    "batch.too_many",
    "points",
    `Plus de ${MOST_BATCH_POINTS} points : envoyez-les en plusieurs fois.`,
  );
}

function refusal(detail: string): RequestError {
  return new RequestError("batch.invalid", "points", detail);
}
