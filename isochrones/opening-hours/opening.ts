import type { Opening } from "../model/opening.ts";
import type { OpeningInterval, Structure } from "../model/structure.ts";
import { clockOf } from "./local-time.ts";
import { holidayName } from "./public-holidays.ts";

/** How far ahead an opening is looked for. */
export const OPENING_HORIZON_DAYS = 14;

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Of 0 Monday to 6 Sunday; 1970-01-01 was a Thursday. */
const SUNDAY = 6;
const FIRST_WEEKDAY = 3;

/** What is read of a structure. Intervals of a day in order, apart from each other. */
export type OpeningFacts = Pick<Structure, "openingHours" | "departementCode" | "byAppointment" | "format">;

type Condition = "open" | "closed" | "hours" | "holiday";

const CLOSED: readonly OpeningInterval[] = [];

/** A time of one condition, up to a local minute at which another may begin. */
interface Stretch {
  readonly condition: Condition;
  /** Local minutes since 1970-01-01. */
  readonly end: number;
}

/**
 * Tells whether a structure is open at an instant, until when, and when it opens next, in its own local time.
 *
 * The list knows no Sunday: a structure is closed then, or unknown if none of its days is known. It says nothing of public
 * holidays either: on one, hours at which the structure would be open are unknown, and it stays closed for the rest.
 * Nothing else is guessed: special closures (holidays of the staff, odd weeks of a comment) are not in the hours.
 *
 * Under a microsecond for most: it walks from change to change over two weeks. Throws `RangeError` for an instant that no
 * date has.
 *
 * @param epochMs milliseconds since 1970, UTC
 */
export function openingAt(structure: OpeningFacts, epochMs: number): Opening {
  const clock = clockOf(structure.departementCode);
  const start = Math.floor((epochMs + clock.offsetMs(epochMs)) / MINUTE_MS);
  const horizon = start + OPENING_HORIZON_DAYS * DAY_MINUTES;
  const now = stretchAt(structure, start);
  let until: number | null = null;
  let nextOpening: number | null = null;
  let perhapsFrom: number | null = null;
  let minute = now.end;
  while (minute <= horizon && nextOpening === null) {
    const { condition, end } = stretchAt(structure, minute);
    if (until !== null || condition !== now.condition) {
      until ??= minute;
      if (condition === "open") nextOpening = minute;
      else if (condition !== "closed") perhapsFrom ??= minute;
    }
    minute = end;
  }
  const iso = (local: number | null): string | null =>
    local === null ? null : clock.isoOf(local * MINUTE_MS);
  const { condition } = now;
  const isKnown = condition === "open" || condition === "closed";
  return {
    state: isKnown ? condition : "unknown",
    reason: isKnown ? null : condition,
    holiday: holidayName(Math.floor(start / DAY_MINUTES), structure.departementCode),
    until: iso(until),
    nextOpening: iso(nextOpening),
    perhapsFrom: iso(perhapsFrom),
    byAppointment: structure.byAppointment,
    onRounds: structure.format === "bus" || structure.format === "itinerante",
  };
}

/** What a reader must know beside the state: short sentences in French, none where there is nothing to add. */
export function openingNotes(opening: Opening): string[] {
  const { reason, holiday, byAppointment, onRounds } = opening;
  const notes: string[] = [];
  if (reason === "holiday") notes.push(`jour férié (${holiday}) : à vérifier`);
  if (reason === "hours") notes.push("horaires inconnus : à vérifier");
  if (byAppointment) notes.push("sur rendez-vous, au moins en partie");
  if (onRounds) notes.push("horaires de tournée : lieu et jour à vérifier");
  return notes;
}

/** @param minute local minutes since 1970-01-01 */
function stretchAt(structure: OpeningFacts, minute: number): Stretch {
  const day = Math.floor(minute / DAY_MINUTES);
  const midnight = day * DAY_MINUTES;
  const hours = hoursOn(structure, day);
  if (hours === null) return { condition: "hours", end: midnight + DAY_MINUTES };
  for (const { start, end } of hours) {
    if (midnight + end <= minute) continue;
    if (midnight + start > minute) return { condition: "closed", end: midnight + start };
    const isHoliday = holidayName(day, structure.departementCode) !== null;
    return { condition: isHoliday ? "holiday" : "open", end: midnight + end };
  }
  return { condition: "closed", end: midnight + DAY_MINUTES };
}

function hoursOn({ openingHours }: OpeningFacts, day: number): readonly OpeningInterval[] | null {
  const weekday = (((day + FIRST_WEEKDAY) % 7) + 7) % 7;
  if (weekday !== SUNDAY) return openingHours[weekday];
  return openingHours.every((hours) => hours === null) ? null : CLOSED;
}
