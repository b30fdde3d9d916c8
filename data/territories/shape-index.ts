import Flatbush from "flatbush";

import { longitudeScale, METERS_PER_MICRODEGREE, MICRODEGREES } from "../../isochrones/geo/distance.ts";
import type { CommuneShape } from "../../isochrones/model/dataset.ts";

/** No shape holds the point, or none is near enough. */
export const NO_SHAPE = -1;

const METERS_PER_DEGREE = METERS_PER_MICRODEGREE * MICRODEGREES;
/** Edges that a slab should hold on average: few to test, few slabs to keep. */
const EDGES_PER_SLAB = 4;

/** Edges of one polygon by bands of latitude, so that a point is tested against its own band only. */
interface Slabs {
  readonly south: number;
  readonly slabsPerDegree: number;
  readonly last: number;
  /** Edges of slab s: `edges[offsets[s] .. offsets[s + 1])`, each the index of its first point. */
  readonly offsets: Uint32Array;
  readonly edges: Uint32Array;
}

/**
 * Finds the shape that holds a point, in about a microsecond: a flatbush over the boxes of the polygons, then
 * the even-odd rule over the few edges at the point's latitude. Edges are straight in degrees, as GeoJSON has
 * them. On a border shared by two shapes, exactly one of them holds the
 * point, as long as both draw it through the same positions.
 */
export class ShapeIndex {
  readonly #polygonShapes: number[] = [];
  /** Points of polygon p: `#offsets[p]` up to `#offsets[p + 1]`; a ring ends where it comes back to its start. */
  readonly #offsets: number[] = [0];
  readonly #lons: Float64Array;
  readonly #lats: Float64Array;
  /** 1 where a point begins an edge, 0 on the last of a ring. */
  readonly #isEdge: Uint8Array;
  readonly #boxes: Flatbush | null;
  readonly #boxAreas: number[] = [];
  readonly #slabs: (Slabs | undefined)[] = [];
  readonly #polygonsOfShape: number[][];

  constructor(shapes: readonly CommuneShape[]) {
    let pointCount = 0;
    let polygonCount = 0;
    for (const shape of shapes) {
      polygonCount += shape.length;
      for (const polygon of shape) for (const ring of polygon) pointCount += ring.length;
    }
    this.#lons = new Float64Array(pointCount);
    this.#lats = new Float64Array(pointCount);
    this.#isEdge = new Uint8Array(pointCount);
    this.#polygonsOfShape = shapes.map(() => []);
    this.#boxes = polygonCount === 0 ? null : new Flatbush(polygonCount);
    shapes.forEach((shape, shapeIndex) => {
      for (const polygon of shape) this.#addPolygon(polygon, shapeIndex);
    });
    this.#boxes?.finish();
  }

  /** The shape that holds the point; where several do (a city and its arrondissement), the smallest by its box. */
  locate(lon: number, lat: number): number {
    let found = NO_SHAPE;
    let area = Infinity;
    for (const polygon of this.#boxes?.search(lon, lat, lon, lat) ?? []) {
      if (this.#boxAreas[polygon] >= area || !this.#polygonHolds(polygon, lon, lat)) continue;
      found = this.#polygonShapes[polygon];
      area = this.#boxAreas[polygon];
    }
    return found;
  }

  /** Does this very shape hold the point? */
  holds(shape: number, lon: number, lat: number): boolean {
    return this.#polygonsOfShape[shape].some((polygon) => this.#polygonHolds(polygon, lon, lat));
  }

  /** The shape whose outline is nearest to the point, within `limitMeters`; the first by index where equal. */
  nearest(lon: number, lat: number, limitMeters: number): number {
    const metersPerLon = METERS_PER_DEGREE * longitudeScale(lat * MICRODEGREES);
    const [reachLon, reachLat] = [limitMeters / metersPerLon, limitMeters / METERS_PER_DEGREE];
    const near = this.#boxes?.search(lon - reachLon, lat - reachLat, lon + reachLon, lat + reachLat) ?? [];
    let found = NO_SHAPE;
    let best = limitMeters * limitMeters;
    for (const polygon of near.sort((a, b) => a - b)) {
      const squared = this.#squaredDistance(polygon, lon, lat, metersPerLon);
      if (squared > best || (squared === best && found !== NO_SHAPE)) continue;
      best = squared;
      found = this.#polygonShapes[polygon];
    }
    return found;
  }

  #addPolygon(polygon: CommuneShape[number], shape: number): void {
    let at = this.#offsets[this.#offsets.length - 1];
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const ring of polygon) {
      for (const [lon, lat] of ring) {
        this.#lons[at] = lon;
        this.#lats[at] = lat;
        this.#isEdge[at++] = 1;
        west = Math.min(west, lon);
        south = Math.min(south, lat);
        east = Math.max(east, lon);
        north = Math.max(north, lat);
      }
      this.#isEdge[at - 1] = 0;
    }
    this.#polygonsOfShape[shape].push(this.#polygonShapes.length);
    this.#polygonShapes.push(shape);
    this.#offsets.push(at);
    this.#boxes?.add(west, south, east, north);
    this.#boxAreas.push((east - west) * (north - south));
  }

  #polygonHolds(polygon: number, lon: number, lat: number): boolean {
    const slabs = (this.#slabs[polygon] ??= this.#cutSlabs(polygon));
    const slab = slabOf(slabs, lat);
    if (slab < 0 || slab > slabs.last) return false;
    const [lons, lats, edges] = [this.#lons, this.#lats, slabs.edges];
    let inside = false;
    for (let i = slabs.offsets[slab]; i < slabs.offsets[slab + 1]; i++) {
      const edge = edges[i];
      // Half-open: a vertex at the point's latitude belongs to one of its two edges only.
      if (lats[edge] > lat === lats[edge + 1] > lat) continue;
      // Always upwards: the two shapes beside an edge then round its crossing alike.
      const low = lats[edge] < lats[edge + 1] ? edge : edge + 1;
      const high = edge + edge + 1 - low;
      const along = (lat - lats[low]) / (lats[high] - lats[low]);
      if (lon < lons[low] + along * (lons[high] - lons[low])) inside = !inside;
    }
    return inside;
  }

  #cutSlabs(polygon: number): Slabs {
    const [first, end] = [this.#offsets[polygon], this.#offsets[polygon + 1]];
    let [south, north] = [Infinity, -Infinity];
    for (let point = first; point < end; point++) {
      south = Math.min(south, this.#lats[point]);
      north = Math.max(north, this.#lats[point]);
    }
    const last = Math.max(0, Math.ceil((end - first) / EDGES_PER_SLAB) - 1);
    const slabsPerDegree = north > south ? last / (north - south) : 0;
    const frame = { south, slabsPerDegree, last };
    const offsets = new Uint32Array(last + 2);
    this.#forEachSlabEdge(first, end, frame, (slab) => void offsets[slab + 1]++);
    for (let slab = 0; slab <= last; slab++) offsets[slab + 1] += offsets[slab];
    const edges = new Uint32Array(offsets[last + 1]);
    const next = offsets.slice();
    this.#forEachSlabEdge(first, end, frame, (slab, edge) => void (edges[next[slab]++] = edge));
    return { ...frame, offsets, edges };
  }

  #forEachSlabEdge(
    first: number,
    end: number,
    frame: Pick<Slabs, "south" | "slabsPerDegree">,
    visit: (slab: number, edge: number) => void,
  ): void {
    for (let edge = first; edge < end; edge++) {
      if (this.#isEdge[edge] === 0) continue;
      const a = slabOf(frame, this.#lats[edge]);
      const b = slabOf(frame, this.#lats[edge + 1]);
      for (let slab = Math.min(a, b); slab <= Math.max(a, b); slab++) visit(slab, edge);
    }
  }

  /** From the point to the polygon's rings, square metres, on the plane that touches the earth at the point. */
  #squaredDistance(polygon: number, lon: number, lat: number, metersPerLon: number): number {
    let best = Infinity;
    for (let edge = this.#offsets[polygon]; edge < this.#offsets[polygon + 1]; edge++) {
      if (this.#isEdge[edge] === 0) continue;
      const ax = (this.#lons[edge] - lon) * metersPerLon;
      const ay = (this.#lats[edge] - lat) * METERS_PER_DEGREE;
      const dx = (this.#lons[edge + 1] - this.#lons[edge]) * metersPerLon;
      const dy = (this.#lats[edge + 1] - this.#lats[edge]) * METERS_PER_DEGREE;
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
      best = Math.min(best, (ax + along * dx) ** 2 + (ay + along * dy) ** 2);
    }
    return best;
  }
}

function slabOf(slabs: Pick<Slabs, "south" | "slabsPerDegree">, lat: number): number {
  return Math.floor((lat - slabs.south) * slabs.slabsPerDegree);
}
