import { distance } from "../plane.ts";
import type { Random } from "../random.ts";
import type { CountryPlan } from "./country-plan.ts";
import type { Sounding } from "./sounding.ts";

/** People of each pays: agglomerations first, apart from each other; the rest over the land that is not too high. */
export function sharePeople(plan: CountryPlan, soundings: readonly Sounding[], random: Random): number[] {
  const people = soundings.map(() => 0);
  const chosen: number[] = [];
  for (const city of plan.cities) {
    const center = chooseCity(plan, soundings, chosen, city.radiusMeters, random);
    if (center === null) break;
    chosen.push(center);
    const weights = soundings.map(({ heart }) =>
      Math.exp(-((distance(heart, soundings[center].heart) / city.radiusMeters) ** 1.6)),
    );
    const total = sum(weights);
    for (const [index, weight] of weights.entries()) people[index] += (city.people * weight) / total;
  }
  const rural = soundings.map(
    ({ habitableKm2 }) => Math.max(5, habitableKm2) * Math.exp(random.between(-0.55, 0.55)),
  );
  const left = Math.max(0, plan.population - sum(people));
  const total = sum(rural);
  return people.map((count, index) => Math.round(count + (left * rural[index]) / total));
}

/** A pays with much room, away from the agglomerations that there are; null where all are taken. */
function chooseCity(
  plan: CountryPlan,
  soundings: readonly Sounding[],
  chosen: readonly number[],
  radiusMeters: number,
  random: Random,
): number | null {
  const apart = Math.min(2.5 * plan.paysMeters, 1.2 * plan.paysMeters + radiusMeters);
  let best: number | null = null;
  let bestScore = -Infinity;
  for (const [index, { heart, habitableKm2 }] of soundings.entries()) {
    if (chosen.includes(index)) continue;
    const isNear = chosen.some((other) => distance(soundings[other].heart, heart) < apart);
    const score = habitableKm2 / 500 + 3 * random.next() - (isNear ? 10 : 0);
    if (score <= bestScore) continue;
    best = index;
    bestScore = score;
  }
  return best;
}

/**
 * Whole numbers in proportion to weights, none of them 0. They sum to the total exactly, unless so many weights are
 * small that the ones given for nothing exceed it.
 */
export function apportion(total: number, weights: readonly number[]): number[] {
  const all = sum(weights);
  let share = 0;
  let given = 0;
  return weights.map((weight) => {
    share += weight;
    const count = Math.max(1, Math.round((total * share) / all) - given);
    given += count;
    return count;
  });
}

/** The first number of each, where numbers from 1 on are given out in turn, per group where groups are given. */
export function firstNumbers(counts: readonly number[], groups?: readonly number[]): number[] {
  const next = new Map<number, number>();
  return counts.map((count, index) => {
    const group = groups?.[index] ?? 0;
    const first = next.get(group) ?? 1;
    next.set(group, first + count);
    return first;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
