import type { SharedNode } from "../highway.ts";
import { traceRivers } from "../hydrology.ts";
import { createNoise, fractal } from "../noise.ts";
import type { Ellipse } from "../plan.ts";
import { distance } from "../plane.ts";
import type { Point } from "../plane.ts";
import { Random } from "../random.ts";
import { createWarp, keepLargestGround } from "../relief.ts";
import { cellCenter, ellipseRadius, FOREIGN, GATE, ISLAND, LAKE, MAINLAND, SEA } from "../terrain.ts";
import type { Terrain } from "../terrain.ts";
import type { Country, Pays } from "./country.ts";
import { createFields } from "./fields.ts";
import { findGates } from "./gates.ts";
import type { BorderGate } from "./gates.ts";
import { NO_PAYS } from "./mosaic.ts";
import { gateNodeId } from "./object-ids.ts";

/** Share of the coasts that have an island before them, where the sea is wide enough. */
const ISLAND_CHANCE = 0.45;

export interface PaysTerrain extends Terrain {
  readonly island: Ellipse | null;
  /** Pays of each square; those at sea and of no pays have none. */
  readonly pays: Int32Array;
}

/** The country's land in the window of one pays; what is its neighbours' is foreign but for the gates. */
export function buildPaysTerrain(country: Country, { cell: own, window, heart }: Pays): PaysTerrain {
  const { plan, seed } = country;
  const { stepMeters } = plan;
  const random = new Random(seed);
  const { land, mosaic } = createFields(plan, seed);
  const settled = new Set(country.pays.map((pays) => pays.cell));
  const columns = window.east - window.west;
  const rows = window.north - window.south;
  const size = columns * rows;
  const outline = {
    columns,
    rows,
    stepMeters,
    west: window.west * stepMeters,
    south: window.south * stepMeters,
    elevations: new Float32Array(size),
    grounds: new Uint8Array(size),
    warp: createWarp(createNoise(random.fork("warp").integer(0, 1e9))),
    firstColumn: window.west,
    firstRow: window.south,
    pays: new Int32Array(size).fill(NO_PAYS),
    land: new Uint8Array(size),
  };
  for (let cell = 0; cell < size; cell++) {
    const x = outline.west + ((cell % columns) + 0.5) * stepMeters;
    const y = outline.south + (Math.floor(cell / columns) + 0.5) * stepMeters;
    const shore = land.shoreAt(x, y);
    const pays = mosaic.paysAt(x, y);
    outline.elevations[cell] = -1;
    if (!settled.has(pays)) continue;
    outline.pays[cell] = pays;
    if (shore <= 0) continue;
    outline.elevations[cell] = land.elevationAt(x, y, shore);
    const isLake = land.isLakeAt(x, y, shore);
    outline.land[cell] = isLake ? 0 : 1;
    outline.grounds[cell] = isLake ? LAKE : pays === own ? MAINLAND : FOREIGN;
  }
  const crossings = country.trunkCrossings.flatMap(({ pays: [a, b], point, ref }) =>
    a === own || b === own ? [{ other: a === own ? b : a, point, ref }] : [],
  );
  const found = findGates(outline, own, crossings, random.fork("gates").integer(0, 1e9));
  keepLargestGround(outline, MAINLAND);
  for (const { cell, owner } of found) if (owner !== own) outline.grounds[cell] = GATE;
  const gates = found.map((gate) => ({ ...gate, node: nodeOf(country, gate, own) }));
  const island = raiseIsland(outline, own, heart, random.fork(`island ${own}`));
  return { ...outline, gates, island, rivers: traceRivers(outline) };
}

/** The node of a gate lies in its square's pays, which counts the squares of its window. */
function nodeOf({ pays }: Country, { owner, column, row }: BorderGate, own: number): SharedNode {
  const index = pays.findIndex(({ cell }) => cell === owner);
  const { window } = pays[index];
  const square = (row - window.south) * (window.east - window.west) + column - window.west;
  return { osmNodeId: gateNodeId(index, square), isOurs: owner === own };
}

/** An island in the pays' own sea, a few kilometres off its coast; null where there is no room, or no luck. */
function raiseIsland(
  ground: Omit<Terrain, "rivers" | "gates"> & { readonly pays: Int32Array },
  own: number,
  heart: Point,
  random: Random,
): Ellipse | null {
  if (!random.chance(ISLAND_CHANCE)) return null;
  const { columns, rows, grounds, pays, stepMeters } = ground;
  const radiusX = random.between(2_200, 3_600);
  const radiusY = random.between(2_200, 4_200);
  const clear = Math.ceil((1.75 * Math.max(radiusX, radiusY)) / stepMeters);
  const isOpen = (cell: number) => {
    const [column, row] = [cell % columns, Math.floor(cell / columns)];
    if (column < clear || row < clear || column >= columns - clear || row >= rows - clear) return false;
    for (let dy = -clear; dy <= clear; dy += 6)
      for (let dx = -clear; dx <= clear; dx += 6) {
        const near = cell + dy * columns + dx;
        if (grounds[near] !== SEA || pays[near] !== own) return false;
      }
    return true;
  };
  let best: Point | null = null;
  for (let tries = 0; tries < 400; tries++) {
    const cell = random.integer(0, grounds.length - 1);
    if (!isOpen(cell)) continue;
    const point = cellCenter(ground, cell);
    if (best === null || distance(point, heart) < distance(best, heart)) best = point;
  }
  if (best === null) return null;
  const island: Ellipse = { center: best, radiusX, radiusY, meters: 0 };
  const noise = createNoise(random.integer(0, 1e9));
  for (let cell = 0; cell < grounds.length; cell++) {
    const [x, y] = cellCenter(ground, cell);
    const radius = ellipseRadius(island, x, y);
    if (radius > 1.45 || grounds[cell] !== SEA || pays[cell] !== own) continue;
    const shore = 1 - radius ** 2 + 0.5 * fractal(noise, x / 3_000, y / 3_000, 4);
    if (shore <= 0) continue;
    grounds[cell] = ISLAND;
    ground.elevations[cell] = 3 + 60 * shore;
  }
  keepLargestGround(ground, ISLAND);
  return island;
}
