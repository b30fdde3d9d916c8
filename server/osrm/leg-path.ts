import { planeMeters } from "../../isochrones/geo/distance.ts";
import type { Network } from "../../isochrones/model/network.ts";
import type { Leg } from "../../isochrones/routing/route.ts";
import { headOf, type Place, tailOf } from "../../isochrones/routing/places.ts";
import { segmentCostsOf } from "../../isochrones/graph/offsets.ts";
import { pointAt, segmentAt, shapeOf } from "./edge-shape.ts";

/** A leg of a route, segment by segment. */
export interface LegPath {
  /** Microdegrees; one more than segments. */
  readonly points: readonly (readonly [number, number])[];
  /** OSM nodes at the ends of the segments: those of whole segments where only a part is driven. */
  readonly osmNodeIds: readonly number[];
  readonly segments: readonly PathSegment[];
  /** At least one. */
  readonly stretches: readonly [Stretch, ...Stretch[]];
}

export interface PathSegment {
  readonly meters: number;
  /** Deciseconds, without turns. */
  readonly duration: number;
  readonly weight: number;
}

/** What is driven of one edge. */
export interface Stretch {
  readonly edge: number;
  /** Fractions of it between which it is driven. */
  readonly from: number;
  readonly to: number;
  /** Its segments: `first` up to `end`. */
  readonly first: number;
  readonly end: number;
  /** Turns between its segments and the next ones, deciseconds; the first has those before it too. */
  readonly turnDuration: number;
  readonly turnWeight: number;
}

/** Follows the shapes of a leg's edges. A leg that goes nowhere has one segment of no length. */
export function pathOf(network: Network, leg: Leg): LegPath {
  const path: GrowingPath = { points: [], osmNodeIds: [], segments: [] };
  const stretches: Stretch[] = [];
  const last = leg.edges.length - 1;
  // A leg may begin at the very end of an edge: its turn then belongs to what is driven next.
  let before = { turnDuration: 0, turnWeight: 0 };
  leg.edges.forEach((edge, index) => {
    const from = index === 0 ? leg.start.fraction : 0;
    const to = index === last ? leg.end.fraction : 1;
    const turn = turnBetween(network, edge, leg.edges[index + 1]);
    before = addTurns(before, turn);
    if (to === from && (index < last || stretches.length > 0)) {
      const driven = stretches.pop();
      if (driven === undefined) return;
      stretches.push({ ...driven, ...addTurns(driven, before) });
    } else {
      const first = path.segments.length;
      const start = index === 0 ? leg.start : tailOf(edge);
      followEdge(network, edge, start, index === last ? leg.end : headOf(network, edge), path);
      stretches.push({ edge, from, to, first, end: path.segments.length, ...before });
    }
    before = { turnDuration: 0, turnWeight: 0 };
  });
  const [first, ...rest] = stretches;
  return { ...path, stretches: [first, ...rest] };
}

type Turn = Pick<Stretch, "turnDuration" | "turnWeight">;

function addTurns(a: Turn, b: Turn): Turn {
  return { turnDuration: a.turnDuration + b.turnDuration, turnWeight: a.turnWeight + b.turnWeight };
}

interface GrowingPath {
  readonly points: (readonly [number, number])[];
  readonly osmNodeIds: number[];
  readonly segments: PathSegment[];
}

/** Adds the segments of an edge between two places on it. */
function followEdge(network: Network, edge: number, start: Place, end: Place, path: GrowingPath): void {
  const shape = shapeOf(network, edge);
  const { lons, lats, fractions, osmNodeIds } = shape;
  const costs = segmentCostsOf(network, edge);
  const begin = segmentAt(shape, start.fraction);
  if (path.points.length === 0) {
    path.points.push(pointAt(shape, start.fraction));
    path.osmNodeIds.push(osmNodeIds[begin]);
  }
  let [duration, weight] = [0, 0];
  for (let i = 0; i < fractions.length - 1 && (i <= begin || fractions[i] < end.fraction); i++) {
    const meters = planeMeters(lons[i], lats[i], lons[i + 1], lats[i + 1]);
    const [before, weightBefore] = [duration, weight];
    duration += costs.duration(meters);
    weight += costs.weight(meters);
    if (i < begin) continue;
    const isLast = end.fraction <= fractions[i + 1];
    const point = isLast ? pointAt(shape, end.fraction) : ([lons[i + 1], lats[i + 1]] as const);
    const [lastLon, lastLat] = path.points[path.points.length - 1];
    path.segments.push({
      meters: planeMeters(lastLon, lastLat, point[0], point[1]),
      duration: (isLast ? end.duration : duration) - Math.max(before, start.duration),
      weight: (isLast ? end.weight : weight) - Math.max(weightBefore, start.weight),
    });
    path.points.push(point);
    path.osmNodeIds.push(osmNodeIds[i + 1]);
  }
}

/** The turn from one edge into the road of the next. */
function turnBetween(
  { turnOffsets, turnTargets, turnClasses, turnClassDurations, turnClassWeights, edgeOriginals }: Network,
  from: number,
  to: number | undefined,
): Turn {
  for (let turn = turnOffsets[from]; to !== undefined && turn < turnOffsets[from + 1]; turn++) {
    const target = turnTargets[turn];
    if (target !== to && edgeOriginals[target] !== to) continue;
    const turnClass = turnClasses[turn];
    return { turnDuration: turnClassDurations[turnClass], turnWeight: turnClassWeights[turnClass] };
  }
  return { turnDuration: 0, turnWeight: 0 };
}
