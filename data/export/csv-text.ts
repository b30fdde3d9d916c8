/** A field; null is an empty one. */
export type CsvValue = string | number | null;

/**
 * A CSV text as RFC 4180 has it: commas, CRLF, quotes where needed, decimal points, an empty field for null.
 * It begins with a byte order mark, without which spreadsheets take its accents for Latin-1.
 *
 * Text that a spreadsheet would run as a formula is disarmed with a leading apostrophe (OWASP, CSV injection).
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return BYTE_ORDER_MARK + [header, ...rows].map(csvLine).join("");
}

/** What such a text begins with. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** One line of it. */
export function csvLine(row: readonly CsvValue[]): string {
  return `${row.map(csvField).join(",")}\r\n`;
}

/** Told as text, but nothing to run: a longitude west of Greenwich. */
const PLAIN_NUMBER = /^-?\d+(?:[.,]\d+)?$/;

function csvField(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const isFormula = /^[=+\-@\t\r]/.test(value) && !PLAIN_NUMBER.test(value);
  const safe = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
