/** Lines are flat `x, y` lists in tile units. */

/**
 * Drops the points that bend a line by less than a tolerance (Douglas and Peucker 1973). The ends stay, so
 * that lines which meet still do.
 */
export function simplifyLine(line: readonly number[], tolerance: number): number[] {
  const last = line.length / 2 - 1;
  const kept = new Uint8Array(last + 1);
  kept[0] = 1;
  kept[last] = 1;
  const pending = [[0, last]];
  for (let span = pending.pop(); span !== undefined; span = pending.pop()) {
    const [from, to] = span;
    const farthest = farthestPoint(line, from, to);
    if (farthest.distance <= tolerance) continue;
    kept[farthest.point] = 1;
    pending.push([from, farthest.point], [farthest.point, to]);
  }
  const simplified: number[] = [];
  for (let point = 0; point <= last; point++) {
    if (kept[point] === 1) simplified.push(line[2 * point], line[2 * point + 1]);
  }
  return simplified;
}

function farthestPoint(
  line: readonly number[],
  from: number,
  to: number,
): { point: number; distance: number } {
  let farthest = from;
  let most = -1;
  for (let point = from + 1; point < to; point++) {
    const distance = distanceToSegment(line, point, from, to);
    if (distance > most) {
      most = distance;
      farthest = point;
    }
  }
  return { point: farthest, distance: most };
}

function distanceToSegment(line: readonly number[], point: number, from: number, to: number): number {
  const startX = line[2 * from];
  const startY = line[2 * from + 1];
  const dx = line[2 * to] - startX;
  const dy = line[2 * to + 1] - startY;
  const px = line[2 * point] - startX;
  const py = line[2 * point + 1] - startY;
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
  return Math.hypot(px - along * dx, py - along * dy);
}

/** The parts of a line inside the square from `low` to `high` on both axes, cut at its sides. */
export function clipLine(line: readonly number[], low: number, high: number): number[][] {
  const parts: number[][] = [];
  let part: number[] = [];
  for (let i = 0; i + 3 < line.length; i += 2) {
    const inside = clipSegment(line[i], line[i + 1], line[i + 2], line[i + 3], low, high);
    if (inside === null) continue;
    const [x1, y1, x2, y2] = inside;
    const continues = part.length > 0 && part.at(-2) === x1 && part.at(-1) === y1;
    if (continues) part.push(x2, y2);
    else parts.push((part = [x1, y1, x2, y2]));
  }
  return parts;
}

/** Liang and Barsky 1984: the share of the segment between its latest entry and its earliest exit. */
function clipSegment(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  low: number,
  high: number,
): [number, number, number, number] | null {
  const dx = x2 - x1;
  const dy = y2 - y1;
  let enter = 0;
  let leave = 1;
  for (const [run, room] of [
    [-dx, x1 - low],
    [dx, high - x1],
    [-dy, y1 - low],
    [dy, high - y1],
  ]) {
    if (run === 0 && room < 0) return null;
    if (run < 0) enter = Math.max(enter, room / run);
    if (run > 0) leave = Math.min(leave, room / run);
  }
  if (enter > leave) return null;
  // Ends that are not cut keep their exact place, so that the next segment is seen to continue this one.
  const start = enter === 0 ? [x1, y1] : [x1 + enter * dx, y1 + enter * dy];
  const end = leave === 1 ? [x2, y2] : [x1 + leave * dx, y1 + leave * dy];
  return [start[0], start[1], end[0], end[1]];
}

/** Whole tile units, without points that fall on the one before; null for a line that shrinks to a point. */
export function roundLine(line: readonly number[]): number[] | null {
  const rounded: number[] = [];
  for (let i = 0; i < line.length; i += 2) {
    const x = Math.round(line[i]);
    const y = Math.round(line[i + 1]);
    if (i > 0 && rounded.at(-2) === x && rounded.at(-1) === y) continue;
    rounded.push(x, y);
  }
  return rounded.length < 4 ? null : rounded;
}
