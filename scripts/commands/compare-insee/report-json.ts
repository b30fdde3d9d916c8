import type { CellFigures } from "../../../isochrones/compare/compare-cells.ts";
import { cellRecord, explanation } from "./cell-record.ts";
import type { InseeReport } from "./report.ts";

/** The report as one JSON object; times in seconds or minutes as named, lengths in metres, shares from 0 to 1. */
export function inseeReportJson(report: InseeReport): object {
  const { access, comparison, departements, worst } = report;
  const names = new Map(departements.map(({ code, name }) => [code, name]));
  return {
    ...contextOf(report),
    rows: { read: access.rows, ofType: access.rowsOfType, cells: access.cells.count },
    join: comparison.join,
    ...figuresJson(comparison.overall),
    coverage: comparison.coverage,
    densities: comparison.densities.map(({ key, figures }) => ({ density: key, ...figuresJson(figures) })),
    structureMatches: comparison.matches.map(({ key, figures }) => ({ match: key, ...figuresJson(figures) })),
    departements: comparison.areas.map(({ key, figures }) => ({
      code: key,
      name: names.get(key) ?? key,
      ...figuresJson(figures),
    })),
    worst: worst.map((each) => ({ ...cellRecord(report, each.pair), ...explanation(each) })),
    issues: report.issues,
  };
}

/** What is compared, and where it comes from. */
export function contextOf({ territory, access, warnings, provenance }: InseeReport): object {
  return {
    measured: provenance.engine,
    reference: { type: access.type, sources: access.sources },
    territory,
    warnings,
    provenance,
  };
}

function figuresJson({ cells, people, pairs, sides, means }: CellFigures): object {
  return { cells, people, pairs, sides, meanMinutes: means };
}
