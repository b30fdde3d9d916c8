import { chooseExactlyWithCapacity } from "../../isochrones/siting/capacity.ts";
import { CandidateSearch, type SearchGround } from "../../isochrones/siting/candidate-search.ts";
import type { CoveringModel } from "../../isochrones/siting/covering-model.ts";
import {
  chooseExactly,
  type ExactChoice,
  type ExactOptions,
  fewestExactly,
  type FewestSites,
} from "../../isochrones/siting/exact.ts";
import type { SitingRules } from "../../isochrones/siting/rules.ts";
import { rowsOf, type SparseRows } from "../../isochrones/siting/sparse-rows.ts";
import type { Task, TaskModule } from "../../workers/task-module.ts";

/** One for each thread, as long as it searches on the same ground. */
const searches = new WeakMap<SearchGround, CandidateSearch>();

/** Demands that candidates would serve, and by entry the deciseconds that these would take. */
export interface Reaches extends SparseRows {
  readonly deciseconds: Uint32Array;
}

/** Demands that each of some candidates would serve within the limit. Stops between two when cancelled. */
export function reach(candidates: Uint32Array, task: Task<SearchGround>): Reaches {
  const { shared } = task;
  const search = searches.get(shared) ?? new CandidateSearch(shared);
  searches.set(shared, search);
  const lists: Uint32Array[] = [];
  const times: Uint32Array[] = [];
  for (const candidate of candidates) {
    if (task.isCancelled()) throw new Error("cancelled");
    const { cells, deciseconds } = search.find(candidate);
    lists.push(cells);
    times.push(deciseconds);
  }
  return { ...rowsOf(lists), deciseconds: rowsOf(times).values };
}

/** A problem for HiGHS, which holds its thread. */
export interface ExactInput {
  readonly model: CoveringModel;
  readonly rules: SitingRules;
  readonly options: ExactOptions;
}

export async function choose({ model, rules, options }: ExactInput): Promise<ExactChoice> {
  return chooseExactly(model, rules, options);
}

export async function chooseCapacity({
  model,
  rules,
  options,
  capacity,
}: ExactInput & { readonly capacity: number }): Promise<ExactChoice> {
  return chooseExactlyWithCapacity(model, rules, capacity, options);
}

export async function fewest({
  model,
  rules,
  options,
  weight,
}: ExactInput & { readonly weight: number }): Promise<FewestSites> {
  return fewestExactly(model, rules, weight, options);
}

export const tasks = {
  url: import.meta.url,
  handlers: { reach, choose, chooseCapacity, fewest },
} satisfies TaskModule;
