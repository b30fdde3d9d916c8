const FRENCH_DATE = /(?<!\d)(?:(\d{1,2})\/)?(\d{1,2})\/(\d{4})(?!\d)/;
const ISO_DATE = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/;

/**
 * The day in a label such as `Espace labellisé 01/09/2020`, as `YYYY-MM-DD`. A month alone (`01/2020`) is its
 * first day. Null where there is no date of the calendar.
 */
export function readLabelDate(text: string): string | null {
  const iso = ISO_DATE.exec(text);
  if (iso !== null) return calendarDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const french = FRENCH_DATE.exec(text);
  if (french === null) return null;
  return calendarDay(Number(french[3]), Number(french[2]), Number(french[1] ?? 1));
}

function calendarDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : null;
}
