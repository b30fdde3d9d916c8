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
