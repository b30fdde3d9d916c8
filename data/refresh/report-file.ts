import { join } from "node:path";

import { REPORTS_FOLDER } from "../depot/depot-layout.ts";
import { makeFolders, writeDurably } from "../durable.ts";

/**
 * Writes a report of a depot, in the place of one of the same day, version and kind.
 *
 * @param suffix kind of report, such as `-refuse`; empty for a version that was put in service
 * @returns its path
 */
export function writeReport(
  depot: string,
  { id, now, suffix }: { readonly id: string; readonly now: Date; readonly suffix: string },
  text: string,
): string {
  const folder = join(depot, REPORTS_FOLDER);
  makeFolders(folder);
  const file = join(folder, `${parisDay(now)}-${id}${suffix}.md`);
  writeDurably(file, text);
  return file;
}

/** `2026-11-29`, as the calendar says in Paris: reports are read there. */
function parisDay(now: Date): string {
  // Part by part: how a locale orders them changes from one edition of its data to the next.
  const format = new Intl.DateTimeFormat("fr-FR", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone: "Europe/Paris",
  });
  const parts = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}
