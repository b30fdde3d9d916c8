import { nestRings, type Ring } from "../../../isochrones/geo/rings.ts";
import { type LineSet, lineCount, shared } from "../lines/line-set.ts";
import { PairTable } from "../../../isochrones/geo/pair-table.ts";
import type { BorderArcs } from "./border-arcs.ts";

/** Areas as rings of lines that those beside each other share, in memory that threads share. */
export interface AreaRings {
  /** Rings of area a: `areaRings[a]` up to `areaRings[a + 1]`; each outline is followed by its holes. */
  readonly areaRings: Uint32Array;
  /** 1 for a hole. */
  readonly ringIsHole: Uint8Array;
  /** Lines of ring r: `ringOffsets[r]` up to `ringOffsets[r + 1]` of `ringArcs`. */
  readonly ringOffsets: Uint32Array;
  /** Numbers of lines; `~line` where the ring runs against it. */
  readonly ringArcs: Int32Array;
}

/** Of a commune that is in none of the groups. */
export const NO_GROUP = 0xffffffff;

/**
 * The areas of groups of communes: what is left when the arcs inside are taken out and the others joined, land on the
 * right, until each ring is closed. No ring comes twice to a place where arcs end, so that those which touch there stay
 * apart. O(points).
 *
 * @param groups of each commune, from 0 up to `count`, or `NO_GROUP`
 */
export function findAreaRings(
  borders: Omit<BorderArcs, "ringIsHole">,
  groups: Uint32Array,
  count: number,
): AreaRings {
  const { arcs } = borders;
  const ends = numberEnds(arcs);
  const areas = new RingCollector();
  for (const ways of waysOfGroups(borders, groups, count)) {
    for (const { arcs: ring, isHole } of nested(closeRings(ways, ends), arcs)) areas.addRing(ring, isHole);
    areas.endArea();
  }
  return areas.finish();
}

/**
 * The same areas along other lines, joined and simplified from the arcs: a line stands for all arcs that it was joined
 * of. Rings of which nothing is left stay, without lines. O(lines).
 */
export function ringsAlong(areas: AreaRings, arcCount: number, { origins }: LineSet): AreaRings {
  const NONE = -1;
  const lineOfArc = new Int32Array(arcCount).fill(NONE);
  for (const [line, origin] of origins.entries()) lineOfArc[origin < 0 ? ~origin : origin] = line;
  const { ringOffsets, ringArcs } = areas;
  const offsets: number[] = [0];
  const lines: number[] = [];
  for (let ring = 0; ring + 1 < ringOffsets.length; ring++) {
    for (let i = ringOffsets[ring]; i < ringOffsets[ring + 1]; i++) {
      const arc = ringArcs[i];
      const line = lineOfArc[arc < 0 ? ~arc : arc];
      if (line !== NONE) lines.push(arc < 0 === origins[line] < 0 ? line : ~line);
    }
    offsets.push(lines.length);
  }
  return { ...areas, ringOffsets: shared(Uint32Array, offsets), ringArcs: shared(Int32Array, lines) };
}

/** A way along an arc: its number, `~arc` against it. */
type Way = number;

/** For each group the ways along its border, the group on their right. */
function waysOfGroups(
  { arcs, communeRings, ringOffsets, ringArcs }: Omit<BorderArcs, "ringIsHole">,
  groups: Uint32Array,
  count: number,
): Way[][] {
  const right = new Uint32Array(lineCount(arcs)).fill(NO_GROUP);
  const left = new Uint32Array(lineCount(arcs)).fill(NO_GROUP);
  for (const [commune, group] of groups.entries()) {
    for (let i = ringOffsets[communeRings[commune]]; i < ringOffsets[communeRings[commune + 1]]; i++) {
      const arc = ringArcs[i];
      if (arc < 0) left[~arc] = group;
      else right[arc] = group;
    }
  }
  const ways = Array.from({ length: count }, (): Way[] => []);
  for (let arc = 0; arc < right.length; arc++) {
    if (right[arc] === left[arc]) continue;
    if (right[arc] !== NO_GROUP) ways[right[arc]].push(arc);
    if (left[arc] !== NO_GROUP) ways[left[arc]].push(~arc);
  }
  return ways;
}

/** Numbers of the places at which arcs begin (`2 * arc`) and end (one more). */
function numberEnds(arcs: LineSet): Uint32Array {
  const places = new PairTable(2 * lineCount(arcs));
  return Uint32Array.from({ length: 2 * lineCount(arcs) }, (_, end) => {
    const point = (end & 1) === 0 ? arcs.offsets[end >>> 1] : arcs.offsets[(end >>> 1) + 1] - 1;
    return places.add(arcs.xs[point], arcs.ys[point]);
  });
}

/** Each place is left as often as it is come to, so a walk only ends where it began; loops on its way are rings. */
function closeRings(ways: readonly Way[], ends: Uint32Array): Way[][] {
  const startOf = (way: Way): number => ends[way < 0 ? 2 * ~way + 1 : 2 * way];
  const endOf = (way: Way): number => ends[way < 0 ? 2 * ~way : 2 * way + 1];
  const leaving = new Map<number, Way[]>();
  for (const way of ways) {
    const list = leaving.get(startOf(way));
    if (list === undefined) leaving.set(startOf(way), [way]);
    else list.push(way);
  }
  const rings: Way[][] = [];
  for (const place of leaving.keys()) {
    const path: Way[] = [];
    // How many ways of the path lie before a place.
    const before = new Map([[place, 0]]);
    for (let way = leaving.get(place)?.pop(); way !== undefined;) {
      path.push(way);
      const end = endOf(way);
      const since = before.get(end);
      if (since === undefined) before.set(end, path.length);
      else {
        const ring = path.splice(since);
        for (const inside of ring.slice(1)) before.delete(startOf(inside));
        rings.push(ring);
      }
      way = leaving.get(end)?.pop();
    }
  }
  return rings;
}

interface FoundRing {
  readonly arcs: readonly Way[];
  readonly isHole: boolean;
}

/** Rings with an extent, each outline followed by its holes. */
function nested(rings: readonly (readonly Way[])[], arcs: LineSet): FoundRing[] {
  const waysOf = new Map<Ring, readonly Way[]>(rings.map((ways) => [pointsOf(ways, arcs), ways]));
  return nestRings([...waysOf.keys()]).flatMap((polygon) =>
    polygon.map((ring, place) => ({ arcs: waysOf.get(ring) ?? [], isHole: place > 0 })),
  );
}

function pointsOf(ways: readonly Way[], { offsets, xs, ys }: LineSet): Ring {
  const ring: Ring = [];
  for (const way of ways) {
    const arc = way < 0 ? ~way : way;
    const count = offsets[arc + 1] - offsets[arc];
    for (let i = 0; i + 1 < count; i++) {
      const point = way < 0 ? offsets[arc + 1] - 1 - i : offsets[arc] + i;
      ring.push([xs[point], ys[point]]);
    }
  }
  ring.push(ring[0]);
  return ring;
}

class RingCollector {
  readonly #areaRings: number[] = [0];
  readonly #isHole: number[] = [];
  readonly #offsets: number[] = [0];
  readonly #arcs: number[] = [];

  addRing(ways: readonly Way[], isHole: boolean): void {
    for (const way of ways) this.#arcs.push(way);
    this.#isHole.push(isHole ? 1 : 0);
    this.#offsets.push(this.#arcs.length);
  }

  endArea(): void {
    this.#areaRings.push(this.#isHole.length);
  }

  finish(): AreaRings {
    return {
      areaRings: shared(Uint32Array, this.#areaRings),
      ringIsHole: shared(Uint8Array, this.#isHole),
      ringOffsets: shared(Uint32Array, this.#offsets),
      ringArcs: shared(Int32Array, this.#arcs),
    };
  }
}
