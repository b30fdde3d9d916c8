const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** `MM`, `HH:MM` or `HH:MM:SS`, each part of one or two digits. */
const CLOCK = /^(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2}))?$/;
/** `PT012536` and `PT01:25:36`, hours under 24, minutes and seconds under 60. */
const ISO_CLOCK = /^PT([01]\d|2[0-3])(:?)([0-5]\d)\2([0-5]\d)$/;
const ISO_WEEKS = /^P(\d+)[Ww]$/;
const ISO_UNITS = /^P(?:(\d+)[Dd])?(?:T(?:(\d+)[Hh])?(?:(\d+)[Mm])?(?:(\d+)[Ss])?)?$/;

/**
 * Seconds of a `duration` tag in OSM's own spelling or ISO 8601's (no fractions, months or years), or
 * undefined. A number alone is minutes. As OSRM reads them.
 */
export function parseDurationSeconds(value: string): number | undefined {
  return parseClock(value) ?? parseIso(value);
}

function parseClock(value: string): number | undefined {
  const match = CLOCK.exec(value);
  if (match === null) return undefined;
  const [, first, second, third] = match;
  if (second === undefined) return Number(first) * MINUTE;
  return Number(first) * HOUR + Number(second) * MINUTE + Number(third ?? 0);
}

function parseIso(value: string): number | undefined {
  const weeks = ISO_WEEKS.exec(value);
  if (weeks !== null) return Number(weeks[1]) * WEEK;
  const clock = ISO_CLOCK.exec(value);
  if (clock !== null) return Number(clock[1]) * HOUR + Number(clock[3]) * MINUTE + Number(clock[4]);
  const units = ISO_UNITS.exec(value);
  if (units === null) return undefined;
  const [, days = 0, hours = 0, minutes = 0, seconds = 0] = units;
  return Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds);
}
