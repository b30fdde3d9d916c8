import type { InseeAccess } from "../../../data/insee/read-access.ts";
import { InputError } from "../../../data/input-error.ts";
import type { DataIssues } from "../../../data/issues.ts";
import { selectStructures } from "../../../isochrones/accessibility/selection.ts";
import { TerritoryIndex } from "../../../isochrones/accessibility/territories.ts";
import { type CellComparison, compareCells } from "../../../isochrones/compare/compare-cells.ts";
import { type ExplainedCell, explainWorstCells } from "../../../isochrones/compare/explain-cells.ts";
import { type CellJoin, joinCells } from "../../../isochrones/compare/join-cells.ts";
import type { Cells } from "../../../isochrones/model/cells.ts";
import type { IssueCount, Provenance, Warning } from "../../../isochrones/model/provenance.ts";
import type { StructureSelection } from "../../../isochrones/model/structure.ts";
import type { Territory } from "../../../isochrones/model/territory.ts";
import type { CellTimes, Study } from "../../../isochrones/study.ts";
import { type EngineChoice, type EngineSurroundings, openEngine } from "../../cli/open-engine.ts";

/** What a comparison with INSEE is asked for. */
export interface InseeQuery {
  readonly territory: string;
  readonly selection: StructureSelection;
  /** Limits whose sides people may change. */
  readonly minutes: readonly number[];
  /** How many of the worst cells are explained. */
  readonly worst: number;
}

/** A comparison with INSEE, and all that is needed to say where it comes from. */
export interface InseeReport {
  readonly study: Study;
  readonly cells: Cells;
  readonly times: CellTimes;
  readonly territory: Territory;
  readonly access: InseeAccess;
  readonly join: CellJoin;
  readonly comparison: CellComparison;
  /** Worst first. */
  readonly worst: readonly ExplainedCell[];
  /** The départements of the territory, those of `comparison.areas` among them. */
  readonly departements: readonly Territory[];
  /** What was odd in INSEE's files. */
  readonly issues: readonly IssueCount[];
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

/** What is compared: a study, the engine that made its times, and what INSEE has. */
export interface InseeQuestion {
  readonly study: Study;
  readonly choice: EngineChoice;
  readonly access: InseeAccess;
  readonly issues: DataIssues;
  readonly query: InseeQuery;
}

/**
 * Joins INSEE's cells with those of a territory, and compares.
 *
 * @throws InputError `insee.join.none` where no cell is in both, RequestError for a dataset without cells or an unknown
 * territory
 */
export async function compareWithInsee(
  { study, choice, access, issues, query }: InseeQuestion,
  surroundings: EngineSurroundings,
): Promise<InseeReport> {
  const { dataset } = study;
  const { territory, warnings, provenance } = study.coverage({
    territory: query.territory,
    selection: query.selection,
  });
  const { cells, cellSnaps, structures } = dataset;
  if (cells === null || cellSnaps === null) throw new Error("a coverage without cells");
  const times = study.cellTimes(query.selection);
  const join = joinCells(cells, access.cells, study.cellsOf(query.territory));
  if (join.cells.length === 0) throw noneJoined(access, cells, query.territory);
  const departements = new TerritoryIndex(dataset).split(territory, "departement");
  const { counted } = selectStructures(structures, query.selection);
  const ours = { cells, structures, counted, times };
  const comparison = compareCells(ours, access.cells, join, {
    minutes: query.minutes,
    areas: departements.map(({ territory: { code }, members }) => ({ key: code, members })),
  });
  const engine = await openEngine(choice, dataset, surroundings);
  const worst = await explainWorstCells(
    {
      ...ours,
      cellSnapMeters: cellSnaps.distancesMeters,
      route: async (from, to) => engine.route(from, to, { signal: surroundings.signal }),
    },
    access.cells,
    join,
    comparison.pairs,
    query.worst,
  );
  return {
    study,
    cells,
    times,
    territory,
    access,
    join,
    comparison,
    worst,
    departements: departements.map((each) => each.territory),
    issues: issues.list(),
    warnings,
    provenance: withQuery(provenance, query, access),
  };
}

/** The limits are several here, and the reference has parameters of its own. */
function withQuery(
  provenance: Provenance,
  { minutes }: InseeQuery,
  { type, units }: InseeAccess,
): Provenance {
  return {
    ...provenance,
    parameters: {
      ...provenance.parameters,
      minutes: minutes.map(String),
      inseeType: type,
      inseeDistanceUnit: units.road,
      inseeCrowDistanceUnit: units.crow,
    },
  };
}

function noneJoined(access: InseeAccess, cells: Cells, territory: string): InputError {
  return new InputError(
    "insee.join.none",
    access.sources.map(({ file }) => file).join(", "),
    `got cells of ${gridsIn(access.cells)}, none of them in ${territory} of a dataset with cells of ${gridsIn(cells)}, ` +
      "expected the same squares",
  );
}

/** `200 m in EPSG:3035`. */
function gridsIn({ crs, sizes }: Pick<Cells, "crs" | "sizes">): string {
  const grids = new Set(Array.from(crs, (code, cell) => `${sizes[cell]} m in EPSG:${code}`));
  return [...grids].sort().join(" and ");
}
