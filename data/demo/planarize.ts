import type { Point } from "./plane.ts";
import { Raster } from "./raster.ts";
import type { RoadLine } from "./road-line.ts";
import type { MapWay, RoadMap } from "./road-map.ts";

/** Points nearer than this are one; a road that ends this near to another joins it. */
const SNAP_METERS = 11;
const VERTEX_SQUARE_METERS = 44;
const SEGMENT_SQUARE_METERS = 90;

interface Segment {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  /** Vertices on the segment, by their share of its length; null for none. */
  cuts: Cut[] | null;
}

interface Cut {
  readonly share: number;
  readonly vertex: number;
}

/**
 * Cuts lines where they cross, touch or overlap. Where two overlap, the earlier one in the list is kept.
 *
 * @param pinned points that are the first vertices, in this order
 */
export function planarize(lines: readonly RoadLine[], pinned: readonly Point[] = []): RoadMap {
  const box = boxOf(lines, pinned);
  const vertices = new Vertices(box);
  for (const point of pinned) vertices.at(point[0], point[1]);
  const segments: Segment[] = [];
  for (const [line, { points }] of lines.entries()) {
    let from = vertices.at(points[0][0], points[0][1]);
    for (let i = 1; i < points.length; i++) {
      const to = vertices.at(points[i][0], points[i][1]);
      if (from !== to) segments.push({ from, to, line, cuts: null });
      from = to;
    }
  }
  const buckets = new Buckets(box, segments.length);
  for (const [index, segment] of segments.entries()) {
    const [a, b] = [vertices.points[segment.from], vertices.points[segment.to]];
    for (const other of buckets.add(index, a, b)) meet(vertices, segment, segments[other]);
  }
  return {
    points: vertices.points,
    ways: toWays(lines, segments),
    vertexTags: new Map(),
    restrictions: [],
    shared: new Map(),
  };
}

type Box = readonly [west: number, south: number, east: number, north: number];

function boxOf(lines: readonly RoadLine[], pinned: readonly Point[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const points of [pinned, ...lines.map((line) => line.points)]) {
    for (const [x, y] of points) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return [west, south, east, north];
}

/** Every point once: asking for a place next to one that exists gives that one. */
class Vertices {
  readonly points: Point[] = [];
  readonly #raster: Raster;

  constructor(box: Box) {
    this.#raster = new Raster(box, VERTEX_SQUARE_METERS, SNAP_METERS);
  }

  at(x: number, y: number): number {
    const raster = this.#raster;
    const [east, north] = [raster.column(x + SNAP_METERS), raster.row(y + SNAP_METERS)];
    let best = -1;
    let bestMeters = SNAP_METERS;
    for (let column = raster.column(x - SNAP_METERS); column <= east; column++) {
      for (let row = raster.row(y - SNAP_METERS); row <= north; row++) {
        for (let entry = raster.first(column, row); entry !== -1; entry = raster.next(entry)) {
          const vertex = raster.item(entry);
          const [dx, dy] = [this.points[vertex][0] - x, this.points[vertex][1] - y];
          const meters = Math.sqrt(dx * dx + dy * dy);
          if (meters >= bestMeters) continue;
          best = vertex;
          bestMeters = meters;
        }
      }
    }
    if (best !== -1) return best;
    const vertex = this.points.push([x, y]) - 1;
    raster.append(raster.column(x), raster.row(y), vertex);
    return vertex;
  }
}

/** Segments by the squares of their boxes. */
class Buckets {
  readonly #raster: Raster;
  /** The segment that was last told of each one. */
  readonly #told: Int32Array;

  constructor(box: Box, segmentCount: number) {
    this.#raster = new Raster(box, SEGMENT_SQUARE_METERS, SNAP_METERS);
    this.#told = new Int32Array(segmentCount).fill(-1);
  }

  /** Adds a segment and returns those added before whose boxes share a square with it. */
  add(index: number, a: Point, b: Point): number[] {
    const raster = this.#raster;
    const near: number[] = [];
    const reach = SNAP_METERS;
    const [west, east] = [Math.min(a[0], b[0]) - reach, Math.max(a[0], b[0]) + reach];
    const [south, north] = [Math.min(a[1], b[1]) - reach, Math.max(a[1], b[1]) + reach];
    for (let column = raster.column(west); column <= raster.column(east); column++) {
      for (let row = raster.row(south); row <= raster.row(north); row++) {
        for (let entry = raster.first(column, row); entry !== -1; entry = raster.next(entry)) {
          const other = raster.item(entry);
          if (this.#told[other] === index) continue;
          this.#told[other] = index;
          near.push(other);
        }
        raster.append(column, row, index);
      }
    }
    return near;
  }
}

/** Notes on both segments the vertices that they share. */
function meet(vertices: Vertices, s: Segment, t: Segment): void {
  const { points } = vertices;
  let touches = touch(points, s, t.from);
  touches = touch(points, s, t.to) || touches;
  touches = touch(points, t, s.from) || touches;
  touches = touch(points, t, s.to) || touches;
  if (touches) return;
  if (s.from === t.from || s.from === t.to || s.to === t.from || s.to === t.to) return;
  const [a, b, c, d] = [points[s.from], points[s.to], points[t.from], points[t.to]];
  const across = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
  if (Math.abs(across) < 1e-6) return;
  const share = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / across;
  const other = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / across;
  if (share < 0 || share > 1 || other < 0 || other > 1) return;
  const vertex = vertices.at(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share);
  if (vertex !== s.from && vertex !== s.to) cut(s, share, vertex);
  if (vertex !== t.from && vertex !== t.to) cut(t, other, vertex);
}

/** Cuts a segment at a vertex that lies on it. */
function touch(points: readonly Point[], segment: Segment, vertex: number): boolean {
  const { from, to } = segment;
  if (vertex === from || vertex === to) return false;
  const a = points[from];
  const dx = points[to][0] - a[0];
  const dy = points[to][1] - a[1];
  const px = points[vertex][0] - a[0];
  const py = points[vertex][1] - a[1];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : (px * dx + py * dy) / squared;
  if (share <= 0 || share >= 1) return false;
  const x = px - share * dx;
  const y = py - share * dy;
  if (x * x + y * y >= SNAP_METERS * SNAP_METERS) return false;
  cut(segment, share, vertex);
  return true;
}

function cut(segment: Segment, share: number, vertex: number): void {
  if (segment.cuts === null) segment.cuts = [{ share, vertex }];
  else segment.cuts.push({ share, vertex });
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
    cuts?.sort((a, b) => a.share - b.share || a.vertex - b.vertex);
    let at = from;
    for (let i = 0; i <= (cuts?.length ?? 0); i++) {
      const next = cuts?.[i]?.vertex ?? to;
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
