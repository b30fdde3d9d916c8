/** Numbers as people read them in French, with plain spaces: terminals show narrow ones badly. */
function plainSpaces(text: string): string {
  return text.replace(/[\u00a0\u202f]/gu, " ");
}

const whole = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat("fr-FR", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const share = new Intl.NumberFormat("fr-FR", {
  style: "percent",
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});

export function count(value: number): string {
  return plainSpaces(whole.format(value));
}

export function minutes(value: number | null): string {
  return value === null ? "–" : `${plainSpaces(oneDecimal.format(value))} min`;
}

export function percent(value: number): string {
  return plainSpaces(share.format(value));
}

export function megabytes(bytes: number): string {
  return `${plainSpaces(oneDecimal.format(bytes / 1e6))} Mo`;
}

/** Largest resident memory of this process so far. */
export function megabytesOfMemory(): string {
  return megabytes(process.resourceUsage().maxRSS * 1024);
}

/** Rows as aligned columns; the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column])))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
