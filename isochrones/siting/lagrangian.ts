import type { CoveringModel } from "./covering-model.ts";
import type { SitingRules } from "./rules.ts";

/** Steps without a better bound after which steps become half as long. */
const PATIENCE = 12;
const LEAST_STEP = 1e-3;
/** A bound that is this share above a choice cannot be told from it: sums differ by their rounding. */
const ROUNDING = 1e-12;

export interface BoundOptions {
  /** What a choice within the rules covers. */
  readonly covered: number;
  /** A bound that is known already. */
  readonly bound: number;
  readonly iterations: number;
}

/**
 * A bound by Lagrangian relaxation (Galvão and ReVelle 1996), as tight as that of the linear program where it is given the
 * time. Each group pays a part of its weight to every chosen site that reaches it, and keeps the rest whether or not one does:
 *
 *     f(T) ≤ Σ (w_g − λ_g) + Σ over T of (Σ λ_g of its groups),  0 ≤ λ_g ≤ w_g
 *
 * since a covered group pays λ_g at least once, and keeps w_g − λ_g ≥ 0 anyway. So no choice covers more than the first sum
 * and the payments to the sites of the rules that are paid most, whatever the payments are. They are improved along
 * subgradients, in steps towards what is known to be coverable (Polyak): a group that several of those sites reach pays less,
 * one that none reaches pays more. Floors only forbid choices.
 *
 * O(pairs of site and group + n log n over the sites) an iteration.
 */
export function lagrangianBound(
  model: CoveringModel,
  rules: SitingRules,
  { covered, bound, iterations }: BoundOptions,
): number {
  const { weights, sites } = model;
  const payments = weights.slice();
  const relaxed = new RelaxedChoice(model, rules);
  const counts = new Uint32Array(weights.length);
  let best = bound;
  let scale = 1;
  let stale = 0;
  for (let turn = 0; turn < iterations && scale > LEAST_STEP; turn++) {
    const value = relaxed.solve(payments);
    if (value < best) [best, stale] = [value, 0];
    else if (++stale > PATIENCE) [scale, stale] = [scale / 2, 0];
    const over = value - covered;
    if (best - covered <= ROUNDING * covered) break;
    counts.fill(0);
    for (const site of relaxed.chosen) {
      for (let i = sites.offsets[site]; i < sites.offsets[site + 1]; i++) counts[sites.values[i]]++;
    }
    let length = 0;
    for (let group = 0; group < weights.length; group++) {
      if (isMovable(counts[group], payments[group], weights[group]))
        length += weights[group] * (counts[group] - 1) ** 2;
    }
    if (length === 0) break;
    // Steps are counted in shares of the root of each weight: those of large groups are longer, but not as much as they are.
    const step = (scale * over) / length;
    for (let group = 0; group < weights.length; group++) {
      const paid = payments[group] - step * weights[group] * (counts[group] - 1);
      payments[group] = Math.min(weights[group], Math.max(0, paid));
    }
  }
  return Math.max(covered, best);
}

function isMovable(count: number, payment: number, weight: number): boolean {
  return count > 1 ? payment > 0 : count === 0 && payment < weight;
}

/** The best choice where each group pays every site that reaches it. */
class RelaxedChoice {
  readonly #model: CoveringModel;
  readonly #places: number;
  readonly #forced: readonly number[];
  /** Neither forced nor forbidden. */
  readonly #free: Uint32Array;
  readonly #paid: Float64Array;
  #chosen: number[] = [];

  constructor(model: CoveringModel, { count, forced = [], forbidden = [] }: SitingRules) {
    this.#model = model;
    this.#places = count - forced.length;
    this.#forced = forced;
    const isFixed = new Set([...forced, ...forbidden]);
    this.#free = Uint32Array.from(model.candidates.keys()).filter((site) => !isFixed.has(site));
    this.#paid = new Float64Array(model.candidates.length);
  }

  /** Sites of the last solution. */
  get chosen(): readonly number[] {
    return this.#chosen;
  }

  /** What it is worth: no choice covers more. */
  solve(payments: Float64Array): number {
    const { weights, sites } = this.#model;
    const paid = this.#paid;
    let value = 0;
    for (let group = 0; group < weights.length; group++) value += weights[group] - payments[group];
    for (let site = 0; site < paid.length; site++) {
      let sum = 0;
      for (let i = sites.offsets[site]; i < sites.offsets[site + 1]; i++) sum += payments[sites.values[i]];
      paid[site] = sum;
    }
    this.#chosen = [...this.#forced, ...this.#mostPaid()];
    for (const site of this.#chosen) value += paid[site];
    return value;
  }

  #mostPaid(): number[] {
    const free = this.#free;
    if (this.#places <= 0) return [];
    const amounts = Float64Array.from(free, (site) => this.#paid[site]).sort();
    const least = amounts[Math.max(0, amounts.length - this.#places)] ?? 0;
    const chosen: number[] = [];
    for (const site of free) if (this.#paid[site] > least) chosen.push(site);
    for (const site of free) {
      if (chosen.length >= this.#places) break;
      if (this.#paid[site] === least) chosen.push(site);
    }
    return chosen;
  }
}
