import { PRIMARY, SECONDARY, TERTIARY, TRUNK, UNCLASSIFIED } from "../grid-roads.ts";
import { distance } from "../plane.ts";
import type { Point } from "../plane.ts";
import { cellCenter } from "../terrain.ts";
import type { Gate, Ground } from "../terrain.ts";

/** Metres to the next better place for a gate of each class: about half of the distance between two gates. */
const REACH_METERS: readonly (readonly [roadClass: number, meters: number])[] = [
  [PRIMARY, 11_000],
  [SECONDARY, 4_500],
  [TERTIARY, 2_100],
  [UNCLASSIFIED, 950],
];
/** No road crosses a border that is steeper, or higher. */
const STEEPEST = 0.4;
const HIGHEST_METERS = 2_100;

/** Land on both sides of a border between two pays. */
export interface BorderGround extends Ground {
  /** Column and row of the first square in the country's lattice. */
  readonly firstColumn: number;
  readonly firstRow: number;
  /** Pays of each square, as of the mosaic. */
  readonly pays: Int32Array;
  /** 1 where there is dry land, whosever it is. */
  readonly land: Uint8Array;
}

interface Candidate {
  readonly cell: number;
  readonly column: number;
  readonly row: number;
  /** The least wins. */
  readonly rank: number;
}

/** A gate as both sides know it, before its node has a number. */
export interface BorderGate extends Omit<Gate, "node"> {
  /** The pays that its square belongs to. */
  readonly owner: number;
  /** In the country's lattice. */
  readonly column: number;
  readonly row: number;
}

/** A road with a number of its own, and about where it crosses the border with a pays. */
export interface NumberedCrossing {
  readonly other: number;
  readonly point: Point;
  readonly ref: string;
}

/**
 * Where roads cross the borders of one pays. Both sides of a border look at the same squares (those of the pays
 * with the lower number that touch the other) and choose by the squares alone: each best one within a reach.
 *
 * @param crossings trunk roads: each takes the gate nearest to it
 */
export function findGates(
  ground: BorderGround,
  own: number,
  crossings: readonly NumberedCrossing[],
  seed: number,
): BorderGate[] {
  const gates = new Map<number, BorderGate>();
  for (const [other, candidates] of findCandidates(ground, own, seed)) {
    const here = candidates.flatMap((candidate): BorderGate[] => {
      const roadClass = classOf(candidate, candidates, ground.stepMeters);
      if (roadClass === null) return [];
      const { cell, column, row } = candidate;
      const point = cellCenter(ground, cell);
      return [{ cell, point, roadClass, ref: null, owner: ground.pays[cell], column, row }];
    });
    for (const crossing of crossings) if (crossing.other === other) raise(here, crossing);
    // A square on two borders has one gate.
    for (const gate of here) {
      const known = gates.get(gate.cell);
      if (known === undefined || known.roadClass < gate.roadClass) gates.set(gate.cell, gate);
    }
  }
  return [...gates.values()];
}

/** Gives the gate nearest to a crossing to its road. */
function raise(gates: BorderGate[], { point, ref }: NumberedCrossing): void {
  let nearest = -1;
  for (const [index, gate] of gates.entries())
    if (nearest === -1 || distance(gate.point, point) < distance(gates[nearest].point, point))
      nearest = index;
  if (nearest !== -1) gates[nearest] = { ...gates[nearest], roadClass: TRUNK, ref };
}

/** Squares on which a gate may stand, by the pays on the other side. */
function findCandidates(ground: BorderGround, own: number, seed: number): Map<number, Candidate[]> {
  const { columns, rows, pays, land, elevations, stepMeters } = ground;
  const found = new Map<number, Candidate[]>();
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const cell = row * columns + column;
      if (land[cell] === 0 || elevations[cell] > HIGHEST_METERS || isInside(cell)) continue;
      for (const near of [cell - columns, cell - 1, cell + 1, cell + columns]) {
        // The square is the lower-numbered pays', what is beyond is the other's, and one of them is ours.
        if (pays[near] <= pays[cell] || land[near] === 0) continue;
        if (pays[near] !== own && pays[cell] !== own) continue;
        if (Math.abs(elevations[near] - elevations[cell]) > STEEPEST * stepMeters) continue;
        add(pays[near] === own ? pays[cell] : pays[near], cell, column, row);
      }
    }
  }
  return found;

  function isInside(cell: number): boolean {
    const whose = pays[cell];
    return (
      pays[cell - columns] === whose &&
      pays[cell - 1] === whose &&
      pays[cell + 1] === whose &&
      pays[cell + columns] === whose
    );
  }

  function add(other: number, cell: number, localColumn: number, localRow: number): void {
    const list = found.get(other) ?? [];
    if (list.at(-1)?.cell === cell) return;
    const [column, row] = [ground.firstColumn + localColumn, ground.firstRow + localRow];
    list.push({ cell, column, row, rank: scatter(column, row, seed) + elevations[cell] / 900 });
    found.set(other, list);
  }
}

function classOf(candidate: Candidate, candidates: readonly Candidate[], stepMeters: number): number | null {
  let nearestBetter = Infinity;
  for (const other of candidates) {
    if (other.rank >= candidate.rank) continue;
    const squared = (other.column - candidate.column) ** 2 + (other.row - candidate.row) ** 2;
    nearestBetter = Math.min(nearestBetter, squared);
  }
  const meters = Math.sqrt(nearestBetter) * stepMeters;
  return REACH_METERS.find(([, reach]) => meters > reach)?.[0] ?? null;
}

/** 0 to 1, the same for the same square. */
function scatter(column: number, row: number, seed: number): number {
  let h = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ seed;
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 0x100000000;
}
