import { toSegment } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { RoadLine } from "./road-line.ts";
import type { MapWay, RoadMap } from "./road-map.ts";

/** Points nearer than this are one; a road that ends this near to another joins it. */
const SNAP_METERS = 11;
const BUCKET_METERS = 90;

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  /** Vertices on the segment, by their share of its length. */
  readonly cuts: { share: number; vertex: number }[];
}

/**
 * Cuts lines where they cross, touch or overlap. Where two overlap, the earlier one in the list is kept.
 *
 * @param pinned points that are the first vertices, in this order
 */
export function planarize(lines: readonly RoadLine[], pinned: readonly Point[] = []): RoadMap {
  const vertices = new Vertices();
  for (const point of pinned) vertices.at(point);
  const segments: Segment[] = [];
  for (const [line, { points }] of lines.entries()) {
    for (let i = 1; i < points.length; i++) {
      const [from, to] = [vertices.at(points[i - 1]), vertices.at(points[i])];
      if (from !== to) segments.push({ from, to, line, cuts: [] });
    }
  }
  const buckets = new Buckets(segments.length);
  for (const [index, segment] of segments.entries()) {
    const [a, b] = [vertices.points[segment.from], vertices.points[segment.to]];
    for (const other of buckets.add(index, a, b)) meet(vertices, segment, segments[other]);
  }
  return { points: vertices.points, ways: toWays(lines, segments), vertexTags: new Map(), restrictions: [] };
}

/** Every point once: asking for a place next to one that exists gives that one. */
class Vertices {
  readonly points: Point[] = [];
  /** The last vertex of each square, and the one before it there: -1 ends the list. */
  readonly #lastOf = new Map<number, number>();
  readonly #before: number[] = [];

  at(point: Point): number {
    const column = Math.floor(point[0] / SNAP_METERS);
    const row = Math.floor(point[1] / SNAP_METERS);
    let best = -1;
    let bestMeters = SNAP_METERS;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        let vertex = this.#lastOf.get(squareKey(column + dx, row + dy)) ?? -1;
        for (; vertex !== -1; vertex = this.#before[vertex]) {
          const [x, y] = this.points[vertex];
          const meters = Math.sqrt((x - point[0]) ** 2 + (y - point[1]) ** 2);
          if (meters >= bestMeters) continue;
          best = vertex;
          bestMeters = meters;
        }
      }
    }
    if (best !== -1) return best;
    const key = squareKey(column, row);
    const vertex = this.points.push(point) - 1;
    this.#before.push(this.#lastOf.get(key) ?? -1);
    this.#lastOf.set(key, vertex);
    return vertex;
  }
}

/** One number for a square; both coordinates within ±2^20. */
function squareKey(column: number, row: number): number {
  return column * 0x200000 + row;
}

/** Segments by the squares of their boxes. */
class Buckets {
  readonly #segments = new Map<number, number[]>();
  /** The segment that was last told of each one. */
  readonly #told: Int32Array;

  constructor(capacity: number) {
    this.#told = new Int32Array(capacity).fill(-1);
  }

  /** Adds a segment and returns those added before whose boxes share a square with it. */
  add(index: number, a: Point, b: Point): number[] {
    const near: number[] = [];
    const reach = SNAP_METERS;
    const [west, east] = [Math.min(a[0], b[0]) - reach, Math.max(a[0], b[0]) + reach];
    const [south, north] = [Math.min(a[1], b[1]) - reach, Math.max(a[1], b[1]) + reach];
    for (let column = Math.floor(west / BUCKET_METERS); column * BUCKET_METERS <= east; column++) {
      for (let row = Math.floor(south / BUCKET_METERS); row * BUCKET_METERS <= north; row++) {
        const key = squareKey(column, row);
        const bucket = this.#segments.get(key);
        if (bucket === undefined) {
          this.#segments.set(key, [index]);
          continue;
        }
        for (const other of bucket) {
          if (this.#told[other] === index) continue;
          this.#told[other] = index;
          near.push(other);
        }
        bucket.push(index);
      }
    }
    return near;
  }
}

/** Notes on both segments the vertices that they share. */
function meet(vertices: Vertices, s: Segment, t: Segment): void {
  const { points } = vertices;
  const touched = [
    touch(points, s, t.from),
    touch(points, s, t.to),
    touch(points, t, s.from),
    touch(points, t, s.to),
  ];
  if (touched.includes(true)) return;
  if (s.from === t.from || s.from === t.to || s.to === t.from || s.to === t.to) return;
  const [a, b, c, d] = [points[s.from], points[s.to], points[t.from], points[t.to]];
  const across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (Math.abs(across) < 1e-6) return;
  const share = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across;
  const other = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across;
  if (share < 0 || share > 1 || other < 0 || other > 1) return;
  const vertex = vertices.at([a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share]);
  if (vertex !== s.from && vertex !== s.to) s.cuts.push({ share, vertex });
  if (vertex !== t.from && vertex !== t.to) t.cuts.push({ share: other, vertex });
}

/** Cuts a segment at a vertex that lies on it. */
function touch(points: readonly Point[], segment: Segment, vertex: number): boolean {
  if (vertex === segment.from || vertex === segment.to) return false;
  const { meters, share } = toSegment(points[vertex], points[segment.from], points[segment.to]);
  if (meters >= SNAP_METERS || share <= 0 || share >= 1) return false;
  segment.cuts.push({ share, vertex });
  return true;
}

function toWays(lines: readonly RoadLine[], segments: readonly Segment[]): MapWay[] {
  const drawn = new Set<number>();
  const ways: MapWay[] = [];
  let current: MapWay | null = null;
  let currentLine = -1;
  for (const { from, to, line, cuts } of segments) {
    const { highway, tags } = lines[line];
    if (line !== currentLine) current = null;
    currentLine = line;
    cuts.sort((a, b) => a.share - b.share || a.vertex - b.vertex);
    let at = from;
    for (const next of [...cuts.map((cut) => cut.vertex), to]) {
      if (next === at) continue;
      const key = Math.min(at, next) * 0x4000000 + Math.max(at, next);
      if (drawn.has(key)) {
        current = null;
      } else {
        drawn.add(key);
        if (current === null || current.vertices.at(-1) !== at) {
          current = { vertices: [at], highway, tags: { ...tags } };
          ways.push(current);
        }
        current.vertices.push(next);
      }
      at = next;
    }
  }
  return ways;
}
