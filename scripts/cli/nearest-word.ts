/** One slip of the fingers for every so many letters. */
const LETTERS_PER_SLIP = 3;

/**
 * The known word that was probably meant: the one within the fewest slips of the fingers (a letter missing, added,
 * changed, or two swapped), one slip for every three letters; null where none is that near.
 */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  const limit = Math.max(1, Math.floor(typed.length / LETTERS_PER_SLIP));
  const ranked = known
    .map((word) => ({ word, slips: slipsBetween(typed.toLowerCase(), word.toLowerCase()) }))
    .filter(({ slips }) => slips <= limit)
    .sort((a, b) => a.slips - b.slips);
  return ranked.at(0)?.word ?? null;
}

/** `, did you mean "gaps"?`, or nothing. */
export function suggestion(typed: string, known: readonly string[]): string {
  const word = nearestWord(typed, known);
  return word === null ? "" : `, did you mean "${word}"?`;
}

/** Optimal string alignment: edits and swaps of neighbours. O(a · b). */
function slipsBetween(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(changed, last[j] + 1, row[j - 1] + 1);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
