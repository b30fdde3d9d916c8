/** What a terminal shows without folding, and a mail without ugliness. */
export const LINE_LETTERS = 100;
/** Letters as people count them: an accent is no letter of its own. */
const graphemes = new Intl.Segmenter("fr");
const GUTTER = "  ";
/** A column is not made narrower than that. */
const LEAST_LETTERS = 12;

/** The beginning of a text, with … where it goes on. */
export function shortened(text: string, letters: number): string {
  const all = Array.from(graphemes.segment(text), ({ segment }) => segment);
  return all.length <= letters
    ? text
    : `${all
        .slice(0, letters - 1)
        .join("")
        .trimEnd()}…`;
}

/**
 * Rows as aligned columns, in lines of at most `LINE_LETTERS`: text columns to the left and shortened where the
 * line is too long, the widest first; the others, numbers, to the right and whole.
 *
 * @param textColumns numbers of the columns of text, from 0
 */
export function table(rows: readonly (readonly string[])[], textColumns: readonly number[] = [0]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => lettersIn(row[column]))));
  const room = LINE_LETTERS - GUTTER.length * (widths.length - 1);
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const widest = textColumns.reduce((best, column) => (widths[column] > widths[best] ? column : best));
    if (widths[widest] <= LEAST_LETTERS) break;
    widths[widest]--;
  }
  const cellText = (text: string, column: number): string => {
    const isText = textColumns.includes(column);
    const shown = isText ? shortened(text, widths[column]) : text;
    const padding = " ".repeat(Math.max(0, widths[column] - lettersIn(shown)));
    return isText ? shown + padding : padding + shown;
  };
  return rows.map((row) => row.map(cellText).join(GUTTER).trimEnd()).join("\n");
}

/** A text folded between words into lines of at most `LINE_LETTERS`; lines after the first begin with `indent`. */
export function folded(text: string, indent = ""): string {
  const lines: string[] = [];
  let line = "";
  // Spaces that begin the text are its own indent.
  for (const word of text.split(/(?<=\S) /u)) {
    if (line !== "" && lettersIn(line) + 1 + lettersIn(word) > LINE_LETTERS) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join("\n");
}

function lettersIn(text: string): number {
  return Array.from(graphemes.segment(text)).length;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
