import { createNoise } from "./noise.ts";
import type { Noise } from "./noise.ts";
import type { Place } from "./places.ts";
import { distance, squaredDistance } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { RoadLine } from "./road-line.ts";
import { cellAt, isDry } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

/** Metres from one district's heart to the next. */
const DISTRICT_METERS = 560;
/** Towns of more people have avenues between districts that are more than streets. */
const AVENUES_FROM_PEOPLE = 4_000;

/** A town's ground plan: its districts and where its streets may go. */
interface Town {
  readonly place: Place;
  readonly seeds: readonly Point[];
  /** On dry ground, within the ragged outline of the town. */
  readonly holds: (point: Point) => boolean;
  /** Bends straight streets a little. */
  readonly bend: (point: Point) => Point;
}

/** Streets of one place: a patchwork of grids, each turned its own way, with avenues along their seams. */
export function drawStreets(place: Place, terrain: Terrain, random: Random): RoadLine[] {
  if (place.rank === "hamlet") return drawHamlet(place, terrain, random);
  const town = layOut(place, terrain, random);
  const lines: RoadLine[] = [];
  if (place.rank === "prefecture") lines.push(...drawRings(town));
  lines.push(...drawAvenues(town));
  for (const seed of town.seeds) lines.push(...drawDistrict(town, seed, random));
  return lines;
}

function layOut(place: Place, terrain: Terrain, random: Random): Town {
  const noise = createNoise(random.integer(0, 1e9));
  const holds = (point: Point) => {
    const [dx, dy] = [point[0] - place.point[0], point[1] - place.point[1]];
    const meters = Math.hypot(dx, dy);
    // The same raggedness along a whole direction: built-up fingers along the roads out.
    const fingers = 0.85 + 0.4 * noise((1.6 * dx) / (meters + 1), (1.6 * dy) / (meters + 1));
    // The city stays inside its ring road, which few streets cross.
    const ragged = place.rank === "prefecture" ? Math.min(0.86, fingers) : fingers;
    const cell = cellAt(terrain, point);
    return meters < place.radiusMeters * ragged && isDry(terrain, cell) && terrain.rivers[cell] === 0;
  };
  return { place, seeds: chooseSeeds(place, holds, random), holds, bend: createBend(noise) };
}

function createBend(noise: Noise): (point: Point) => Point {
  return ([x, y]) => [x + 16 * noise(x / 210, y / 210), y + 16 * noise(x / 210 + 60, y / 210)];
}

function chooseSeeds(place: Place, holds: (point: Point) => boolean, random: Random): Point[] {
  const seeds: Point[] = [place.point];
  for (let tries = 0; tries < 400; tries++) {
    const angle = random.between(0, 2 * Math.PI);
    const meters = place.radiusMeters * Math.sqrt(random.next());
    const point: Point = [
      place.point[0] + meters * Math.cos(angle),
      place.point[1] + meters * Math.sin(angle),
    ];
    const apart = DISTRICT_METERS * (0.75 + 0.5 * (meters / place.radiusMeters));
    if (holds(point) && seeds.every((seed) => distance(seed, point) > apart)) seeds.push(point);
  }
  return seeds;
}

/** A boulevard round the old town and a ring road round the city. */
function drawRings(town: Town): RoadLine[] {
  const ring = (meters: number, highway: string, tags: Record<string, string>): RoadLine => {
    const points: Point[] = [];
    const steps = Math.round((2 * Math.PI * meters) / 70);
    for (let i = 0; i <= steps; i++) {
      const angle = ((i % steps) / steps) * 2 * Math.PI;
      const radius = meters * (1 + 0.09 * Math.sin(3 * angle + 0.6) + 0.05 * Math.cos(5 * angle));
      points.push([
        town.place.point[0] + radius * Math.cos(angle),
        town.place.point[1] + radius * Math.sin(angle),
      ]);
    }
    return { points, highway, tags };
  };
  const { radiusMeters } = town.place;
  return [
    ring(radiusMeters * 1.04, "secondary", { name: "Rocade", ref: "D 200", maxspeed: "70" }),
    ring(radiusMeters * 0.24, "tertiary", { name: "Boulevard des Remparts", maxspeed: "50" }),
  ];
}

/** The seams between districts: the parts of the line halfway between two seeds that no third seed is nearer to. */
function drawAvenues(town: Town): RoadLine[] {
  const { seeds, place } = town;
  const highway = place.people >= AVENUES_FROM_PEOPLE ? "tertiary" : "residential";
  const lines: RoadLine[] = [];
  for (let i = 0; i < seeds.length; i++) {
    for (let j = i + 1; j < seeds.length; j++) {
      const seam = clipSeam(seeds, i, j);
      if (seam === null) continue;
      for (const points of cutToTown(town, seam, 40)) lines.push({ points, highway, tags: {} });
    }
  }
  return lines;
}

function clipSeam(seeds: readonly Point[], i: number, j: number): [Point, Point] | null {
  const [a, b] = [seeds[i], seeds[j]];
  const apart = distance(a, b);
  const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  const direction: Point = [-(b[1] - a[1]) / apart, (b[0] - a[0]) / apart];
  let [low, high] = [-900, 900];
  for (const [k, seed] of seeds.entries()) {
    if (k === i || k === j) continue;
    // Points middle + t * direction nearer to a than to this seed: t * slope < limit.
    const [dx, dy] = [seed[0] - a[0], seed[1] - a[1]];
    const slope = direction[0] * dx + direction[1] * dy;
    const half: Point = [(seed[0] + a[0]) / 2, (seed[1] + a[1]) / 2];
    const limit = (half[0] - middle[0]) * dx + (half[1] - middle[1]) * dy;
    if (slope > 0) high = Math.min(high, limit / slope);
    else if (slope < 0) low = Math.max(low, limit / slope);
    else if (limit < 0) return null;
  }
  if (high - low < 60) return null;
  const at = (t: number): Point => [middle[0] + t * direction[0], middle[1] + t * direction[1]];
  return [at(low), at(high)];
}

/** The pieces of a straight line that lie in the town, bent like all its streets. */
function cutToTown(town: Town, [from, to]: readonly [Point, Point], stepMeters: number): Point[][] {
  const steps = Math.max(1, Math.round(distance(from, to) / stepMeters));
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  for (let i = 0; i <= steps; i++) {
    const raw: Point = [from[0] + ((to[0] - from[0]) * i) / steps, from[1] + ((to[1] - from[1]) * i) / steps];
    if (town.holds(raw)) {
      piece.push(town.bend(raw));
      continue;
    }
    if (piece.length > 1) pieces.push(piece);
    piece = [];
  }
  if (piece.length > 1) pieces.push(piece);
  return pieces;
}

/** A grid of streets round a seed, some pieces left out: blocks of all sizes, and dead ends. */
function drawDistrict(town: Town, seed: Point, random: Random): RoadLine[] {
  const { place } = town;
  const remoteness = distance(seed, place.point) / place.radiusMeters;
  const old = remoteness < 0.2 && place.people > 8_000;
  const spacing = old ? 72 : random.between(88, 112) + 34 * remoteness;
  const gaps = place.rank === "village" ? 0.34 : 0.14 + 0.2 * remoteness;
  const angle = random.between(0, Math.PI);
  const shear = random.between(-0.25, 0.25);
  const along: Point = [Math.cos(angle), Math.sin(angle)];
  const across: Point = [-Math.sin(angle + shear), Math.cos(angle + shear)];
  const reach = Math.ceil(Math.min(place.radiusMeters, DISTRICT_METERS) / spacing);
  // No point of the grid is farther away than this, so no seed beyond twice that takes one from us.
  const farthest = (reach + 1) * spacing * 2;
  const rivals = town.seeds.filter((other) => distance(other, seed) < 2 * farthest);
  const inDistrict = (point: Point) => town.holds(point) && nearestSeed(rivals, point) === seed;
  const lines: RoadLine[] = [];
  for (const [main, side] of [
    [along, across],
    [across, along],
  ] as const) {
    for (let row = -reach; row <= reach; row++) {
      const at = (step: number): Point => [
        seed[0] + spacing * ((row + 0.5) * side[0] + step * main[0]),
        seed[1] + spacing * ((row + 0.5) * side[1] + step * main[1]),
      ];
      for (const points of cutStreet(at, reach, inDistrict, gaps, random))
        lines.push({ points: points.map(town.bend), highway: "residential", tags: {} });
    }
  }
  return lines;
}

/** Pieces of one street of the grid, from crossing to crossing, ended where the district ends. */
function cutStreet(
  at: (step: number) => Point,
  reach: number,
  inDistrict: (point: Point) => boolean,
  gaps: number,
  random: Random,
): Point[][] {
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  const close = () => {
    if (piece.length > 1) pieces.push(piece);
    piece = [];
  };
  for (let step = -reach - 0.5; step < reach; step++) {
    const inside = [inDistrict(at(step)), inDistrict(at(step + 1))];
    if ((!inside[0] && !inside[1]) || random.chance(gaps)) {
      close();
      continue;
    }
    const start = inside[0] ? step : findEdge(at, step + 1, step, inDistrict);
    const end = inside[1] ? step + 1 : findEdge(at, step, step + 1, inDistrict);
    if (piece.length === 0) piece.push(at(start));
    // A point halfway, or blocks would not follow the bends of the ground.
    piece.push(at((start + end) / 2), at(end));
    if (!inside[1]) close();
  }
  close();
  return pieces;
}

/** The step at which a street leaves its district, between one inside and one outside. */
function findEdge(
  at: (step: number) => Point,
  inside: number,
  outside: number,
  inDistrict: (point: Point) => boolean,
): number {
  let [low, high] = [inside, outside];
  for (let round = 0; round < 6; round++) {
    const middle = (low + high) / 2;
    if (inDistrict(at(middle))) low = middle;
    else high = middle;
  }
  return low;
}

function nearestSeed(seeds: readonly Point[], point: Point): Point {
  let best = seeds[0];
  let bestSquared = Infinity;
  for (const seed of seeds) {
    const squared = squaredDistance(seed, point);
    if (squared >= bestSquared) continue;
    best = seed;
    bestSquared = squared;
  }
  return best;
}

/** One to three short lanes out of the crossroads. */
function drawHamlet(place: Place, terrain: Terrain, random: Random): RoadLine[] {
  const lines: RoadLine[] = [];
  const first = random.between(0, 2 * Math.PI);
  const count = random.integer(1, 3);
  for (let i = 0; i < count; i++) {
    const angle = first + (i * 2 * Math.PI) / count + random.between(-0.5, 0.5);
    const meters = random.between(70, 170);
    const bend = angle + random.between(-0.7, 0.7);
    const middle: Point = [
      place.point[0] + (meters / 2) * Math.cos(angle),
      place.point[1] + (meters / 2) * Math.sin(angle),
    ];
    const end: Point = [middle[0] + (meters / 2) * Math.cos(bend), middle[1] + (meters / 2) * Math.sin(bend)];
    if (!isDry(terrain, cellAt(terrain, end))) continue;
    lines.push({ points: [place.point, middle, end], highway: "residential", tags: {} });
  }
  return lines;
}
