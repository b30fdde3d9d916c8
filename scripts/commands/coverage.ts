import { cellsAsCsv, cellsAsGeojson, cellsAsParquet } from "../../data/export/write-cells.ts";
import type { CoverageQuery, CoverageReport } from "../../isochrones/model/report.ts";
import type { Study } from "../../isochrones/study.ts";
import { type Command, readOptions, type Terminal, textOption, UsageError } from "../cli/command.ts";
import { count, minutes, percent, table } from "../cli/french.ts";
import { openStudy } from "../cli/open-study.ts";
import { QUERY_OPTIONS, QUERY_USAGE, readQuery } from "../cli/selection-options.ts";

const FORMATS = ["table", "json", "csv", "geojson", "parquet"] as const;
const ENGINES = ["embedded"];
const CURVE_STEP_MINUTES = 5;

export const coverageCommand: Command = {
  name: "coverage",
  summary: "la part des habitants à moins de M minutes d’une structure",
  usage: `${QUERY_USAGE}
  --engine MOTEUR       ${ENGINES.join(", ")}
  --format FORMAT       table (par défaut) ou json : le chiffre ; csv, geojson ou parquet : les carreaux`,
  async run(args, terminal) {
    const values = readOptions(args, { ...QUERY_OPTIONS, engine: { type: "string" }, format: { type: "string" } });
    const word = textOption(values, "format") ?? "table";
    const format = FORMATS.find((known) => known === word);
    if (format === undefined) {
      throw new UsageError(`option --format: got "${word}", expected ${FORMATS.join(", ")}`);
    }
    const engine = textOption(values, "engine") ?? ENGINES[0];
    if (!ENGINES.includes(engine)) {
      throw new UsageError(`option --engine: got "${engine}", expected ${ENGINES.join(", ")}`);
    }
    const query = readQuery(values);
    const study = openStudy(values);
    if (format === "json") await terminal.out(`${JSON.stringify(study.coverage(query), null, 2)}\n`);
    else if (format === "table") await terminal.out(tableOf(study.coverage(query)));
    else await writeCells(study, query, format, terminal);
  },
};

async function writeCells(
  study: Study,
  query: CoverageQuery,
  format: "csv" | "geojson" | "parquet",
  terminal: Terminal,
): Promise<void> {
  const members = study.cellsOf(query.territory ?? "france");
  const result = study.cellTimes(query.selection);
  if (format === "parquet") {
    await terminal.out(cellsAsParquet(study.dataset, result, members));
    return;
  }
  const write = format === "csv" ? cellsAsCsv : cellsAsGeojson;
  for (const piece of write(study.dataset, result, members)) await terminal.out(piece);
}

function tableOf(report: CoverageReport): string {
  const { territory, structures, snapMeters, unlinked, unreached, provenance } = report;
  const rows = [
    [`à moins de ${report.minutes} minutes`, percent(report.share)],
    ["habitants couverts", count(report.covered)],
    ["habitants", count(report.population)],
    ["temps moyen", minutes(report.meanMinutes)],
    ["temps médian", minutes(report.medianMinutes)],
    ["95 % à moins de", minutes(report.p95Minutes)],
    ["structures comptées", count(structures.counted)],
    ["  dont dans le territoire", count(structures.inTerritory)],
    ...structures.excluded.map(({ reason, count: times }) => [`  non comptées : ${reason}`, count(times)]),
    ["carreaux habités", count(report.cells.count)],
    ["  sans route proche", `${count(unlinked.cells)} (${count(unlinked.people)} hab.)`],
    ["  sans itinéraire", `${count(unreached.cells)} (${count(unreached.people)} hab.)`],
  ];
  if (snapMeters !== null) {
    const { median, p95, max } = snapMeters;
    rows.push(["rattachement médian, p95, max", `${[median, p95, max].map(count).join(", ")} m`]);
  }
  const curve = report.curve
    .filter((point) => point.minutes > 0 && point.minutes % CURVE_STEP_MINUTES === 0)
    .map((point) => [`${point.minutes} min`, percent(point.share)]);
  const sources = provenance.sources.map((source) => `  ${source.name} (${source.vintage}), ${source.attribution}, ${source.licence}`);
  return [
    `${territory.name}`,
    table(rows),
    "",
    "Courbe",
    table(curve),
    "",
    ...report.warnings.map(({ message }) => `Attention : ${message}`),
    `Jeu de données ${provenance.dataset.id}, moteur ${provenance.engine}, profil ${provenance.profile}`,
    "Sources",
    ...sources,
    "",
  ].join("\n");
}
