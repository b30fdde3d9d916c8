import { type LineSet, LineSetBuilder, lineCount } from "./line-set.ts";
import { PairTable } from "../../../isochrones/geo/pair-table.ts";

/**
 * Joins lines of one kind that meet end to end at a point where no other line ends, so that simplifying may take that
 * point away. Where three or more ends meet, or kinds change, the point stays an end. O(points).
 */
export function stitchLines(lines: LineSet): LineSet {
  const partners = findPartners(lines);
  const isDone = new Uint8Array(lineCount(lines));
  const stitched = new LineSetBuilder();
  for (let line = 0; line < isDone.length; line++) {
    if (isDone[line] === 1) continue;
    // From the first line of the chain, so that all of it is walked in one go.
    let end = firstEnd(partners, 2 * line);
    for (;;) {
      const current = end >>> 1;
      if (isDone[current] === 1) break;
      isDone[current] = 1;
      copyLine(lines, current, (end & 1) === 1, stitched);
      const next = partners[end ^ 1];
      if (next === NONE) break;
      end = next;
    }
    stitched.endLine(lines.kinds[line]);
  }
  return stitched.finish();
}

const NONE = 0xffffffff;

/** For each end (`2 * line`, and one more for its last point) the one that continues it. */
function findPartners({ kinds, offsets, xs, ys }: LineSet): Uint32Array {
  const endCount = 2 * kinds.length;
  const places = new PairTable(endCount);
  const placeOfEnd = new Uint32Array(endCount);
  const degrees = new Uint8Array(endCount);
  const lastEndAt = new Uint32Array(endCount).fill(NONE);
  const partners = new Uint32Array(endCount).fill(NONE);
  for (let end = 0; end < endCount; end++) {
    const point = (end & 1) === 0 ? offsets[end >>> 1] : offsets[(end >>> 1) + 1] - 1;
    const place = places.add(xs[point], ys[point]);
    placeOfEnd[end] = place;
    degrees[place] = Math.min(degrees[place] + 1, 3);
  }
  for (let end = 0; end < endCount; end++) {
    const place = placeOfEnd[end];
    if (degrees[place] !== 2) continue;
    const other = lastEndAt[place];
    lastEndAt[place] = end;
    if (other === NONE || kinds[other >>> 1] !== kinds[end >>> 1]) continue;
    partners[end] = other;
    partners[other] = end;
  }
  return partners;
}

/** Goes back from an end to where its chain begins; a chain that is a ring begins anywhere. */
function firstEnd(partners: Uint32Array, from: number): number {
  let end = from;
  for (let before = partners[end]; before !== NONE; before = partners[end]) {
    end = before ^ 1;
    if (end === from) return from;
  }
  return end;
}

function copyLine(lines: LineSet, line: number, backwards: boolean, into: LineSetBuilder): void {
  const first = lines.offsets[line];
  const last = lines.offsets[line + 1] - 1;
  if (backwards) for (let i = last; i >= first; i--) into.pointIfNew(lines.xs[i], lines.ys[i]);
  else for (let i = first; i <= last; i++) into.pointIfNew(lines.xs[i], lines.ys[i]);
}
