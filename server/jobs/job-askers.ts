/** So many of those who ask for a job are known apart. */
export const MOST_ASKERS = 100;
/** All others: a word that none of them can give, so that the job is not lost to them when one gives it up. */
const OTHERS = "*";

/** Those who ask for a job, with one more; the same list where that changes nothing. */
export function withAsker(askers: readonly string[], asker: string): readonly string[] {
  const noted = askers.includes(asker) || askers.length < MOST_ASKERS ? asker : OTHERS;
  return askers.includes(noted) ? askers : [...askers, noted];
}
