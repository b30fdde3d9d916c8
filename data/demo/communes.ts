import { MinHeap } from "./min-heap.ts";
import { namePlaces, withDe } from "./place-names.ts";
import type { Place } from "./places.ts";
import type { DemoPlan } from "./plan.ts";
import { distance } from "./plane.ts";
import type { Random } from "./random.ts";
import { isDry, isLand } from "./terrain.ts";
import type { Terrain } from "./terrain.ts";

export interface DemoCommune {
  readonly code: string;
  readonly name: string;
  readonly postcode: string;
  readonly seat: Place;
  readonly people: number;
  readonly epciCode: string;
  readonly epciName: string;
}

/** Owner of a square that is no commune's: sea, lake. */
export const NOBODY = -1;

/** Names and numbers the communes of all seats, in the order of their codes: that of the alphabet. */
export function foundCommunes(plan: DemoPlan, seats: readonly Place[], random: Random): DemoCommune[] {
  const names = namePlaces(seats, random, plan.prefectureName);
  const intercommunalities = foundIntercommunalities(plan, seats, names);
  const order = [...seats.keys()].sort((a, b) => (fold(names[a]) < fold(names[b]) ? -1 : 1));
  return order.map((index, rank) => {
    const seat = seats[index];
    const epci = intercommunalities.reduce((best, one) =>
      distance(one.seat.point, seat.point) < distance(best.seat.point, seat.point) ? one : best,
    );
    const prefix = plan.departement.code;
    return {
      code: `${prefix}${String(plan.first.commune + rank).padStart(3, "0")}`,
      name: names[index],
      postcode: seat.rank === "prefecture" ? `${prefix}000` : `${prefix}${epci.postcode}`,
      seat,
      people: seat.people,
      epciCode: epci.code,
      epciName: epci.name,
    };
  });
}

interface Intercommunality {
  readonly seat: Place;
  readonly code: string;
  readonly name: string;
  readonly postcode: string;
}

/** Round the most populous seats, apart from each other. */
function foundIntercommunalities(
  plan: DemoPlan,
  seats: readonly Place[],
  names: readonly string[],
): Intercommunality[] {
  const chosen: number[] = [];
  const bySize = [...seats.keys()].sort((a, b) => seats[b].people - seats[a].people);
  let apart = plan.widthMeters / 4;
  while (chosen.length < Math.min(plan.epciCount, seats.length)) {
    const next = bySize.find(
      (index) =>
        !chosen.includes(index) &&
        chosen.every((other) => distance(seats[other].point, seats[index].point) >= apart),
    );
    if (next === undefined) apart *= 0.9;
    else chosen.push(next);
  }
  return chosen.map((index, rank) => ({
    seat: seats[index],
    code: `99000${String(plan.first.epci + rank).padStart(4, "0")}`,
    name: `${rank === 0 ? "CA" : "CC du Pays"} ${withDe(names[index])} (fictive)`,
    postcode: `${String(rank + 1).padStart(2, "0")}0`,
  }));
}

/**
 * Gives every square of land to the commune whose seat is reached with the least effort: limits follow crests
 * and rivers, as they do.
 */
export function shareLand(terrain: Terrain, communes: readonly DemoCommune[]): Int16Array {
  const { columns, elevations, rivers, stepMeters } = terrain;
  const owners = new Int16Array(elevations.length).fill(NOBODY);
  const costs = new Float64Array(elevations.length).fill(Infinity);
  const heap = new MinHeap();
  for (const [index, { seat }] of communes.entries()) {
    owners[seat.cell] = index;
    // Towns hold a little more land than villages do.
    costs[seat.cell] = -Math.min(10, seat.radiusMeters / stepMeters);
    heap.push(seat.cell, costs[seat.cell]);
  }
  while (heap.size > 0) {
    const priority = heap.leastPriority();
    const cell = heap.pop();
    if (priority > costs[cell]) continue;
    for (const near of [cell - 1, cell + 1, cell - columns, cell + columns]) {
      if (near < 0 || near >= owners.length || !isLand(terrain, near)) continue;
      const slope = Math.abs(elevations[near] - elevations[cell]) / stepMeters;
      const river = rivers[near] > 0 && rivers[cell] === 0 ? 4 : 0;
      const cost = priority + 1 + 6 * slope + river + (isDry(terrain, near) ? 0 : 3);
      if (cost >= costs[near]) continue;
      costs[near] = cost;
      owners[near] = owners[cell];
      heap.push(near, cost);
    }
  }
  partCorners(owners, columns);
  return owners;
}

/** Where a commune would touch itself at a corner only, one square more joins its two parts: outlines stay simple. */
function partCorners(owners: Int16Array, columns: number): void {
  for (let changed = true; changed;) {
    changed = false;
    for (let cell = 0; cell + columns + 1 < owners.length; cell++) {
      if (cell % columns === columns - 1) continue;
      const [a, b, c, d] = [cell, cell + 1, cell + columns, cell + columns + 1];
      if (owners[a] === owners[b] && owners[c] === owners[d]) continue;
      const joins = (x: number, y: number, p: number, q: number) =>
        owners[x] !== NOBODY && owners[x] === owners[y] && owners[p] !== owners[x] && owners[q] !== owners[x];
      if (joins(a, d, b, c)) owners[owners[b] === NOBODY ? b : c] = owners[a];
      else if (joins(b, c, a, d)) owners[owners[a] === NOBODY ? a : d] = owners[b];
      else continue;
      changed = true;
    }
  }
}

/** Sort key: without accents, case or punctuation. */
function fold(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}
