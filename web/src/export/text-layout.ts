/** Where something goes: from the left in its row. */
export interface Placed {
  readonly x: number;
  readonly row: number;
}

/**
 * Breaks a text at its spaces into lines of at most a width; a word that is wider alone has a line of its own.
 *
 * @param measure width of a piece of text, in the unit of `width`
 */
export function wrapText(measure: (text: string) => number, text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  // Plain spaces only: those of numbers do not break.
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line === "" || measure(longer) <= width) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  if (line !== "") lines.push(line);
  return lines;
}

/** Lays things of given widths out in rows, in their order; one that is wider than a row has one of its own. */
export function flow(
  widths: readonly number[],
  rowWidth: number,
): { readonly items: readonly Placed[]; readonly rows: number } {
  const items: Placed[] = [];
  let x = 0;
  let row = 0;
  for (const width of widths) {
    if (x > 0 && x + width > rowWidth) {
      x = 0;
      row += 1;
    }
    items.push({ x, row });
    x += width;
  }
  return { items, rows: widths.length === 0 ? 0 : row + 1 };
}
