import type { HighwayEnd, HighwayRing, HighwaySection } from "../highway.ts";
import { fromEnd } from "../lookup.ts";
import { distance } from "../plane.ts";
import type { Point } from "../plane.ts";
import type { Random } from "../random.ts";
import { lineLength } from "../road-line.ts";
import { along } from "../station.ts";
import type { NationalRoad } from "./highway-network.ts";
import type { Mosaic } from "./mosaic.ts";
import { highwayNodeId } from "./object-ids.ts";

/** Metres between the places at which a road is asked whose land it is on. */
const SAMPLE_METERS = 250;
/** Shorter stretches on a neighbour's land are drawn by who draws the road before. */
const SHORTEST_METERS = 3_000;
const RING_ROOM_METERS = 1_400;
/** Metres between exits, at least and at most. */
const EXIT_METERS = { motorway: [8_000, 15_000], express: [4_500, 8_500] } as const;
/** No exit is nearer to an end of its section. */
const EXIT_MARGIN_METERS = 1_500;

/** What one pays has of the roads with two carriageways. Plain data. */
export interface PaysHighways {
  readonly sections: HighwaySection[];
  readonly rings: HighwayRing[];
}

/** Where a trunk road comes from one pays into another. */
export interface TrunkCrossing {
  /** Cells of the mosaic. */
  readonly pays: readonly [number, number];
  readonly point: Point;
  readonly ref: string;
}

interface Stretch {
  readonly pays: number;
  readonly from: number;
  to: number;
}

/**
 * Cuts roads with two carriageways where they come into another pays. Both sides get the same points there.
 *
 * @param indexOf pays of a cell of the mosaic, as numbered in the country
 * @returns by pays' index
 */
export function cutHighways(
  roads: readonly NationalRoad[],
  mosaic: Mosaic,
  indexOf: ReadonlyMap<number, number>,
  random: Random,
): Map<number, PaysHighways> {
  const all = new Map<number, PaysHighways>();
  const sharedCounts = new Map<number, number>();
  const ofPays = (index: number): PaysHighways => {
    const known = all.get(index) ?? { sections: [], rings: [] };
    all.set(index, known);
    return known;
  };
  const shareNode = (pays: number): number => {
    const place = sharedCounts.get(pays) ?? 0;
    sharedCounts.set(pays, place + 1);
    return highwayNodeId(pays, place);
  };
  for (const road of roads) {
    if (road.kind === "trunk") continue;
    const stretches = findStretches(road, mosaic, indexOf);
    let before: { left: number; right: number } | null = null;
    for (const [at, { pays, from, to }] of stretches.entries()) {
      const isLast = at === stretches.length - 1;
      // The nodes of a crossing are held by the pays that the road leaves.
      const after = isLast ? null : { left: shareNode(pays), right: shareNode(pays) };
      const border = (nodes: { left: number; right: number }, isOurs: boolean): HighwayEnd => ({
        kind: "border",
        left: { osmNodeId: nodes.left, isOurs },
        right: { osmNodeId: nodes.right, isOurs },
      });
      ofPays(pays).sections.push({
        highway: road.kind === "motorway" ? "motorway" : "trunk",
        name: road.name,
        ref: road.ref,
        points: cutLine(road.points, from, to),
        exits: placeExits(road.kind, to - from, random),
        start: before === null ? { kind: "ring", ring: road.from } : border(before, false),
        end: after === null ? { kind: "ring", ring: road.to } : border(after, true),
      });
      if (at === 0) addRing(ofPays(pays), road.from, road.points[0]);
      if (isLast) addRing(ofPays(pays), road.to, fromEnd(road.points));
      before = after;
    }
  }
  return all;
}

/** Where trunk roads cross from pays to pays. */
export function findTrunkCrossings(
  roads: readonly NationalRoad[],
  mosaic: Mosaic,
  indexOf: ReadonlyMap<number, number>,
): TrunkCrossing[] {
  const cells = [...indexOf.keys()];
  return roads.flatMap((road) => {
    if (road.kind !== "trunk") return [];
    const stretches = findStretches(road, mosaic, indexOf);
    return stretches.slice(1).map(({ pays, from }, at): TrunkCrossing => {
      const [a, b] = [cells[stretches[at].pays], cells[pays]];
      return { pays: [Math.min(a, b), Math.max(a, b)], point: along(road.points, from).point, ref: road.ref };
    });
  });
}

/** Whose land a road runs on, from start to end; the first and the last stretch are those of its ends' pays. */
function findStretches(
  { points }: NationalRoad,
  mosaic: Mosaic,
  indexOf: ReadonlyMap<number, number>,
): Stretch[] {
  const total = lineLength(points);
  const samples = Math.max(1, Math.ceil(total / SAMPLE_METERS));
  const runs: Stretch[] = [];
  for (let sample = 0; sample <= samples; sample++) {
    const station = (total * sample) / samples;
    const [x, y] = sample === samples ? fromEnd(points) : along(points, station).point;
    const pays = indexOf.get(mosaic.paysAt(x, y));
    const last = runs.at(-1);
    if (last !== undefined) last.to = station;
    if (pays === undefined || pays === last?.pays) continue;
    runs.push({ pays, from: last === undefined ? 0 : station, to: station });
  }
  const stretches: Stretch[] = [];
  for (const [at, run] of runs.entries()) {
    const last = stretches.at(-1);
    const isEnd = at === 0 || at === runs.length - 1;
    if (last !== undefined && (last.pays === run.pays || (!isEnd && run.to - run.from < SHORTEST_METERS)))
      last.to = run.to;
    else stretches.push({ ...run });
  }
  return withRoomForRings(stretches);
}

/** The rings at both ends need some of the road in the same drawing. */
function withRoomForRings(stretches: readonly Stretch[]): Stretch[] {
  if (stretches.length < 2) return [...stretches];
  const bounds = stretches.map(({ from }) => from);
  const total = stretches[stretches.length - 1].to;
  bounds[1] = Math.max(bounds[1], RING_ROOM_METERS);
  bounds[bounds.length - 1] = Math.min(bounds[bounds.length - 1], total - RING_ROOM_METERS);
  return stretches.map(({ pays }, at) => ({ pays, from: bounds[at], to: bounds[at + 1] ?? total }));
}

/** The part of a line between two stations. */
function cutLine(points: readonly Point[], from: number, to: number): Point[] {
  const part: Point[] = [along(points, from).point];
  let station = 0;
  for (let i = 1; i < points.length; i++) {
    station += distance(points[i - 1], points[i]);
    if (station > from + 1 && station < to - 1) part.push(points[i]);
  }
  part.push(along(points, to).point);
  return part;
}

function placeExits(kind: "motorway" | "express", total: number, random: Random): number[] {
  const [least, most] = EXIT_METERS[kind];
  const exits: number[] = [];
  for (let station = random.between(EXIT_MARGIN_METERS, most / 2); station < total - EXIT_MARGIN_METERS;) {
    exits.push(station);
    station += random.between(least, most);
  }
  return exits;
}

function addRing({ rings }: PaysHighways, ring: number, point: Point): void {
  if (!rings.some((known) => known.ring === ring)) rings.push({ ring, point });
}
