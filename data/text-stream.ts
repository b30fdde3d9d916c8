import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { basename } from "node:path";

import { unreadable, type TextEncoding } from "./file-kind.ts";
import { InputError } from "./input-error.ts";
import type { DataIssues } from "./issues.ts";
import { stopIfAborted } from "./progress.ts";

/** Longer than any line of an official list; without a bound, one endless line would fill the memory. */
const MAX_LINE_BYTES = 1 << 20;
const NEWLINE = 0x0a;
const RETURN = 0x0d;

export interface TextOptions {
  readonly issues: DataIssues;
  readonly encoding: TextEncoding;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The text of a file, in pieces, without byte order mark and with `\n` as its only line end. A line that is
 * not UTF-8 is read as windows-1252, which has an accent for every byte that French latin-1 files hold, and
 * counted as `csv.encoding.latin1` with its place. Memory is one piece and one line.
 *
 * @throws InputError `csv.line.too_long` for a line of more than 1 MiB
 */
export async function* readText(file: string, options: TextOptions): AsyncGenerator<string> {
  const bytes = readBytes(file, options.signal);
  const pieces =
    options.encoding === "utf-8" ? decodeLines(bytes, file, options.issues) : decode(bytes, options);
  // A \r at the end of a piece waits: the next may begin with its \n.
  let held = "";
  for await (const piece of pieces) {
    const text = held + piece;
    held = text.endsWith("\r") ? "\r" : "";
    yield text.slice(0, text.length - held.length).replace(/\r\n?/g, "\n");
  }
  if (held !== "") yield "\n";
}

async function* readBytes(file: string, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of createReadStream(file)) {
      stopIfAborted(signal);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* decode(bytes: AsyncIterable<Buffer>, options: TextOptions): AsyncGenerator<string> {
  const decoder = new TextDecoder(options.encoding);
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Cuts at line ends, so that one bad line does not decide how the others are read. */
async function* decodeLines(
  bytes: AsyncIterable<Buffer>,
  file: string,
  issues: DataIssues,
): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let first = true;
  const take = (lines: Buffer): string => {
    const text = isUtf8(lines) ? lines.toString("utf8") : decodeMixed(lines, file, line, issues);
    line += countNewlines(lines);
    const start = first && text.startsWith("\uFEFF") ? 1 : 0;
    first = false;
    return text.slice(start);
  };
  for await (const chunk of bytes) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = lastLineEnd(all);
    rest = all.subarray(end);
    if (rest.length > MAX_LINE_BYTES) {
      const place = line + countNewlines(all.subarray(0, end));
      const what = `a line of more than ${MAX_LINE_BYTES} bytes, expected a CSV`;
      throw new InputError("csv.line.too_long", `${basename(file)}:${place}`, what);
    }
    if (end > 0) yield take(all.subarray(0, end));
  }
  if (rest.length > 0) yield take(rest);
}

/** Where the last whole line ends. A \r as the very last byte may be half of a \r\n: not an end yet. */
function lastLineEnd(bytes: Buffer): number {
  const newline = bytes.lastIndexOf(NEWLINE);
  const ret = bytes.length < 2 ? -1 : bytes.lastIndexOf(RETURN, bytes.length - 2);
  return Math.max(newline, ret) + 1;
}

/** Lines begun by these bytes: \n, and \r where no \n follows. */
function countNewlines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++;
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1)) {
    if (bytes[at + 1] !== NEWLINE) count++;
  }
  return count;
}

function decodeMixed(lines: Buffer, file: string, firstLine: number, issues: DataIssues): string {
  let text = "";
  let line = firstLine;
  for (let start = 0; start < lines.length; line++) {
    const end = lineEnd(lines, start);
    const bytes = lines.subarray(start, end);
    start = end;
    if (isUtf8(bytes)) {
      text += bytes.toString("utf8");
      continue;
    }
    issues.count("csv.encoding.latin1", "warning", `${basename(file)}:${line}`);
    text += decodeWindows1252(bytes);
  }
  return text;
}

/** Bytes 0x80 to 0x9F of windows-1252 (WHATWG Encoding); all others are latin-1. */
const WINDOWS_1252 =
  "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D\u008F" +
  "\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

/** By hand: in Node 20, `new TextDecoder("windows-1252")` reads plain latin-1. */
function decodeWindows1252(bytes: Buffer): string {
  return bytes
    .toString("latin1")
    .replace(/[\u0080-\u009F]/g, (sign) => WINDOWS_1252[sign.charCodeAt(0) - 0x80]);
}

/** First byte after the line that begins at `start`. */
function lineEnd(bytes: Buffer, start: number): number {
  for (let i = start; i < bytes.length; i++) {
    if (bytes[i] === NEWLINE) return i + 1;
    if (bytes[i] === RETURN) return bytes[i + 1] === NEWLINE ? i + 2 : i + 1;
  }
  return bytes.length;
}
