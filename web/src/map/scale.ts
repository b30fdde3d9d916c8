import type { Palette } from "./palette.ts";

/** Upper bounds of the classes of travel time, minutes: finer where the question is, coarser beyond. */
export const CLASS_BOUNDS: readonly number[] = [5, 10, 15, 20, 30, 45, 60];

/** One line of the legend. */
export interface ScaleClass {
  readonly fromMinutes: number;
  readonly toMinutes: number;
  readonly color: string;
}

/** The classes that a threshold leaves covered; the last one is cut at the threshold. */
export function coveredClasses(palette: Palette, thresholdMinutes: number): ScaleClass[] {
  const classes: ScaleClass[] = [];
  let fromMinutes = 0;
  for (const [index, bound] of CLASS_BOUNDS.entries()) {
    if (fromMinutes >= thresholdMinutes) break;
    const color = palette.times[index];
    if (color === undefined) throw new Error(`Got ${palette.times.length} colours, expected one a class.`);
    classes.push({ fromMinutes, toMinutes: Math.min(bound, thresholdMinutes), color });
    fromMinutes = bound;
  }
  return classes;
}

/** Bounds of the classes of shares, 0 to 1: finer where territories differ. A class holds its lower bound. */
export const SHARE_BOUNDS: readonly number[] = [0.5, 0.75, 0.9, 0.95, 0.99];

/** One line of the legend of shares. */
export interface ShareClass {
  readonly from: number;
  readonly to: number;
  readonly color: string;
}

/** The classes of shares, the best covered first. */
export function shareClasses(palette: Palette): ShareClass[] {
  const bounds = [0, ...SHARE_BOUNDS, 1];
  return palette.shares
    .map((color, index) => ({ from: bounds[index] ?? 0, to: bounds[index + 1] ?? 1, color }))
    .reverse();
}
