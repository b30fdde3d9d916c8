/** Figures as they are told where there are many of them: shorter, and no less true. */

export function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

export function hundredths(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
