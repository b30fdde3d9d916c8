import type { Highs, ModelData } from "highs";

import type { CoveringModel } from "./covering-model.ts";
import { ProgramRows } from "./program-rows.ts";
import type { SitingRules } from "./rules.ts";

/** What is sought: the most weight with a number of sites, or the fewest sites that cover a weight. */
export type CoveringAim = { readonly kind: "most" } | { readonly kind: "fewest"; readonly weight: number };

/** How large a model is as a program for HiGHS. */
export interface ProgramSize {
  readonly rows: number;
  readonly columns: number;
  readonly entries: number;
}

/** Groups that one site alone reaches are worth what that site is: they need no column and no row. */
function sharedGroups({ groups }: CoveringModel): number[] {
  const shared: number[] = [];
  for (let group = 0; group + 1 < groups.offsets.length; group++) {
    if (groups.offsets[group + 1] - groups.offsets[group] > 1) shared.push(group);
  }
  return shared;
}

/** O(groups). */
export function programSize(model: CoveringModel, { floors }: Pick<SitingRules, "floors">): ProgramSize {
  const { offsets } = model.groups;
  const shared = sharedGroups(model);
  const pairs = shared.reduce((sum, group) => sum + offsets[group + 1] - offsets[group] + 1, 0);
  const siteCount = model.candidates.length;
  return {
    rows: shared.length + 1 + (floors?.least.length ?? 0),
    columns: siteCount + shared.length,
    entries: pairs + siteCount * (floors === undefined ? 1 : 2),
  };
}

/**
 * The covering model as a mixed-integer program. Column j below the number of sites is 1 where site j is chosen; the
 * others are 1 where a group is covered, which follows: each is at most the sum of its sites, and whole by itself.
 */
export function coveringProgram(
  { infinity, constants }: Pick<Highs, "infinity" | "constants">,
  model: CoveringModel,
  rules: SitingRules,
  aim: CoveringAim,
): ModelData {
  const { weights, groups } = model;
  const siteCount = model.candidates.length;
  const shared = sharedGroups(model);
  const worth = new Float64Array(siteCount + shared.length);
  for (let group = 0; group < weights.length; group++) {
    const first = groups.offsets[group];
    if (groups.offsets[group + 1] - first === 1) worth[groups.values[first]] += weights[group];
  }
  const rows = new ProgramRows();
  shared.forEach((group, i) => {
    worth[siteCount + i] = weights[group];
    const sites = Array.from(groups.values.subarray(groups.offsets[group], groups.offsets[group + 1]));
    rows.add([siteCount + i, ...sites], [1, ...sites.map(() => -1)], -infinity, 0);
  });
  const allSites = Array.from({ length: siteCount }, (_, site) => site);
  const ones = (columns: readonly number[]): number[] => columns.map(() => 1);
  rows.add(allSites, ones(allSites), 0, rules.count);
  rules.floors?.least.forEach((least, territory) => {
    const inside = allSites.filter((site) => rules.floors?.territories[site] === territory);
    rows.add(inside, ones(inside), least, infinity);
  });
  if (aim.kind === "fewest") {
    rows.add(Array.from(worth.keys()), Array.from(worth), aim.weight, infinity);
  }
  const numCols = worth.length;
  const lower = new Float64Array(numCols);
  const upper = new Float64Array(numCols).fill(1);
  for (const site of rules.forced ?? []) lower[site] = 1;
  for (const site of rules.forbidden ?? []) upper[site] = 0;
  const { objectiveSense, variableType } = constants;
  const isMost = aim.kind === "most";
  return {
    numCols,
    numRows: rows.lowers.length,
    sense: isMost ? objectiveSense.maximize : objectiveSense.minimize,
    colCost: isMost ? worth : Float64Array.from(worth, (_, column) => (column < siteCount ? 1 : 0)),
    colLower: lower,
    colUpper: upper,
    rowLower: rows.lowers,
    rowUpper: rows.uppers,
    matrix: {
      format: "csr",
      numRows: rows.lowers.length,
      numCols,
      starts: rows.starts,
      indices: rows.indices,
      values: rows.values,
    },
    integrality: Int32Array.from(worth, (_, column) =>
      column < siteCount ? variableType.integer : variableType.continuous,
    ),
  };
}

/** A choice as values of the columns of its program, to start from. */
export function columnValues(model: CoveringModel, sites: readonly number[]): Float64Array {
  const { groups } = model;
  const siteCount = model.candidates.length;
  const shared = sharedGroups(model);
  const values = new Float64Array(siteCount + shared.length);
  for (const site of sites) values[site] = 1;
  shared.forEach((group, i) => {
    const end = groups.offsets[group + 1];
    for (let at = groups.offsets[group]; at < end; at++) {
      if (values[groups.values[at]] === 1) values[siteCount + i] = 1;
    }
  });
  return values;
}
