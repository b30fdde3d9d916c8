import type { StructureSelection } from "../isochrones/model/structure.ts";
import { AS_OF_EXPECTED, EXCLUDE_EXPECTED, EXCLUSIONS, MINUTES_LIST_EXPECTED } from "./schemas/parameters.ts";
import { MINUTES_LIST_MAX, MINUTES_MAX } from "./schemas/parameters.ts";
import type { SelectionParameters } from "./schemas/parameters.ts";
import { invalidParameter } from "./validation.ts";

type Exclusion = (typeof EXCLUSIONS)[number];

/**
 * The structures that a request counts. The same choice, however it is spelt, gives the same selection:
 * words sorted, none twice. Throws `RequestError` for an unknown word or a day that does not exist.
 */
export function readSelection({ exclure, au }: SelectionParameters): StructureSelection {
  const exclude = exclure === undefined || exclure === "" ? [] : readExclusions(exclure);
  if (au !== undefined && !isCalendarDay(au)) throw invalidParameter("au", au, AS_OF_EXPECTED);
  return { ...(exclude.length > 0 && { exclude }), ...(au !== undefined && { asOf: au }) };
}

/**
 * Minutes of a list such as `10,20,30`: ascending, none twice. Throws `RequestError` when one is out of range
 * or there are too many.
 */
export function readMinutesList(list: string): number[] {
  const minutes = [...new Set(list.split(",").map(Number))].sort((a, b) => a - b);
  const isInRange = minutes[0] >= 1 && minutes[minutes.length - 1] <= MINUTES_MAX;
  if (!isInRange || minutes.length > MINUTES_LIST_MAX) {
    throw invalidParameter("minutes", list, MINUTES_LIST_EXPECTED);
  }
  return minutes;
}

function readExclusions(list: string): Exclusion[] {
  const words = new Set(list.split(",").map((word) => word.trim()));
  const known = EXCLUSIONS.filter((exclusion) => words.has(exclusion));
  if (known.length !== words.size) throw invalidParameter("exclure", list, EXCLUDE_EXPECTED);
  return known;
}

/** Is a text of the form `YYYY-MM-DD` a day that exists? */
export function isCalendarDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
