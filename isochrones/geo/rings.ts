/** A closed ring in plane or degree coordinates: first and last position are the same. */
export type Ring = [number, number][];

/** Twice the signed area of a ring: positive when it runs counter-clockwise. */
export function doubleArea(ring: Ring): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    // Relative to the first position, or far coordinates would eat the digits of small rings.
    const ax = ring[i][0] - ring[0][0];
    const ay = ring[i][1] - ring[0][1];
    const bx = ring[i + 1][0] - ring[0][0];
    const by = ring[i + 1][1] - ring[0][1];
    sum += ax * by - bx * ay;
  }
  return sum;
}

/** Is a point inside a ring? Even-odd rule; points on the border are on either side. */
export function isInRing(x: number, y: number, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[i];
    const [bx, by] = ring[j];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/**
 * Sorts rings into polygons: counter-clockwise rings are outlines, clockwise ones holes of the smallest outline
 * around them. A hole without an outline is dropped. O(outlines x holes).
 */
export function nestRings(rings: readonly Ring[]): Ring[][] {
  const outlines = rings
    .filter((ring) => doubleArea(ring) > 0)
    .map((ring) => ({ rings: [ring], area: doubleArea(ring), box: boxOf(ring) }))
    .sort((a, b) => a.area - b.area);
  for (const hole of rings) {
    if (doubleArea(hole) >= 0) continue;
    const [x, y] = innerPoint(hole);
    const parent = outlines.find(
      ({ rings: [outline], box }) =>
        x > box[0] && x < box[2] && y > box[1] && y < box[3] && isInRing(x, y, outline),
    );
    parent?.rings.push(hole);
  }
  return outlines.map(({ rings: polygon }) => polygon);
}

function boxOf(ring: Ring): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/**
 * A point just inside a clockwise ring, beside the middle of its longest side: its corners may lie on the
 * outline that it belongs to.
 */
function innerPoint(ring: Ring): [number, number] {
  let longest = 0;
  let best = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const length = Math.hypot(ring[i + 1][0] - ring[i][0], ring[i + 1][1] - ring[i][1]);
    if (length > longest) {
      longest = length;
      best = i;
    }
  }
  const [ax, ay] = ring[best];
  const [bx, by] = ring[best + 1];
  const inwards = 1e-6;
  return [(ax + bx) / 2 + (by - ay) * inwards, (ay + by) / 2 - (bx - ax) * inwards];
}
