import { planeMeters } from "../../isochrones/geo/distance.ts";
import type { Network } from "../../isochrones/model/network.ts";
import type { Leg } from "../../isochrones/routing/route.ts";
import { partOf } from "../../isochrones/routing/seeds.ts";
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
      followEdge(network, edge, from, to, path);
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

function followEdge(network: Network, edge: number, from: number, to: number, path: GrowingPath): void {
  const shape = shapeOf(network, edge);
  const { lons, lats, fractions, osmNodeIds } = shape;
  const duration = (fraction: number): number => partOf(network.edgeDurations[edge], fraction - from);
  const weight = (fraction: number): number => partOf(network.edgeWeights[edge], fraction - from);
  const begin = segmentAt(shape, from);
  if (path.points.length === 0) {
    path.points.push(pointAt(shape, from));
    path.osmNodeIds.push(osmNodeIds[begin]);
  }
  let here = from;
  for (let i = begin; i < fractions.length - 1 && (i === begin || fractions[i] < to); i++) {
    const next = Math.min(fractions[i + 1], to);
    const point = next === to ? pointAt(shape, to) : ([lons[i + 1], lats[i + 1]] as const);
    const [lastLon, lastLat] = path.points[path.points.length - 1];
    path.segments.push({
      meters: planeMeters(lastLon, lastLat, point[0], point[1]),
      duration: duration(next) - duration(here),
      weight: weight(next) - weight(here),
    });
    path.points.push(point);
    path.osmNodeIds.push(osmNodeIds[i + 1]);
    here = next;
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
