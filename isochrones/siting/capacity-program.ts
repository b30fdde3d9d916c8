import type { Highs, ModelData } from "highs";

import type { CoveringModel } from "./covering-model.ts";
import type { ProgramSize } from "./covering-program.ts";
import { ProgramRows } from "./program-rows.ts";
import type { SitingRules } from "./rules.ts";

/** How large `capacityProgram` is. O(1). */
export function capacityProgramSize(
  { candidates, weights, sites }: CoveringModel,
  { floors }: Pick<SitingRules, "floors">,
): ProgramSize {
  const [siteCount, pairs] = [candidates.length, sites.values.length];
  return {
    rows: weights.length + siteCount + pairs + 1 + (floors?.least.length ?? 0),
    columns: siteCount + pairs,
    entries: 4 * pairs + 2 * siteCount + (floors === undefined ? 0 : siteCount),
  };
}

/**
 * The choice of sites that serve most, each so much at most, as a mixed-integer program. Column j below the number of sites is
 * 1 where site j is chosen; the others are what the site of a pair serves of its group: no more than the group weighs in all,
 * than the site can, and nothing where it is not chosen.
 */
export function capacityProgram(
  { infinity, constants }: Pick<Highs, "infinity" | "constants">,
  model: CoveringModel,
  rules: SitingRules,
  capacity: number,
): ModelData {
  const { weights, sites } = model;
  const siteCount = model.candidates.length;
  const numCols = siteCount + sites.values.length;
  const rows = new ProgramRows();
  const pairsOfGroup: number[][] = Array.from(weights, () => []);
  const upper = new Float64Array(numCols).fill(1);
  for (let site = 0; site < siteCount; site++) {
    const columns: number[] = [];
    for (let pair = sites.offsets[site]; pair < sites.offsets[site + 1]; pair++) {
      const column = siteCount + pair;
      const group = sites.values[pair];
      const most = Math.min(capacity, weights[group]);
      columns.push(column);
      pairsOfGroup[group].push(column);
      upper[column] = most;
      // It follows from the other rows for whole sites, and makes parts of sites worth less.
      rows.add([column, site], [1, -most], -infinity, 0);
    }
    rows.add([...columns, site], [...columns.map(() => 1), -capacity], -infinity, 0);
  }
  pairsOfGroup.forEach((columns, group) => {
    rows.add(
      columns,
      columns.map(() => 1),
      -infinity,
      weights[group],
    );
  });
  const allSites = Array.from({ length: siteCount }, (_, site) => site);
  rows.add(
    allSites,
    allSites.map(() => 1),
    0,
    rules.count,
  );
  rules.floors?.least.forEach((least, territory) => {
    const inside = allSites.filter((site) => rules.floors?.territories[site] === territory);
    rows.add(
      inside,
      inside.map(() => 1),
      least,
      infinity,
    );
  });
  const lower = new Float64Array(numCols);
  for (const site of rules.forced ?? []) lower[site] = 1;
  for (const site of rules.forbidden ?? []) upper[site] = 0;
  const { objectiveSense, variableType } = constants;
  const numRows = rows.lowers.length;
  const { starts, indices, values } = rows;
  return {
    numCols,
    numRows,
    sense: objectiveSense.maximize,
    colCost: Float64Array.from(upper, (_, column) => (column < siteCount ? 0 : 1)),
    colLower: lower,
    colUpper: upper,
    rowLower: rows.lowers,
    rowUpper: rows.uppers,
    matrix: { format: "csr", numRows, numCols, starts, indices, values },
    integrality: Int32Array.from(upper, (_, column) =>
      column < siteCount ? variableType.integer : variableType.continuous,
    ),
  };
}
