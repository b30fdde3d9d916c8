import { fromEnd } from "./lookup.ts";
import { createNoise, fractal, mix, ridged, smoothstep } from "./noise.ts";
import type { Noise } from "./noise.ts";
import { traceRivers } from "./hydrology.ts";
import type { DemoPlan, Valley } from "./plan.ts";
import { toSegment } from "./plane.ts";
import type { Point } from "./plane.ts";
import { CLIFF, ellipseRadius, ISLAND, LAKE, MAINLAND, SEA } from "./terrain.ts";
import type { Ground, Terrain } from "./terrain.ts";

/** Half the width of a valley's flat floor, and where its slopes end, in metres. */
const VALLEY_FLOOR_METERS = 350;
const VALLEY_RIM_METERS = 1_900;
const WALL_METERS = 420;

/** Makes coast, hills, massif, plateau, valleys, lake and rivers of a plan. */
export function buildTerrain(plan: DemoPlan, seed: number): Terrain {
  const { stepMeters } = plan;
  const columns = Math.round(plan.widthMeters / stepMeters);
  const rows = Math.round(plan.heightMeters / stepMeters);
  const west = (-columns * stepMeters) / 2;
  const south = (-rows * stepMeters) / 2;
  const elevations = new Float32Array(columns * rows);
  const grounds = new Uint8Array(columns * rows);
  const noise = createNoise(seed);
  const scale = Math.min(1, plan.mainland.radiusX / 15_000);
  const valleys = plan.valleys.map((valley) => ({ valley, bed: meander(valley.points, noise) }));
  for (let cell = 0; cell < elevations.length; cell++) {
    const x = west + ((cell % columns) + 0.5) * stepMeters;
    const y = south + (Math.floor(cell / columns) + 0.5) * stepMeters;
    const shore = shoreAt(plan, noise, x, y, scale);
    grounds[cell] = groundAt(plan, noise, x, y, shore);
    elevations[cell] = shore > 0 ? reliefAt(plan, noise, valleys, x, y, shore) : -1;
    if (grounds[cell] === MAINLAND && valleys.some((valley) => isWall(valley, [x, y]))) grounds[cell] = CLIFF;
  }
  const warp = createWarp(createNoise(seed ^ 0x5bd1e995));
  const outline = { columns, rows, stepMeters, west, south, elevations, grounds, warp };
  keepLargestGround(outline, MAINLAND);
  keepLargestGround(outline, ISLAND);
  return { ...outline, gates: [], rivers: traceRivers(outline) };
}

/** Above 0 on land; grows inland. */
function shoreAt(plan: DemoPlan, noise: Noise, x: number, y: number, scale: number): number {
  const ragged = 0.85 * fractal(noise, x / (9_000 * scale), y / (9_000 * scale), 5);
  let shore = 1 - ellipseRadius(plan.mainland, x, y) ** 2.4 + ragged;
  // The sea all round, whatever the noise says: nothing is cut off at the edge of the rectangle.
  const toEdge = Math.min(plan.widthMeters / 2 - Math.abs(x), plan.heightMeters / 2 - Math.abs(y));
  shore -= 2.5 * (1 - smoothstep(0, 3_200 * scale, toEdge));
  for (const bay of plan.bays) shore -= 1.3 * Math.exp(-(ellipseRadius(bay, x, y) ** 2) * 1.6);
  if (plan.island === null) return shore;
  const fromIsland = ellipseRadius(plan.island, x, y);
  // A strait all round, wide enough that the island never touches the mainland.
  shore -= 3 * Math.exp(-((fromIsland / 1.7) ** 4));
  const island = 1 - fromIsland ** 2 + 0.5 * fractal(noise, x / (3_000 * scale) + 50, y / (3_000 * scale), 4);
  return Math.max(shore, fromIsland < 1.45 ? island : -1);
}

function groundAt(plan: DemoPlan, noise: Noise, x: number, y: number, shore: number): number {
  if (shore <= 0) return SEA;
  if (plan.island !== null && ellipseRadius(plan.island, x, y) < 1.5) return ISLAND;
  if (plan.lake === null) return MAINLAND;
  const bend = plan.lake.radiusX * 0.9 * fractal(noise, y / (plan.lake.radiusY * 0.7), 3.3, 2);
  const edge = 1 + 0.4 * fractal(noise, x / 1_400, y / 1_400, 3);
  return ellipseRadius(plan.lake, x + bend, y) < edge ? LAKE : MAINLAND;
}

function reliefAt(
  plan: DemoPlan,
  noise: Noise,
  valleys: readonly BuiltValley[],
  x: number,
  y: number,
  shore: number,
): number {
  const inland = smoothstep(0, 0.9, shore);
  let meters = 4 + 190 * inland + 330 * inland * fractal(noise, x / 6_500, y / 6_500, 5);
  if (plan.massif !== null) {
    const rise = Math.exp(-(ellipseRadius(plan.massif, x, y) ** 2) * 1.3);
    meters += plan.massif.meters * rise * (0.4 + 0.6 * ridged(noise, x / 5_200 + 9, y / 5_200, 4));
  }
  if (plan.plateau !== null) {
    const rim = 1 + 0.9 * fractal(noise, x / 4_000 - 21, y / 4_000, 4);
    const top = plan.plateau.meters + 45 * fractal(noise, x / 3_000, y / 3_000 + 40, 3);
    meters = mix(
      meters,
      Math.max(meters, top),
      smoothstep(rim, rim - 0.35, ellipseRadius(plan.plateau, x, y)),
    );
  }
  for (const valley of valleys) meters = carve(meters, valley, [x, y]);
  return Math.max(1, meters);
}

interface BuiltValley {
  readonly valley: Valley;
  readonly bed: readonly Point[];
}

/** Cuts a valley into the relief: a flat floor that falls evenly, slopes, and for some a wall on both sides. */
function carve(meters: number, { valley, bed }: BuiltValley, point: Point): number {
  const { nearest, along } = toBed(bed, point);
  if (nearest > 2 * VALLEY_RIM_METERS) return meters;
  const floor = mix(valley.topMeters, valley.bottomMeters, Math.sqrt(along));
  const slope = smoothstep(VALLEY_FLOOR_METERS, VALLEY_RIM_METERS, nearest);
  const wall = WALL_METERS * wallStrength(valley, along);
  const crest = wall * Math.exp(-(((nearest - VALLEY_RIM_METERS) / 900) ** 2));
  return mix(Math.min(floor, meters), meters, slope) + crest;
}

function isWall({ valley, bed }: BuiltValley, point: Point): boolean {
  if (!valley.walled) return false;
  const { nearest, along } = toBed(bed, point);
  return Math.abs(nearest - VALLEY_RIM_METERS) < 260 && wallStrength(valley, along) > 0.5;
}

/** The walls stand back from the mouth, where the valley opens on the plain. */
function wallStrength(valley: Valley, along: number): number {
  return valley.walled ? smoothstep(0.95, 0.75, along) : 0;
}

/** Distance to a bed, and how far down it (0 to 1) the nearest place lies. */
function toBed(bed: readonly Point[], point: Point): { nearest: number; along: number } {
  let nearest = Infinity;
  let along = 0;
  for (let i = 1; i < bed.length; i++) {
    const { meters, share } = toSegment(point, bed[i - 1], bed[i]);
    if (meters >= nearest) continue;
    nearest = meters;
    along = (i - 1 + share) / (bed.length - 1);
  }
  return { nearest, along };
}

/** A bed with bends of a few hundred metres in place of straight lines. */
function meander(points: readonly Point[], noise: Noise): Point[] {
  const bed: Point[] = [];
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1], points[i]];
    for (let step = 0; step < 8; step++) {
      const x = mix(from[0], to[0], step / 8);
      const y = mix(from[1], to[1], step / 8);
      bed.push([x + 520 * noise(x / 1_700, y / 1_700 + 7), y + 520 * noise(x / 1_700 + 90, y / 1_700)]);
    }
  }
  bed.push(fromEnd(points));
  return bed;
}

/** Shifts of up to about 120 m, gentle enough that neighbours never change places. */
export function createWarp(noise: Noise): (point: Point) => Point {
  const shift = (x: number, y: number) => 85 * noise(x / 900, y / 900) + 28 * noise(x / 310 + 70, y / 310);
  return ([x, y]) => [x + shift(x, y), y + shift(x + 40_000, y - 40_000)];
}

/** Turns islets into sea: only the largest piece stays. Lakes and cliffs count with the mainland. */
export function keepLargestGround(terrain: Ground, ground: number): void {
  const { grounds, columns } = terrain;
  const belongs = (cell: number) => {
    if (grounds[cell] === ground) return true;
    return ground === MAINLAND && (grounds[cell] === LAKE || grounds[cell] === CLIFF);
  };
  const pieces: number[][] = [];
  const seen = new Uint8Array(grounds.length);
  for (let start = 0; start < grounds.length; start++) {
    if (seen[start] === 1 || !belongs(start)) continue;
    seen[start] = 1;
    const piece = [start];
    for (let i = 0; i < piece.length; i++) {
      for (const near of [piece[i] - 1, piece[i] + 1, piece[i] - columns, piece[i] + columns]) {
        if (near < 0 || near >= grounds.length || seen[near] === 1 || !belongs(near)) continue;
        seen[near] = 1;
        piece.push(near);
      }
    }
    pieces.push(piece);
  }
  pieces.sort((a, b) => b.length - a.length);
  for (const piece of pieces.slice(1)) for (const cell of piece) grounds[cell] = SEA;
}
