type CsvValue = string | number | null;

/**
 * A CSV text as RFC 4180 has it: commas, CRLF, quotes where needed, decimal points, an empty field for null.
 * It begins with a byte order mark, without which spreadsheets take its accents for Latin-1.
 *
 * Text that a spreadsheet would run as a formula is disarmed with a leading apostrophe (OWASP, CSV injection).
 */
export function csvText(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\uFEFF${[header, ...rows].map((row) => `${row.map(csvField).join(",")}\r\n`).join("")}`;
}

function csvField(value: CsvValue): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
