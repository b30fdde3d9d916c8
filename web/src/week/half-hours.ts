import type { WeekAnswer } from "../../../server/schemas/week-answers.ts";

/** Half-hours of a day are numbered from midnight: 20 is 10:00 to 10:30. */
const HALF_HOURS_OF_DAY = 48;
const MINUTES = 30;
const WEEKDAYS = 5;
const SATURDAY = 5;
/** When most expect an office to be open, in half-hours: 9:00 to 17:00. */
const OFFICE_FROM = 18;
const OFFICE_UNTIL = 34;

/** A half-hour of the week. */
export interface HalfHour {
  /** 0 Monday to 6 Sunday. */
  readonly day: number;
  readonly index: number;
}

/** Half-hours of which a figure holds. */
export interface Moment extends HalfHour {
  /** People near an open structure at the first of them. */
  readonly covered: number;
  /** How many half-hours have this very figure. */
  readonly count: number;
}

type Days = WeekAnswer["days"];

/** Minutes after midnight at which a half-hour begins. */
export function startOf(index: number): number {
  return index * MINUTES;
}

/** From the first half-hour at which somebody is near an open structure to the last; null where nobody ever is. */
export function shownHours(days: Days): { readonly first: number; readonly last: number } | null {
  const isOpen = (index: number): boolean =>
    days.some(({ covered, open }) => (covered[index] ?? 0) > 0 || (open[index] ?? 0) > 0);
  const indices = Array.from({ length: HALF_HOURS_OF_DAY }, (_, index) => index).filter(isOpen);
  const [first] = indices;
  const last = indices.at(-1);
  return first === undefined || last === undefined ? null : { first, last };
}

/** A half-hour as the API takes it for `ouvert_le`: its figure is then that of `/api/v1/couverture`. */
export function windowWord(dayName: string, index: number): string {
  return `${dayName}-${timeWord(startOf(index))}-${timeWord(startOf(index + 1))}`;
}

function timeWord(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}h${rest === 0 ? "" : String(rest).padStart(2, "0")}`;
}

/** Shares at which a class of the colours begins; below the first, but more than nobody, is a class as well. */
export const CLASS_BOUNDS: readonly number[] = [0.25, 0.5, 0.75, 0.9];

/** 0 for nobody, else 1 to 5. @param share 0 to 1 */
export function classOf(share: number): number {
  return share <= 0 ? 0 : 1 + CLASS_BOUNDS.filter((bound) => share >= bound).length;
}

/** Whole per cents that never round to a bound that is not reached. */
export function wholeShare(share: number): string {
  if (share > 0 && share < 0.005) return "<1";
  if (share < 1 && share >= 0.995) return ">99";
  return String(Math.round(share * 100));
}

/** What the text says of a week; a part is null where there is nothing to tell. */
export interface WeekSummary {
  readonly best: Moment | null;
  /** The least between 9:00 and 17:00, Monday to Friday. */
  readonly worst: Moment | null;
  /** The most after 17:00, Monday to Friday. */
  readonly evening: Moment | null;
  readonly saturday: Moment | null;
}

/** The moments of a week that are worth a sentence. */
export function summarise(days: Days): WeekSummary {
  return {
    best: extreme(days, 0, days.length, 0, HALF_HOURS_OF_DAY, Math.max),
    worst: extreme(days, 0, WEEKDAYS, OFFICE_FROM, OFFICE_UNTIL, Math.min),
    evening: extreme(days, 0, WEEKDAYS, OFFICE_UNTIL, HALF_HOURS_OF_DAY, Math.max),
    saturday: extreme(days, SATURDAY, SATURDAY + 1, 0, HALF_HOURS_OF_DAY, Math.max),
  };
}

/** The first half-hour of the most or the least people, in these days and hours; ends are left out. */
function extreme(
  days: Days,
  fromDay: number,
  toDay: number,
  from: number,
  to: number,
  choose: (...values: number[]) => number,
): Moment | null {
  const moments = days
    .slice(fromDay, toDay)
    .flatMap(({ covered }, at) =>
      covered.slice(from, to).map((people, offset) => ({ day: fromDay + at, index: from + offset, people })),
    );
  const value = choose(...moments.map(({ people }) => people));
  const same = moments.filter(({ people }) => people === value);
  const [first] = same;
  return first === undefined
    ? null
    : { day: first.day, index: first.index, covered: value, count: same.length };
}

const MOVES: Readonly<Record<string, readonly [days: number, hours: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  PageUp: [0, -4],
  PageDown: [0, 4],
};

/**
 * Where a key of the grid pattern leads from a half-hour; null for a key that leads nowhere. Home and End go to the ends of a
 * row, with Control to those of the grid.
 *
 * @param bounds the last day and the half-hours shown, both included
 */
export function moved(
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  from: HalfHour,
  { lastDay, first, last }: { readonly lastDay: number; readonly first: number; readonly last: number },
): HalfHour | null {
  if (key === "Home") return { day: 0, index: ctrlKey ? first : from.index };
  if (key === "End") return { day: lastDay, index: ctrlKey ? last : from.index };
  const move = MOVES[key];
  if (move === undefined) return null;
  return {
    day: Math.min(lastDay, Math.max(0, from.day + move[0])),
    index: Math.min(last, Math.max(first, from.index + move[1])),
  };
}
