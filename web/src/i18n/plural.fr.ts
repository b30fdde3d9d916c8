import { formatCount } from "./format.ts";

/** Between a number and what it counts. */
export const NO_BREAK = "\u00a0";

/** `1 ligne`, `12 lignes`: fewer than two are one, in French. */
export const plural = (count: number, one: string, many: string): string =>
  `${formatCount(count)}${NO_BREAK}${Math.round(count) < 2 ? one : many}`;

/** `12 habitants`. */
export const people = (count: number): string => plural(count, "habitant", "habitants");
