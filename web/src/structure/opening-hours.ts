import type { OpeningInterval } from "../../../isochrones/model/structure.ts";

type Week = readonly (readonly OpeningInterval[] | null)[];

/** What can be said of one day: open during these intervals, closed, or not known. */
export type DayStatus =
  | { readonly kind: "open"; readonly intervals: readonly OpeningInterval[] }
  | { readonly kind: "closed" }
  | { readonly kind: "unknown" };

/**
 * Status of a day of the week.
 *
 * @param week Monday to Saturday, as in the official list
 * @param weekday as `Date.getDay()` counts: 0 is Sunday, on which the list has no column and desks are shut
 */
export function dayStatus(week: Week, weekday: number): DayStatus {
  if (isWithoutHours(week)) return { kind: "unknown" };
  if (weekday === 0) return { kind: "closed" };
  const intervals = week[weekday - 1];
  if (intervals === null || intervals === undefined) return { kind: "unknown" };
  return intervals.length === 0 ? { kind: "closed" } : { kind: "open", intervals };
}

/** Hours a week, all days that could be read. */
export function weeklyHours(week: Week): number {
  const minutes = week
    .flatMap((day) => day ?? [])
    .reduce((sum, interval) => sum + interval.end - interval.start, 0);
  return minutes / 60;
}

/** A week without any hours is a list that does not give them, not a desk that never opens. */
function isWithoutHours(week: Week): boolean {
  return week.every((day) => day === null || day.length === 0);
}
