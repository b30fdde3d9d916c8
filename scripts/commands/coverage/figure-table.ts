import type { CoverageReport } from "../../../isochrones/model/report.ts";
import { inOneLine } from "../../cli/error-text.ts";
import { count, minutes, percent } from "../../cli/french.ts";
import { folded, table } from "../../cli/layout.ts";

const CURVE_STEP_MINUTES = 5;

/** The figure as people read it: rows, curve, warnings, sources. */
export function coverageTable(report: CoverageReport): string {
  const { territory } = report;
  const curve = report.curve
    .filter((point) => point.minutes > 0 && point.minutes % CURVE_STEP_MINUTES === 0)
    .map((point) => [`${point.minutes} min`, percent(point.share)]);
  return [
    inOneLine(territory.name),
    table(figureRows(report)),
    "",
    "Courbe",
    table(curve),
    "",
    ...contextLines(report),
    "",
  ].join("\n");
}

/** What must stand under any figure: warnings, then where it comes from. */
export function contextLines({
  warnings,
  provenance,
}: Pick<CoverageReport, "warnings" | "provenance">): string[] {
  const { dataset, engine, profile, sources } = provenance;
  return [
    ...warnings.map(({ message }) => folded(`Attention : ${message}`, "  ")),
    `Jeu de données ${dataset.id}, moteur ${engine}, profil ${profile}`,
    "Sources",
    ...sources.map(({ name, vintage, attribution, licence }) =>
      folded(`  ${name} (${vintage}), ${attribution}, ${licence}`, "    "),
    ),
  ];
}

function figureRows(report: CoverageReport): string[][] {
  const { structures, snapMeters, unlinked, unreached } = report;
  // Times are those of people who reach a structure at all.
  const among = unlinked.cells + unreached.cells > 0 ? " (hors sans itinéraire)" : "";
  const rows = [
    [`à moins de ${decimal(report.minutes)} minutes`, percent(report.share)],
    ["habitants couverts", `${count(report.covered)} hab.`],
    ["habitants", `${count(report.population)} hab.`],
    [`temps moyen${among}`, minutes(report.meanMinutes)],
    [`temps médian${among}`, minutes(report.medianMinutes)],
    [`95 % à moins de${among}`, minutes(report.p95Minutes)],
    ["structures comptées", count(structures.counted)],
    ["  dont dans le territoire", count(structures.inTerritory)],
    ...structures.excluded.map(({ reason, count: times }) => [`  non comptées : ${reason}`, count(times)]),
    ["carreaux habités", count(report.cells.count)],
    ["  sans route proche", `${count(unlinked.cells)} (${count(unlinked.people)} hab.)`],
    ["  sans itinéraire", `${count(unreached.cells)} (${count(unreached.people)} hab.)`],
  ];
  if (snapMeters !== null) {
    rows.push(
      ["rattachement médian", `${count(snapMeters.median)} m`],
      ["  95 % à moins de", `${count(snapMeters.p95)} m`],
      ["  au plus", `${count(snapMeters.max)} m`],
    );
  }
  return rows;
}

/** `12,5`. */
export function decimal(value: number): string {
  return String(value).replace(".", ",");
}
