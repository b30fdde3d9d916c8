import { METERS_PER_MICRODEGREE } from "../../isochrones/geo/distance.ts";
import type { Network } from "../../isochrones/model/network.ts";
import type { Direction } from "../../isochrones/routing/edge-labels.ts";
import type { Seeds } from "../../isochrones/routing/seeds.ts";
import type { Surface } from "../../isochrones/isoline/surface.ts";

/** Metres off the road, and deciseconds that a metre on foot takes: 5 km/h. */
const REACH = 250;
const PACE = 36 / 5;

/** Times of edges, as a search finds them. */
export interface EdgeTimes {
  readonly network: Network;
  readonly direction: Direction;
  readonly durations: Uint32Array;
}

interface Piece {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly fromTime: number;
  readonly toTime: number;
}

/**
 * The time at each vertex of a surface, as it is defined: over every straight piece of every road that is driven, the
 * least of driving to a place within the time and walking from there. By search, vertex by vertex and piece by piece.
 *
 * A departure is looked at backwards: from the head of an edge, time falls to what has been driven up to its tail.
 *
 * @param durations what is left from the head of each edge, or driven up to its tail, `UNREACHED` without a way
 */
export function referenceTimes(
  surface: Surface,
  { network, direction, durations }: EdgeTimes,
  seeds: Seeds,
  maxDeciseconds: number,
): Float64Array {
  const pieces: Piece[] = [];
  for (let edge = 0; edge < network.edgeCount; edge++) {
    if (durations[edge] > maxDeciseconds) continue;
    pieces.push(...piecesOf(surface, network, direction, edge, durations[edge]));
  }
  seeds.edges.forEach((edge, slot) => {
    const share = direction === "arrival" ? 1 - seeds.fractions[slot] : seeds.fractions[slot];
    const behind = share * network.edgeDurations[edge];
    pieces.push(...piecesOf(surface, network, direction, edge, -behind).flatMap(untilArrival));
  });
  const times = new Float64Array(surface.columns * surface.rows).fill(Infinity);
  times.forEach((_, vertex) => {
    const at: [number, number] = [
      (vertex % surface.columns) * METERS_PER_MICRODEGREE * surface.stepLat,
      Math.floor(vertex / surface.columns) * METERS_PER_MICRODEGREE * surface.stepLat,
    ];
    for (const piece of pieces) times[vertex] = Math.min(times[vertex], leastOver(piece, at, maxDeciseconds));
  });
  return times;
}

/** Pieces of an edge in metres from the south-west, in the direction in which time falls, with the time at both ends. */
function piecesOf(
  surface: Surface,
  network: Network,
  direction: Direction,
  edge: number,
  left: number,
): Piece[] {
  const shape = network.edgeShapes[edge] >> 1;
  const points: [number, number][] = [];
  for (let i = network.shapeOffsets[shape]; i < network.shapeOffsets[shape + 1]; i++) {
    points.push([
      ((network.shapeLons[i] - surface.west) / surface.stepLon) * METERS_PER_MICRODEGREE * surface.stepLat,
      (network.shapeLats[i] - surface.south) * METERS_PER_MICRODEGREE,
    ]);
  }
  const isAgainst = (network.edgeShapes[edge] & 1) === 1;
  if (isAgainst === (direction === "arrival")) points.reverse();
  const lengths = points.slice(1).map(([x, y], i) => Math.hypot(x - points[i][0], y - points[i][1]));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  let driven = 0;
  return lengths.map((length, i) => {
    const timeAt = (meters: number): number => left + (1 - meters / total) * network.edgeDurations[edge];
    const piece = {
      from: points[i],
      to: points[i + 1],
      fromTime: timeAt(driven),
      toTime: timeAt(driven + length),
    };
    driven += length;
    return piece;
  });
}

/** What of a piece is driven before the time is up: none, some or all. */
function untilArrival(piece: Piece): Piece[] {
  // A point at the very beginning of its edge is reached there.
  if (piece.fromTime < -1e-9) return [];
  if (piece.toTime >= 0) return [piece];
  const share = piece.fromTime / (piece.fromTime - piece.toTime);
  return [{ ...piece, to: placeOn(piece, share), toTime: 0 }];
}

function placeOn({ from, to }: Piece, share: number): [number, number] {
  return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share];
}

function leastOver(piece: Piece, at: readonly [number, number], maxDeciseconds: number): number {
  const { from, to, fromTime, toTime } = piece;
  const away = (share: number): number => {
    const [x, y] = placeOn(piece, share);
    return Math.hypot(x - at[0], y - at[1]);
  };
  const drive = (share: number): number => fromTime + (toTime - fromTime) * share;
  // Along a piece the time left only falls; what is too far in time is at its beginning.
  const first = lastWhere((share) => drive(share) > maxDeciseconds, 0, 1);
  if (first === 1 && toTime > maxDeciseconds) return Infinity;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const foot = square === 0 ? 0 : ((at[0] - from[0]) * dx + (at[1] - from[1]) * dy) / square;
  const nearest = Math.min(1, Math.max(first, foot));
  if (away(nearest) > REACH) return Infinity;
  const low = nearest - lastWhere((less) => away(nearest - less) <= REACH, 0, nearest - first);
  const high = nearest + lastWhere((more) => away(nearest + more) <= REACH, 0, 1 - nearest);
  return leastOfConvex((share) => drive(share) + PACE * away(share), low, high);
}

/** The greatest value up to which something holds, which holds up to somewhere and never again. */
function lastWhere(holds: (value: number) => boolean, low: number, high: number): number {
  if (holds(high)) return high;
  if (!holds(low)) return low;
  let [yes, no] = [low, high];
  for (let step = 0; step < 60; step++) {
    const middle = (yes + no) / 2;
    if (holds(middle)) yes = middle;
    else no = middle;
  }
  return yes;
}

function leastOfConvex(value: (place: number) => number, low: number, high: number): number {
  let [a, b] = [low, high];
  for (let step = 0; step < 60; step++) {
    const third = (b - a) / 3;
    if (value(a + third) <= value(b - third)) b -= third;
    else a += third;
  }
  return Math.min(value(low), value(high), value((a + b) / 2));
}
