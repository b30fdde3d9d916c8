import { formatCount } from "./format.ts";

/** Between a number and what it counts. */
export const NO_BREAK = "\u00a0";

/** `1 line`, `12 lines`, `0 lines`: one alone is one, in English. */
export const plural = (count: number, one: string, many: string): string =>
  `${formatCount(count)}${NO_BREAK}${Math.round(count) === 1 ? one : many}`;

/** `12 people`. */
export const people = (count: number): string => plural(count, "person", "people");
