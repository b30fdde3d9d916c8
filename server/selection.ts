import type { OpeningWindow, StructureSelection } from "../isochrones/model/structure.ts";
import { OPENING_WINDOW_EXPECTED, readOpeningWindow } from "../isochrones/opening-hours/opening-window.ts";
import { parseScenario } from "./scenarios/scenario-text.ts";
import {
  AS_OF_EXPECTED,
  EXCLUDE_EXPECTED,
  EXCLUSIONS,
  FORMATS_EXPECTED,
  MINUTES_LIST_EXPECTED,
  MINUTES_LIST_MAX,
  MINUTES_MAX,
  STRUCTURE_FORMATS,
  STRUCTURE_TYPES,
  TYPES_EXPECTED,
} from "./schemas/parameters.ts";
import type { ScenarioParameters, SelectionParameters } from "./schemas/parameters.ts";
import { invalidParameter } from "./validation.ts";

/** The parameters of `KINDS`. */
export interface KindParameters {
  readonly type?: string | undefined;
  readonly format?: string | undefined;
}

type Exclusion = (typeof EXCLUSIONS)[number];

/**
 * The structures that a request counts. The same choice, however it is spelt, gives the same selection:
 * words sorted, none twice. Throws `RequestError` for an unknown word or a day or time that does not exist.
 *
 * @param leftOut further types and formats that do not count
 */
export function readSelection(
  { exclure, au, ouvert_le, realisation_min, sans_reorientation_min }: SelectionParameters,
  leftOut: readonly Exclusion[] = [],
): StructureSelection {
  const excluded =
    exclure === undefined || exclure === ""
      ? []
      : readWords("exclure", exclure, EXCLUSIONS, EXCLUDE_EXPECTED);
  const exclude = EXCLUSIONS.filter((word) => excluded.includes(word) || leftOut.includes(word));
  if (au !== undefined && !isCalendarDay(au)) throw invalidParameter("au", au, AS_OF_EXPECTED);
  const openOn = ouvert_le === undefined || ouvert_le === "" ? null : readOpenOn(ouvert_le);
  return {
    ...(exclude.length > 0 && { exclude }),
    ...(au !== undefined && { asOf: au }),
    ...(openOn !== null && { openOn }),
    ...(realisation_min !== undefined && { minRealisation: realisation_min }),
    ...(sans_reorientation_min !== undefined && { minNoRedirection: sans_reorientation_min }),
  };
}

/** The same with the edits of a scenario. Throws `RequestError` for one that cannot be read, too. */
export function readScenarioSelection(query: ScenarioParameters): StructureSelection {
  const selection = readSelection(query);
  const edits = query.scenario === undefined ? [] : parseScenario(query.scenario);
  return edits.length === 0 ? selection : { ...selection, edits };
}

/**
 * The types and formats that do not count where lists say which alone do. Throws `RequestError` for an unknown word.
 */
export function readLeftOut({ type, format }: KindParameters): Exclusion[] {
  const types =
    type === undefined ? STRUCTURE_TYPES : readWords("type", type, STRUCTURE_TYPES, TYPES_EXPECTED);
  const formats =
    format === undefined
      ? STRUCTURE_FORMATS
      : readWords("format", format, STRUCTURE_FORMATS, FORMATS_EXPECTED);
  return EXCLUSIONS.filter((word) => ![...types, ...formats].includes(word));
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

/** The words of a list, each once, in the order of those that are known. */
function readWords<Word extends string>(
  parameter: string,
  list: string,
  known: readonly Word[],
  expected: string,
): Word[] {
  const words = new Set(list.split(",").map((word) => word.trim()));
  const found = known.filter((word) => words.has(word));
  if (found.length !== words.size) throw invalidParameter(parameter, list, expected);
  return found;
}

function readOpenOn(text: string): OpeningWindow {
  const window = readOpeningWindow(text);
  if (window === null) throw invalidParameter("ouvert_le", text, OPENING_WINDOW_EXPECTED);
  return window;
}

/** Is a text of the form `YYYY-MM-DD` a day that exists? */
export function isCalendarDay(day: string): boolean {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
