export type CsvValue = string | number | null;

/** Begins a text with accents: without a byte order mark spreadsheets take them for Latin-1. */
export const BYTE_ORDER_MARK = "\uFEFF";

/** A CSV text with its byte order mark, of lines as `csvLine` writes them. */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `${BYTE_ORDER_MARK}${[header, ...rows].map(csvLine).join("")}`;
}

/**
 * A line of CSV as RFC 4180 has it: commas, CRLF, quotes where needed, decimal points, an empty field for null.
 *
 * Text that a spreadsheet would run as a formula is disarmed with a leading apostrophe (OWASP, CSV injection).
 */
export function csvLine(row: readonly CsvValue[]): string {
  return `${row.map(csvField).join(",")}\r\n`;
}

function csvField(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
