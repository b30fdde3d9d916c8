import type { OpeningInterval } from "../../../isochrones/model/structure.ts";

/** Days of the API, from Monday. */
const DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"] as const;
const SPAN = /^(\d{1,2})(?:h|:)(\d{2})?-(\d{1,2})(?:h|:)(\d{2})?$/;

/** `9h-12h 14h-17h30`: hours of a day as they are typed. */
export function spansText(intervals: readonly Pick<OpeningInterval, "start" | "end">[] | null): string {
  return (intervals ?? []).map(({ start, end }) => `${timeWord(start)}-${timeWord(end)}`).join(" ");
}

/**
 * Typed hours of a week, Monday first, in the grammar's words: `lundi_9h-12h_14h-17h30/samedi_9h-12h`; or the first day that
 * cannot be read.
 */
export function hoursWord(typed: readonly string[]): { readonly word: string } | { readonly badDay: number } {
  const days: string[] = [];
  for (const [day, text] of typed.entries()) {
    const spans = text
      .trim()
      .toLowerCase()
      .replaceAll(/\s*[-–]\s*/g, "-")
      // A colon ends a part of an edit.
      .replaceAll(/:(?:00\b)?/g, "h")
      .split(/[\s,;]+/)
      .filter((span) => span !== "");
    if (!spans.every((span) => SPAN.test(span))) return { badDay: day };
    if (spans.length > 0) days.push([DAYS[day], ...spans].join("_"));
  }
  return { word: days.join("/") };
}

function timeWord(minutes: number): string {
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}h${rest === 0 ? "" : String(rest).padStart(2, "0")}`;
}
