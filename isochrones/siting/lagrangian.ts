import type { CoveringModel } from "./covering-model.ts";
import { Descent } from "./descent.ts";
import { PaidSites } from "./paid-sites.ts";
import type { SitingRules } from "./rules.ts";

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
 * one that none reaches pays more.
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
  const descent = new Descent(covered, bound);
  for (let turn = 0; turn < iterations; turn++) {
    const over = descent.hear(relaxed.solve(payments));
    if (descent.isOver) break;
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
    const step = over / length;
    for (let group = 0; group < weights.length; group++) {
      const paid = payments[group] - step * weights[group] * (counts[group] - 1);
      payments[group] = Math.min(weights[group], Math.max(0, paid));
    }
  }
  return Math.max(covered, descent.best);
}

function isMovable(count: number, payment: number, weight: number): boolean {
  return count > 1 ? payment > 0 : count === 0 && payment < weight;
}

/** The best choice where each group pays every site that reaches it. */
class RelaxedChoice {
  readonly #model: CoveringModel;
  readonly #sites: PaidSites;
  readonly #paid: Float64Array;
  #chosen: number[] = [];

  constructor(model: CoveringModel, rules: SitingRules) {
    this.#model = model;
    this.#sites = new PaidSites(model.candidates.length, rules);
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
    this.#chosen = this.#sites.choose(paid);
    for (const site of this.#chosen) value += paid[site];
    return value;
  }
}
