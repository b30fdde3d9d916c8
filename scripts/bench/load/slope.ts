/** How a value changes over time, by least squares. */
export interface Slope {
  /** Change of the value in one unit of time. */
  readonly perUnit: number;
  /** Between which the true one lies with 95 % confidence, if what is left is noise without memory. */
  readonly low: number;
  readonly high: number;
}

/** Of the normal distribution: 95 % lie within so many deviations. */
const Z = 1.959964;

/**
 * The straight line nearest to some points, and how sure its slope is (ordinary least squares, Student's t).
 *
 * @param values one for each unit of time, in order; three or more, or null comes back
 */
export function slopeOf(values: readonly number[]): Slope | null {
  const count = values.length;
  if (count < 3) return null;
  const middle = (count - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  let spread = 0;
  let shared = 0;
  for (const [time, value] of values.entries()) {
    spread += (time - middle) ** 2;
    shared += (time - middle) * (value - mean);
  }
  const perUnit = shared / spread;
  let left = 0;
  for (const [time, value] of values.entries()) left += (value - mean - perUnit * (time - middle)) ** 2;
  const reach = studentT(count - 2) * Math.sqrt(left / (count - 2) / spread);
  return { perUnit, low: perUnit - reach, high: perUnit + reach };
}

/**
 * The two-sided 95 % point of Student's t: exact for one and two degrees of freedom, by series of the normal one for more
 * (Abramowitz and Stegun 26.7.5; within 0.3 %).
 */
export function studentT(freedom: number): number {
  if (freedom === 1) return 12.7062;
  if (freedom === 2) return 4.30265;
  const terms = [
    (Z ** 3 + Z) / 4,
    (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96,
    (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384,
    (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92_160,
  ];
  return terms.reduce((sum, term, index) => sum + term / freedom ** (index + 1), Z);
}
