import { basename } from "node:path";
import { pipeline, Readable } from "node:stream";

import { CsvError, parse } from "csv-parse";

import { kindName, readFileStart, startOf, type FileStart } from "./file-kind.ts";
import { InputError } from "./input-error.ts";
import type { DataIssues } from "./issues.ts";
import { readText } from "./text-stream.ts";

export type CsvDelimiter = "," | ";" | "\t";

export interface CsvOptions {
  readonly issues: DataIssues;
  /** Told from the first line when absent. */
  readonly delimiter?: CsvDelimiter;
  readonly signal?: AbortSignal | undefined;
}

export interface CsvRow {
  /** Line of the file, from 1, on which the record begins. */
  readonly line: number;
  /** As many as the header has. */
  readonly fields: readonly string[];
}

/** A table that is at hand, with what errors call it. */
export interface CsvText {
  readonly name: string;
  readonly text: string;
}

const DELIMITERS: readonly CsvDelimiter[] = [",", ";", "\t"];
/** Characters of one record. An unclosed quote would otherwise draw the rest of the file into memory. */
const MAX_RECORD_CHARS = 1 << 20;
/** Of a text, so many characters tell what it is. */
const HEAD_CHARS = 16_384;

/**
 * Streams a CSV (RFC 4180 quoting): first the header, then each record, whatever the size of the file. Takes
 * UTF-8 with or without mark, UTF-16, and windows-1252 (counted, see `readText`). Blank lines are not records.
 *
 * @param input the name of a file, or its text
 *
 * Counts `csv.row.empty` (info, skipped), `csv.row.short` (warning, missing fields are empty) and
 * `csv.row.long` (error, skipped: its columns cannot be trusted).
 *
 * @throws InputError `csv.foreign` (empty, or another format), `csv.quote` (cut inside quotes, or text around
 * them), `csv.line.too_long`, `file.unreadable`
 */
export async function* readCsv(input: string | CsvText, options: CsvOptions): AsyncGenerator<CsvRow> {
  const isFile = typeof input === "string";
  const file = isFile ? input : input.name;
  const start = isFile ? await readFileStart(file) : startOf(Buffer.from(input.text.slice(0, HEAD_CHARS)));
  if (start.kind !== "text") {
    const what =
      start.kind === "empty" ? "an empty file, expected a CSV" : `not a CSV: ${kindName(start.kind)}`;
    throw new InputError("csv.foreign", basename(file), what);
  }
  let header: readonly string[] | null = null;
  const text = isFile ? readText(file, { ...options, encoding: start.encoding }) : [plainText(input.text)];
  for await (const record of parseRecords({ file, start, text }, options)) {
    if (header === null) {
      header = record.fields;
      yield record;
      continue;
    }
    const fields = fitFields(record, header.length, file, options.issues);
    if (fields !== null) yield { line: record.line, fields };
  }
}

interface ParsedRecord {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/** As `readText` gives it: without byte order mark, `\n` the only line end. */
function plainText(text: string): string {
  return text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
}

interface CsvSource {
  readonly file: string;
  readonly start: FileStart;
  readonly text: AsyncIterable<string> | Iterable<string>;
}

async function* parseRecords({ file, start, text }: CsvSource, options: CsvOptions): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter: options.delimiter ?? detectDelimiter(start),
    record_delimiter: "\n",
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARS,
    info: true,
  });
  // Errors reach the loop below through the parser; the callback is what makes pipeline pass them on.
  pipeline(Readable.from(text), parser, () => {});
  let lastLine = 0;
  try {
    for await (const parsed of parser as AsyncIterable<ParsedRecord>) {
      lastLine = parsed.info.lines;
      yield { line: lastLine - countNewlines(parsed.record), fields: parsed.record };
    }
  } catch (error) {
    throw error instanceof CsvError ? quoteError(file, error, lastLine) : error;
  }
}

/** Newlines stand only inside quoted fields: without them the record would have ended. */
function countNewlines(fields: readonly string[]): number {
  let count = 0;
  for (const field of fields) {
    for (let at = field.indexOf("\n"); at >= 0; at = field.indexOf("\n", at + 1)) count++;
  }
  return count;
}

function quoteError(file: string, error: CsvError, lastLine: number): InputError {
  const line = "lines" in error ? Number(error["lines"]) : lastLine + 1;
  const unclosed = error.code === "CSV_QUOTE_NOT_CLOSED" || error.code === "CSV_MAX_RECORD_SIZE";
  const what = unclosed
    ? `the record after line ${lastLine} opens quotes that are still open at line ${line}, expected their end (cut file?)`
    : `a quote in the middle of a field, expected fields quoted whole and inner quotes doubled`;
  return new InputError("csv.quote", `${basename(file)}:${unclosed ? lastLine + 1 : line}`, what, {
    cause: error,
  });
}

/** The sign that occurs most often in the first line, outside quotes; a comma where none does. */
function detectDelimiter(start: FileStart): CsvDelimiter {
  const text = new TextDecoder(start.encoding).decode(start.head).trimStart();
  const counts = new Map<string, number>(DELIMITERS.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    if (quoted) continue;
    if (sign === "\n" || sign === "\r") break;
    const count = counts.get(sign);
    if (count !== undefined) counts.set(sign, count + 1);
  }
  return DELIMITERS.reduce((best, next) => ((counts.get(next) ?? 0) > (counts.get(best) ?? 0) ? next : best));
}

/** The record with exactly `width` fields, or null where it cannot be used. */
function fitFields(
  record: CsvRow,
  width: number,
  file: string,
  issues: DataIssues,
): readonly string[] | null {
  const { fields, line } = record;
  const where = `${basename(file)}:${line}`;
  if (fields.every((field) => field.trim() === "")) {
    issues.count("csv.row.empty", "info", where);
    return null;
  }
  if (fields.length === width) return fields;
  const detail = `${where}: ${fields.length} fields, ${width} in the header`;
  if (fields.length < width) {
    issues.count("csv.row.short", "warning", detail);
    return [...fields, ...Array<string>(width - fields.length).fill("")];
  }
  // Spreadsheets pad rows with empty cells: no column has moved.
  if (fields.slice(width).every((field) => field.trim() === "")) return fields.slice(0, width);
  issues.count("csv.row.long", "error", detail);
  return null;
}
