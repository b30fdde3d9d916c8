import { isCalendarDay } from "../selection.ts";
import { invalidParameter } from "../validation.ts";
import type { TimeSpan } from "./source.ts";

const DAY_MS = 86_400_000;

/** What the parameter `datetime` takes. */
export const DATETIME_EXPECTED =
  "une date AAAA-MM-JJ ou un instant de la RFC 3339, ou deux séparés par « / », dont l’un peut être « .. » ou vide";

/** GDAL 3.6 ends a day with a bare `T`; its meaning is plain. */
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})(?:T?|T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d))$/;

/**
 * The time of a `datetime` parameter: an instant, a day, or an interval of them that may be open on one side. Throws
 * `RequestError` for anything else.
 */
export function readTimeSpan(text: string): TimeSpan {
  const parts = text.split("/");
  const spans = parts.map((part) => readInstant(part));
  const [first, last = first] = spans;
  const isOpen = (part: string): boolean => part === "" || part === "..";
  const isWritten = parts.every((part, i) => spans[i] !== null || (parts.length === 2 && isOpen(part)));
  const isKnown = isWritten && parts.length <= 2 && !parts.every(isOpen);
  const span = { start: first?.start ?? -Infinity, end: last?.end ?? Infinity };
  if (!isKnown || span.start > span.end) throw invalidParameter("datetime", text, DATETIME_EXPECTED);
  return span;
}

/** The day, in universal time. */
export function daySpan(day: string): TimeSpan {
  const start = Date.parse(`${day}T00:00:00Z`);
  return { start, end: start + DAY_MS - 1 };
}

/** Have two spans a moment in common? */
export function overlaps(a: TimeSpan, b: TimeSpan): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function readInstant(text: string): TimeSpan | null {
  const written = text.toUpperCase();
  const match = INSTANT.exec(written);
  if (match === null || !isCalendarDay(match[1])) return null;
  if (written.length <= match[1].length + 1) return daySpan(match[1]);
  const moment = Date.parse(written);
  return { start: moment, end: moment };
}
