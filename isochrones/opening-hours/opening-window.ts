import type { OpeningInterval, OpeningWindow, Structure } from "../model/structure.ts";

/** Monday to Saturday, as they are asked for. */
export const DAY_NAMES = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"] as const;
/** At least one day from Monday to Friday; what is meant where no day is named. */
const ANY_WEEKDAY = "semaine";
const WEEKDAYS = 5;

const NOON = 720;
const DAY_MINUTES = 1440;

/** `9h`, `17h30`, `17:30`. */
const TIME = String.raw`\d{1,2}(?:h(?:\d{2})?|:\d{2})`;
const AT = new RegExp(`^${TIME}$`, "u");
const AFTER = new RegExp(`^apres-(${TIME})$`, "u");
const BETWEEN = new RegExp(`^(${TIME})-(${TIME})$`, "u");

type Moment = Pick<OpeningWindow, "start" | "end">;

/** What `readOpeningWindow` takes, as a French noun phrase. */
export const OPENING_WINDOW_EXPECTED =
  "un jour (lundi à samedi, ou semaine), un moment, ou les deux : samedi, samedi-matin, lundi-apres-midi, mardi-17h30, jeudi-12h-14h, apres-17h";

/**
 * Reads when a structure is to be open; null for anything else. `[JOUR][-MOMENT]`, one of them at least:
 *
 * - JOUR: `lundi` to `samedi`, or `semaine`, at least one day from Monday to Friday, as without a day;
 * - MOMENT: `matin` (before 12:00), `apres-midi` (from 12:00 on), `17h30` or `17:30` (at that time), `apres-17h` (at some
 *   time after it), `12h-14h` (at some time between); without one, at some time of the day.
 *
 * Capitals and accents do not count.
 */
export function readOpeningWindow(text: string): OpeningWindow | null {
  const plain = text.trim().toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  const momentAlone = readMoment(plain);
  if (momentAlone !== null) return { day: null, ...momentAlone };
  const dash = plain.indexOf("-");
  const word = dash < 0 ? plain : plain.slice(0, dash);
  const day = DAY_NAMES.findIndex((name) => name === word);
  if (day < 0 && word !== ANY_WEEKDAY) return null;
  const moment = dash < 0 ? { start: 0, end: DAY_MINUTES } : readMoment(plain.slice(dash + 1));
  return moment === null ? null : { day: day < 0 ? null : day, ...moment };
}

function readMoment(text: string): Moment | null {
  if (text === "matin") return { start: 0, end: NOON };
  if (text === "apres-midi") return { start: NOON, end: DAY_MINUTES };
  if (AT.test(text)) {
    const start = readTime(text);
    return momentOf(start, start + 1);
  }
  const after = AFTER.exec(text);
  if (after !== null) return momentOf(readTime(after[1]), DAY_MINUTES);
  return readTimeSpan(text);
}

/** Reads `9h-12h`, `14:00-17:30`; null for anything else. */
export function readTimeSpan(text: string): OpeningInterval | null {
  const between = BETWEEN.exec(text);
  return between === null ? null : momentOf(readTime(between[1]), readTime(between[2]));
}

/** null where there is no such time: `25h`, `9h75`, `14h-12h`. */
function momentOf(start: number, end: number): Moment | null {
  return start < end && end <= DAY_MINUTES ? { start, end } : null;
}

/** Minutes after midnight; NaN, which is neither more nor less than anything, where there are no such minutes. */
function readTime(text: string): number {
  const [hours, minutes] = text.split(/[h:]/u).map(Number);
  return minutes < 60 ? hours * 60 + minutes : Number.NaN;
}

/** The one spelling by which a window is known: `readOpeningWindow` reads it back. */
export function openingWindowWord({ day, start, end }: OpeningWindow): string {
  const moment = momentWord({ start, end });
  if (day === null) return moment === "" ? ANY_WEEKDAY : moment;
  return moment === "" ? DAY_NAMES[day] : `${DAY_NAMES[day]}-${moment}`;
}

function momentWord({ start, end }: Moment): string {
  if (end === DAY_MINUTES) {
    if (start === 0) return "";
    return start === NOON ? "apres-midi" : `apres-${timeWord(start)}`;
  }
  if (end === start + 1) return timeWord(start);
  return start === 0 && end === NOON ? "matin" : `${timeWord(start)}-${timeWord(end)}`;
}

/** `9h`, `17h30`. */
export function timeWord(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}h${rest === 0 ? "" : String(rest).padStart(2, "0")}`;
}

/** In French, after "ouverte" or "fermée": `le samedi matin`, `en semaine après 17h`. */
export function describeOpeningWindow({ day, start, end }: OpeningWindow): string {
  const when = day === null ? "en semaine" : `le ${DAY_NAMES[day]}`;
  const moment = momentWord({ start, end });
  if (moment === "") return when;
  if (moment === "matin") return `${when} ${day === null ? "le " : ""}matin`;
  if (moment === "apres-midi") return `${when} ${day === null ? "l’" : ""}après-midi`;
  if (end === DAY_MINUTES) return `${when} après ${timeWord(start)}`;
  if (end === start + 1) return `${when} à ${timeWord(start)}`;
  return `${when} entre ${timeWord(start)} et ${timeWord(end)}`;
}

/**
 * Whether a structure is open at some time of the window in an ordinary week; null where the hours that would tell could
 * not be read. Hours by appointment and hours of rounds count as the list gives them.
 */
export function opensWithin(
  { openingHours }: Pick<Structure, "openingHours">,
  { day, start, end }: OpeningWindow,
): boolean | null {
  const days = day === null ? openingHours.slice(0, WEEKDAYS) : [openingHours[day]];
  if (days.some((hours) => hours?.some((interval) => interval.start < end && start < interval.end))) {
    return true;
  }
  return days.includes(null) ? null : false;
}
