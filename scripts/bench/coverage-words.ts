const DECISECONDS_OF_CUTOFF = 30 * 60 * 10;

/**
 * The figure that cell times make, so that a log shows whether two engines answer alike.
 *
 * @param deciseconds by cell
 * @param people by cell
 */
export function coverageWords(deciseconds: ArrayLike<number>, people: ArrayLike<number>): string {
  let all = 0;
  let covered = 0;
  for (let cell = 0; cell < people.length; cell++) {
    all += people[cell];
    if (deciseconds[cell] <= DECISECONDS_OF_CUTOFF) covered += people[cell];
  }
  return `${((100 * covered) / all).toFixed(3)} % within 30 minutes`;
}
