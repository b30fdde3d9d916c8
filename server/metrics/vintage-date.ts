/** A year, a month or a day, the smallest that a vintage names: `2021`, `2026-08`, `labels jusqu’au 2025-11-03`. */
const DATE = /(?<!\d)((?:19|20)\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?![\d])/gu;

/**
 * When what a vintage names ended, so that nothing looks older than it is: the end of a year, of a month, the day itself.
 * Of several dates the last counts.
 *
 * @returns seconds since 1970, of UTC; null where there is no date
 */
export function vintageSeconds(vintage: string): number | null {
  const ends = [...vintage.matchAll(DATE)].map(([, year, month, day]) => {
    if (month === undefined) return Date.UTC(Number(year) + 1, 0, 1);
    if (day === undefined) return Date.UTC(Number(year), Number(month), 1);
    return Date.UTC(Number(year), Number(month) - 1, Number(day));
  });
  return ends.length === 0 ? null : Math.max(...ends) / 1000;
}
