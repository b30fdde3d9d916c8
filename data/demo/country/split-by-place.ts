import type { Point } from "../plane.ts";

/**
 * Splits points into groups of neighbours, as equal in number as can be: halves across the longer side, again and
 * again.
 *
 * @returns indices of the points of each group, none empty where there are points enough
 */
export function splitByPlace(points: readonly Point[], groupCount: number): number[][] {
  return split([...points.keys()], groupCount);

  function split(members: number[], count: number): number[][] {
    if (count <= 1 || members.length <= 1) return [members];
    const axis = extent(members, 0) >= extent(members, 1) ? 0 : 1;
    const sorted = members.toSorted((a, b) => points[a][axis] - points[b][axis] || a - b);
    const low = Math.floor(count / 2);
    const cut = Math.min(sorted.length - 1, Math.max(1, Math.round((sorted.length * low) / count)));
    return [...split(sorted.slice(0, cut), low), ...split(sorted.slice(cut), count - low)];
  }

  function extent(members: readonly number[], axis: 0 | 1): number {
    let [low, high] = [Infinity, -Infinity];
    for (const member of members) {
      low = Math.min(low, points[member][axis]);
      high = Math.max(high, points[member][axis]);
    }
    return high - low;
  }
}
