import { planeMeters, longitudeScale, METERS_PER_MICRODEGREE } from "../geo/distance.ts";
import { NO_EDGE } from "../model/network.ts";
import type { EdgeSearch } from "../routing/edge-search.ts";
import type { Seeds } from "../routing/seeds.ts";

/** Travel times on a regular grid: what an isochrone is drawn from. Row by row from the south-west. */
export interface Surface {
  readonly columns: number;
  readonly rows: number;
  /** Microdegrees of the south-west vertex, and from one vertex to the next. */
  readonly west: number;
  readonly south: number;
  readonly stepLon: number;
  readonly stepLat: number;
  /** Deciseconds at each vertex, Infinity where no road is near. */
  readonly deciseconds: Float32Array;
}

/** Grain: the side of the census cells that isochrones are compared with. */
export const GRAIN_METERS = 200;
/** How far from a road its time still counts, on foot: half the diagonal of a cell, and a little more. */
const OFF_ROAD_METERS = 250;
const OFF_ROAD_KMH = 5;
/** Distance between two samples along a road: well under the grain. */
const SAMPLE_METERS = 50;
/** A surface larger than this takes a coarser grain. */
const MAX_VERTICES = 4_000_000;

/**
 * Lays the times along all roads that a search has reached on a grid: each vertex gets the least time over the
 * roads around it plus the walk from there. O(length of roads reached + vertices).
 *
 * @returns null where nothing is reached
 */
export function timeSurface(search: EdgeSearch, seeds: Seeds, maxDeciseconds: number): Surface | null {
  const stretches = reachedStretches(search, seeds, maxDeciseconds);
  const frame = frameOf(search, stretches);
  if (frame === null) return null;
  const surface: Surface = {
    ...frame,
    deciseconds: new Float32Array(frame.columns * frame.rows).fill(Infinity),
  };
  for (const stretch of stretches)
    samplePoints(search, stretch, maxDeciseconds, (lon, lat, time) => spread(surface, lon, lat, time));
  return surface;
}

/** Part of an edge with the time at both of its ends; time is linear in between. */
interface Stretch {
  readonly edge: number;
  readonly fromFraction: number;
  readonly toFraction: number;
  readonly fromTime: number;
  readonly toTime: number;
}

function reachedStretches(search: EdgeSearch, seeds: Seeds, maxDeciseconds: number): Stretch[] {
  const { network, durations, direction } = search;
  const stretches: Stretch[] = [];
  for (const edge of search.reached) {
    if (durations[edge] > maxDeciseconds) continue;
    const near = durations[edge];
    const far = near + network.edgeDurations[edge];
    const [fromTime, toTime] = direction === "arrival" ? [far, near] : [near, far];
    stretches.push({ edge, fromFraction: 0, toFraction: 1, fromTime, toTime });
  }
  for (let slot = 0; slot < seeds.edges.length; slot++) {
    const edge = seeds.edges[slot];
    const at = seeds.fractions[slot];
    const duration = network.edgeDurations[edge];
    if (direction === "arrival") {
      stretches.push({ edge, fromFraction: 0, toFraction: at, fromTime: at * duration, toTime: 0 });
    } else {
      stretches.push({ edge, fromFraction: at, toFraction: 1, fromTime: 0, toTime: (1 - at) * duration });
    }
  }
  return stretches;
}

function frameOf(search: EdgeSearch, stretches: readonly Stretch[]): Omit<Surface, "deciseconds"> | null {
  const { shapeLons, shapeLats, shapeOffsets, edgeShapes } = search.network;
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (const { edge } of stretches) {
    if (edge === NO_EDGE) continue;
    const shape = edgeShapes[edge] >> 1;
    for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1]; i++) {
      west = Math.min(west, shapeLons[i]);
      east = Math.max(east, shapeLons[i]);
      south = Math.min(south, shapeLats[i]);
      north = Math.max(north, shapeLats[i]);
    }
  }
  if (west > east) return null;
  const scale = longitudeScale((south + north) / 2);
  const height = (north - south) * METERS_PER_MICRODEGREE;
  const width = (east - west) * METERS_PER_MICRODEGREE * scale;
  const grain = Math.max(GRAIN_METERS, Math.sqrt((height * width) / MAX_VERTICES));
  const stepLat = grain / METERS_PER_MICRODEGREE;
  const stepLon = stepLat / scale;
  // Two empty vertices all around, so that every contour closes inside the frame.
  const margin = 2 + Math.ceil(OFF_ROAD_METERS / grain);
  return {
    columns: Math.ceil((east - west) / stepLon) + 1 + 2 * margin,
    rows: Math.ceil((north - south) / stepLat) + 1 + 2 * margin,
    west: west - margin * stepLon,
    south: south - margin * stepLat,
    stepLon,
    stepLat,
  };
}

function samplePoints(
  search: EdgeSearch,
  stretch: Stretch,
  maxDeciseconds: number,
  visit: (lon: number, lat: number, time: number) => void,
): void {
  const { shapeLons, shapeLats, shapeOffsets, edgeShapes, edgeLengths } = search.network;
  const { edge, fromFraction, toFraction, fromTime, toTime } = stretch;
  const shape = edgeShapes[edge] >> 1;
  const isAgainst = (edgeShapes[edge] & 1) === 1;
  const length = Math.max(edgeLengths[edge], 1e-3);
  const span = Math.max(toFraction - fromFraction, 1e-9);
  let driven = 0;
  for (let i = shapeOffsets[shape]; i < shapeOffsets[shape + 1] - 1; i++) {
    const meters = planeMeters(shapeLons[i], shapeLats[i], shapeLons[i + 1], shapeLats[i + 1]);
    const samples = Math.max(1, Math.ceil(meters / SAMPLE_METERS));
    for (let sample = 0; sample <= samples; sample++) {
      const t = sample / samples;
      const along = Math.min(1, (driven + meters * t) / length);
      const fraction = isAgainst ? 1 - along : along;
      if (fraction < fromFraction || fraction > toFraction) continue;
      const time = fromTime + ((toTime - fromTime) * (fraction - fromFraction)) / span;
      if (time > maxDeciseconds) continue;
      visit(
        shapeLons[i] + (shapeLons[i + 1] - shapeLons[i]) * t,
        shapeLats[i] + (shapeLats[i + 1] - shapeLats[i]) * t,
        time,
      );
    }
    driven += meters;
  }
}

const DECISECONDS_PER_METER_ON_FOOT = 36 / OFF_ROAD_KMH;

/** Offers a time on the road to the vertices around, with the walk to each. */
function spread(surface: Surface, lon: number, lat: number, time: number): void {
  const { columns, west, south, stepLon, stepLat, deciseconds } = surface;
  const grain = stepLat * METERS_PER_MICRODEGREE;
  const column = (lon - west) / stepLon;
  const row = (lat - south) / stepLat;
  const reach = Math.max(OFF_ROAD_METERS / grain, 1);
  for (let r = Math.ceil(row - reach); r <= row + reach; r++) {
    for (let c = Math.ceil(column - reach); c <= column + reach; c++) {
      const steps = Math.hypot(r - row, c - column);
      if (steps > reach) continue;
      const there = time + steps * grain * DECISECONDS_PER_METER_ON_FOOT;
      const vertex = r * columns + c;
      if (there < deciseconds[vertex]) deciseconds[vertex] = there;
    }
  }
}
