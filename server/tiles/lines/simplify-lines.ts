import { type LineSet, LineSetBuilder, lineCount } from "./line-set.ts";

/**
 * Marks the points of a line that simplifying keeps: its ends, and whatever bends it by more than the tolerance (Douglas
 * and Peucker 1973). The same as `simplifyLine`, on flat arrays: preparing a country simplifies ten million points.
 *
 * @param kept at least as long as the points; those from `first` to `last` are set to 0 or 1
 */
export function markKept(
  { xs, ys }: Pick<LineSet, "xs" | "ys">,
  first: number,
  last: number,
  tolerance: number,
  kept: Uint8Array,
): void {
  kept.fill(0, first, last + 1);
  kept[first] = 1;
  kept[last] = 1;
  const pending: number[] = [first, last];
  const toleranceSquared = tolerance * tolerance;
  while (pending.length > 0) {
    const to = pending.pop() ?? last;
    const from = pending.pop() ?? first;
    const dx = xs[to] - xs[from];
    const dy = ys[to] - ys[from];
    const lengthSquared = dx * dx + dy * dy;
    let farthest = -1;
    let most = toleranceSquared;
    for (let point = from + 1; point < to; point++) {
      const px = xs[point] - xs[from];
      const py = ys[point] - ys[from];
      const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / lengthSquared));
      const awayX = px - along * dx;
      const awayY = py - along * dy;
      const distanceSquared = awayX * awayX + awayY * awayY;
      if (distanceSquared <= most) continue;
      most = distanceSquared;
      farthest = point;
    }
    if (farthest < 0) continue;
    kept[farthest] = 1;
    pending.push(from, farthest, farthest, to);
  }
}

export interface SimplifyOptions {
  /** Units of the result. */
  readonly tolerance: number;
  /** How many units of the input one of the result has. */
  readonly shrink: number;
  /** Keeps lines that shrink to a point, so that each line keeps its number. */
  readonly keepsAll?: boolean;
}

/** Lines in larger units and with fewer points; their ends stay where they are, so that lines which meet still do. */
export function simplifyLines(
  lines: LineSet,
  { tolerance, shrink, keepsAll = false }: SimplifyOptions,
): LineSet {
  const { offsets, xs, ys, kinds, origins } = lines;
  const kept = new Uint8Array(xs.length);
  const simple = new LineSetBuilder();
  for (let line = 0; line < lineCount(lines); line++) {
    const first = offsets[line];
    const last = offsets[line + 1] - 1;
    markKept(lines, first, last, tolerance * shrink, kept);
    for (let point = first; point <= last; point++) {
      if (kept[point] === 1)
        simple.pointIfNew(Math.round(xs[point] / shrink), Math.round(ys[point] / shrink));
    }
    if (simple.pointCount < 2 && !keepsAll) simple.dropLine();
    else simple.endLine(kinds[line], origins[line]);
  }
  return simple.finish();
}
