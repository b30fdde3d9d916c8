import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";

/** The point so many metres along a line, and the line's direction there. */
export function along(points: readonly Point[], station: number): { point: Point; direction: Point } {
  let left = station;
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1], points[i]];
    const meters = distance(a, b);
    if (left > meters && i < points.length - 1) {
      left -= meters;
      continue;
    }
    const direction: Point = [(b[0] - a[0]) / meters, (b[1] - a[1]) / meters];
    return { point: [a[0] + direction[0] * left, a[1] + direction[1] * left], direction };
  }
  throw new Error(`a line of ${points.length} points has no station ${station}`);
}

/** To the left of a direction; to the right where metres are negative. */
export function offset([x, y]: Point, direction: Point, meters: number): Point {
  return [x - direction[1] * meters, y + direction[0] * meters];
}

/** Stations of a line's own points, some metres away from both bounds. */
export function innerStations(points: readonly Point[], first: number, last: number): number[] {
  const stations: number[] = [];
  let station = 0;
  for (let i = 1; i < points.length; i++) {
    station += distance(points[i - 1], points[i]);
    if (station > first + 40 && station < last - 40) stations.push(station);
  }
  return stations;
}
