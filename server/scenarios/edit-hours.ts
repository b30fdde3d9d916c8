import type { OpeningInterval, Structure } from "../../isochrones/model/structure.ts";
import { DAY_NAMES, readTimeSpan } from "../../isochrones/opening-hours/opening-window.ts";

/** Spans of one day; the official list has two. */
const MOST_SPANS = 6;

/**
 * Hours of a week, from days with their spans such as `9h-12h`; days not named are closed. null where a day or a span cannot
 * be read, a day comes twice, or spans of a day meet.
 */
export function readHours(
  days: readonly (readonly [day: string, spans: readonly string[]])[],
): Structure["openingHours"] | null {
  const week: OpeningInterval[][] = DAY_NAMES.map(() => []);
  const seen = new Set<string>();
  for (const [name, spans] of days) {
    const day = DAY_NAMES.findIndex((known) => known === name);
    if (day < 0 || seen.has(name) || spans.length > MOST_SPANS) return null;
    seen.add(name);
    for (const span of spans) {
      const interval = readTimeSpan(span);
      if (interval === null) return null;
      week[day].push(interval);
    }
    week[day].sort((a, b) => a.start - b.start);
    if (week[day].some(({ start }, index) => index > 0 && start <= week[day][index - 1].end)) return null;
  }
  return week;
}
