/** Text of the data in a document: on one line, and nothing in it is taken for markup. */
export function textOf(text: string): string {
  return text
    .replace(/\s+/gu, " ")
    .trim()
    .replace(/[\\`*_[\]<>|#~]/gu, "\\$&");
}

/**
 * A table.
 *
 * @param textColumns how many columns from the left are text; the others are numbers, set to the right
 */
export function rows(
  header: readonly string[],
  cells: readonly (readonly string[])[],
  textColumns = header.length,
): string {
  const line = (parts: readonly string[]): string => `| ${parts.join(" | ")} |`;
  const rule = header.map((_, column) => (column < textColumns ? "---" : "---:"));
  return [line(header), line(rule), ...cells.map(line)].join("\n");
}
