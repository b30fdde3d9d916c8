import type { Structure } from "../model/structure.ts";
import { opensWithin } from "../opening-hours/opening-window.ts";

export const HALF_HOURS_OF_DAY = 48;
export const WEEK_DAYS = 7;
const HALF_HOUR_MINUTES = 30;

/** The half-hours of a week by the set of structures that are open in them. */
export interface WeekGroups {
  /** Groups, those of no open structure not among them. */
  readonly count: number;
  /** Of each half-hour, Monday 0:00 first; `NO_GROUP` where no structure is known to be open. */
  readonly groupOf: Int16Array;
  /** Bits of the groups in which each structure is open: entry `structure * words + word`. */
  readonly bits: Uint32Array;
  readonly words: number;
}

export const NO_GROUP = -1;

/**
 * Groups half-hours by who is open at some time of them, as `opensWithin` says. The list knows no Sunday: nobody is known to
 * be open then. O(half-hours × structures).
 */
export function weekGroups(structures: readonly Pick<Structure, "openingHours">[]): WeekGroups {
  const groupOf = new Int16Array(WEEK_DAYS * HALF_HOURS_OF_DAY).fill(NO_GROUP);
  const numbers = new Map<string, number>();
  const sets: (readonly number[])[] = [];
  groupOf.forEach((_, halfHour) => {
    const open = openIn(structures, halfHour);
    if (open.length === 0) return;
    const key = open.join();
    const number = numbers.get(key) ?? sets.push(open) - 1;
    numbers.set(key, number);
    groupOf[halfHour] = number;
  });
  const words = Math.ceil(sets.length / 32);
  const bits = new Uint32Array(structures.length * words);
  sets.forEach((open, group) => {
    for (const structure of open) bits[structure * words + (group >> 5)] |= 1 << (group & 31);
  });
  return { count: sets.length, groupOf, bits, words };
}

/** Those open at some time of a half-hour of the week, by index. */
export function openIn(
  structures: readonly Pick<Structure, "openingHours">[],
  halfHour: number,
): readonly number[] {
  const day = Math.floor(halfHour / HALF_HOURS_OF_DAY);
  const open: number[] = [];
  // Sunday is beyond the days of the list.
  if (day === WEEK_DAYS - 1) return open;
  const start = (halfHour % HALF_HOURS_OF_DAY) * HALF_HOUR_MINUTES;
  const window = { day, start, end: start + HALF_HOUR_MINUTES };
  structures.forEach((structure, index) => {
    if (opensWithin(structure, window) === true) open.push(index);
  });
  return open;
}
