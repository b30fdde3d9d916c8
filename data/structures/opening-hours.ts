import type { OpeningInterval } from "../../isochrones/model/structure.ts";
import { remembered } from "../remembered.ts";

/** What one day's cell says. */
export type DayHours =
  | {
      readonly kind: "read";
      /** Ordered, apart from each other; empty where closed. */
      readonly intervals: readonly OpeningInterval[];
      /** Part of it is by appointment only. */
      readonly byAppointment: boolean;
    }
  /** The producer says that it does not know. */
  | { readonly kind: "unknown" }
  /** Conditions (odd weeks, school holidays) or signs that cannot be made into plain hours. */
  | { readonly kind: "unreadable" };

const CLOSED = /^(?:-|ferm[ée]e?|espace fermé ce jour)?$/i;
const UNKNOWN = /^horaires? non communiqués?$/i;
/** `9:00`, `09h30`, `17 : 00`, `17h`, and `17:` where a spreadsheet ate the zeros. */
const TIME = String.raw`(\d{1,2})\s*[:hH]\s*(\d{2})?`;
const INTERVAL = new RegExp(String.raw`^${TIME}\s*(?:-|à|a)\s*${TIME}$`);
const APPOINTMENT = /^(sur|sans)\s+(?:rdv|rendez-vous)\s*:?\s*/i;
const DAY_MINUTES = 1440;

/**
 * Reads one day's opening hours as the lists of 2021, 2023 and 2024 write them: `09:00 - 12:00 / 13:30 - 17:00`.
 * `00:00 - 00:00` is an empty slot; slots that overlap (alternating weeks) are joined; a slot `Sur RDV :` is open,
 * by appointment. Nothing is guessed: what is left over makes the whole day unreadable.
 */
export const readOpeningHours = remembered((text): DayHours => {
  const plain = text.replace(/[–—‑]/g, "-").replace(/\s+/g, " ").trim();
  if (CLOSED.test(plain)) return { kind: "read", intervals: [], byAppointment: false };
  if (UNKNOWN.test(plain)) return { kind: "unknown" };
  const intervals: OpeningInterval[] = [];
  let byAppointment = false;
  for (const part of plain.split(/ ?\/+ ?/)) {
    const [prefix = "", mode = ""] = APPOINTMENT.exec(part) ?? [];
    byAppointment ||= mode.toLowerCase() === "sur";
    const interval = readInterval(part.slice(prefix.length));
    if (interval === null) return { kind: "unreadable" };
    if (interval.end > 0) intervals.push(interval);
  }
  return { kind: "read", intervals: joinOverlaps(intervals), byAppointment };
});

function readInterval(text: string): OpeningInterval | null {
  const match = INTERVAL.exec(text);
  if (match === null) return null;
  const [startHour, startMinute, endHour, endMinute] = match.slice(1).map((digits) => Number(digits ?? 0));
  if (startMinute > 59 || endMinute > 59) return null;
  const start = startHour * 60 + startMinute;
  const end = endHour * 60 + endMinute;
  const isEmptySlot = start === 0 && end === 0;
  return isEmptySlot || (start < end && end <= DAY_MINUTES) ? { start, end } : null;
}

/** Overlapping slots as one; slots that only touch stay apart, as they were written. */
function joinOverlaps(intervals: readonly OpeningInterval[]): OpeningInterval[] {
  const joined: OpeningInterval[] = [];
  for (const next of [...intervals].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1);
    if (last === undefined || next.start >= last.end) joined.push(next);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, next.end) };
  }
  return joined;
}
