import { fromEnd } from "./lookup.ts";
import type { Point } from "./plane.ts";

/** A road as drawn, before it is cut where it meets others. */
export interface RoadLine {
  readonly points: readonly Point[];
  /** OSM class: `primary`, `residential`, `track` ... */
  readonly highway: string;
  /** What else its ways carry: name, ref, surface ... */
  readonly tags: Readonly<Record<string, string>>;
}

/** Rounds the corners of a line by cutting them (Chaikin 1974); its ends stay. */
export function roundCorners(points: readonly Point[], rounds: number): Point[] {
  let line = [...points];
  for (let round = 0; round < rounds && line.length > 2; round++) {
    const cut: Point[] = [line[0]];
    for (let i = 1; i < line.length; i++) {
      const [ax, ay] = line[i - 1];
      const [bx, by] = line[i];
      if (i > 1) cut.push([ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25]);
      if (i < line.length - 1) cut.push([ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75]);
    }
    cut.push(fromEnd(line));
    line = cut;
  }
  return line;
}

/** Leaves out the points that lie within some metres of the line without them (Douglas and Peucker 1973). */
export function simplify(points: readonly Point[], toleranceMeters: number): Point[] {
  const kept = new Uint8Array(points.length);
  kept[0] = 1;
  kept[points.length - 1] = 1;
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [first, last] = span;
    const [ax, ay] = points[first];
    const [bx, by] = points[last];
    const length = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
    let worst = -1;
    let worstMeters = toleranceMeters;
    for (let i = first + 1; i < last; i++) {
      const [x, y] = points[i];
      const cross = Math.abs((bx - ax) * (y - ay) - (by - ay) * (x - ax));
      // A closed span has no direction: distance from its end decides.
      const meters = length < 1 ? Math.sqrt((x - ax) ** 2 + (y - ay) ** 2) : cross / length;
      if (meters <= worstMeters) continue;
      worst = i;
      worstMeters = meters;
    }
    if (worst === -1) continue;
    kept[worst] = 1;
    spans.push([first, worst], [worst, last]);
  }
  return points.filter((_, index) => kept[index] === 1);
}

export function lineLength(points: readonly Point[]): number {
  let meters = 0;
  for (let i = 1; i < points.length; i++)
    meters += Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]);
  return meters;
}
