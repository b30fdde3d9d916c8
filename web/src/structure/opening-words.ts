import type { Opening } from "../../../isochrones/model/opening.ts";
import { formatClock, formatDate, formatWeekday } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";

const words = messages.opening;

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Within so many days a weekday names one day. */
const WEEK_DAYS = 7;

/** Whether a structure is open, in one sentence, in its own local time. @param now milliseconds since 1970 */
export function openingSentence(opening: Opening, now: number): string {
  const { state, reason, holiday, until, nextOpening, perhapsFrom, byAppointment } = opening;
  const today = localDate(opening, now);
  if (state === "open") {
    if (until === null) return words.open;
    return words.openUntil(dateOf(until) === today ? clockOf(until) : whenOf(until, today));
  }
  if (state === "closed") {
    const opens = nextOpening === null ? null : whenOf(nextOpening, today);
    // Unknown time begins at midnight: only its day means something.
    if (perhapsFrom !== null) return words.perhapsOpens(dayOf(perhapsFrom, today), opens);
    return opens === null ? words.closed : words.opens(opens);
  }
  if (reason === "holiday") return words.holiday(holiday);
  if (byAppointment) return words.byAppointment;
  return nextOpening === null ? words.unknown : words.unknownUntil(whenOf(nextOpening, today));
}

/** What a reader must know beside it: short sentences, none where there is nothing to add. */
export function openingNotes({ state, onRounds, byAppointment }: Opening): string[] {
  return [
    ...(byAppointment && state !== "unknown" ? [words.partlyByAppointment] : []),
    ...(onRounds ? [words.onRounds] : []),
  ];
}

/**
 * The day where the structure is, as `Date.getDay()` counts: 0 is Sunday. The answer's times tell its offset; where it has
 * none, all days are alike and the reader's own will do.
 */
export function localWeekday(opening: Opening, now: number): number {
  return new Date(localDate(opening, now)).getUTCDay();
}

/** `YYYY-MM-DD`. */
function localDate({ until, nextOpening, perhapsFrom }: Opening, now: number): string {
  const time = until ?? nextOpening ?? perhapsFrom;
  const offset = time === null ? -new Date(now).getTimezoneOffset() : offsetOf(time);
  return new Date(now + offset * MINUTE_MS).toISOString().slice(0, 10);
}

/** Minutes that local time is ahead of UTC, in `2026-11-30T08:00:00+01:00`. */
function offsetOf(time: string): number {
  const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d\d):(\d\d)$/.exec(time) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function dateOf(time: string): string {
  return time.slice(0, 10);
}

function clockOf(time: string): string {
  return formatClock(Number(time.slice(11, 13)) * 60 + Number(time.slice(14, 16)));
}

function whenOf(time: string, today: string): string {
  const clock = clockOf(time);
  return dateOf(time) === today ? words.todayAt(clock) : words.at(dayOf(time, today), clock);
}

function dayOf(time: string, today: string): string {
  const date = dateOf(time);
  const days = Math.round((Date.parse(date) - Date.parse(today)) / DAY_MS);
  if (days === 0) return words.today;
  if (days === 1) return words.tomorrow;
  return days < WEEK_DAYS ? formatWeekday(date) : words.date(formatDate(date));
}
