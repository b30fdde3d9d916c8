import { cellsAsCsv, cellsAsGeojson, cellsAsParquet } from "../../data/export/write-cells.ts";
import type { CoverageQuery } from "../../isochrones/model/report.ts";
import type { Study } from "../../isochrones/study.ts";
import { type Command, type Terminal, UsageError } from "../cli/command.ts";
import { EMBEDDED, readEngine } from "../cli/open-engine.ts";
import { openStudyWith } from "../cli/open-study.ts";
import { choiceOption, flagOption, readChoice, readOptions, textOption } from "../cli/options.ts";
import { QUERY_OPTIONS, QUERY_USAGE, readQuery } from "../cli/selection-options.ts";
import { coverageTable } from "./coverage/figure-table.ts";
import { runSensitivity } from "./coverage/sensitivity.ts";
import { detailCsv, detailRecords, detailTable, KINDS } from "./coverage/detail.ts";

const FORMATS = ["table", "json", "csv", "geojson", "parquet"] as const;

type Format = (typeof FORMATS)[number];
type Kind = (typeof KINDS)[number];

export const coverageCommand: Command = {
  name: "coverage",
  summary: "la part des habitants à moins de M minutes d’une structure",
  usage: `${QUERY_USAGE}
  --engine MOTEUR       qui calcule les temps : embedded (par défaut), osrm:URL (tout serveur OSRM) ou valhalla:DIR (trente valhalla build)
  --cache DIR           où un calcul long interrompu est gardé pour reprendre, un jour au plus (~/.cache/trente)
  --sensibilite         le chiffre sous d’autres hypothèses : vitesses, structures, trajet hors réseau, chefs-lieux ; --minutes peut être une liste (embedded, table ou json)
  --chefs-lieux CSV     avec --sensibilite : le point de chaque chef-lieu (colonnes code INSEE, lon, lat)
  --detail NIVEAU       aussi chaque territoire : ${KINDS.join(", ")} (table, json ou csv)
  --format FORMAT       table (par défaut) ou json : le chiffre ; csv, geojson ou parquet : les carreaux`,
  async run(args, terminal) {
    const values = readOptions(args, {
      ...QUERY_OPTIONS,
      engine: { type: "string" },
      cache: { type: "string" },
      sensibilite: { type: "boolean" },
      "chefs-lieux": { type: "string" },
      detail: { type: "string" },
      format: { type: "string" },
    });
    const format = choiceOption(values, "format", FORMATS);
    const engine = textOption(values, "engine");
    const choice = engine === undefined ? EMBEDDED : readEngine(engine);
    const workFolder = textOption(values, "cache") ?? null;
    const word = textOption(values, "detail");
    const kind = word === undefined ? null : readChoice("detail", word, KINDS);
    if (kind !== null && (format === "geojson" || format === "parquet")) {
      throw new UsageError(`option --detail: got --format ${format}, expected table, json or csv`);
    }
    if (flagOption(values, "sensibilite")) {
      await runSensitivity(values, { engine: choice, format, detail: kind }, terminal);
      return;
    }
    if (values["chefs-lieux"] !== undefined) {
      throw new UsageError("option --chefs-lieux: expected together with --sensibilite");
    }
    const query = readQuery(values);
    const study = await openStudyWith(values, { choice, workFolder }, query.selection, terminal);
    await write(study, query, format, kind, terminal);
  },
};

async function write(
  study: Study,
  query: Required<CoverageQuery>,
  format: Format,
  kind: Kind | null,
  terminal: Terminal,
): Promise<void> {
  if (format === "table") {
    const detail = kind === null ? "" : `\n${detailTable(study, query, kind)}`;
    await terminal.out(coverageTable(study.coverage(query)) + detail);
  } else if (format === "json") {
    const detail = kind === null ? {} : { territories: detailRecords(study, query, kind) };
    await terminal.out(`${JSON.stringify({ ...study.coverage(query), ...detail }, null, 2)}\n`);
  } else if (kind === null) {
    await writeCells(study, query, format, terminal);
  } else {
    await terminal.out(detailCsv(study, query, kind));
  }
}

async function writeCells(
  study: Study,
  { territory, selection }: Required<CoverageQuery>,
  format: "csv" | "geojson" | "parquet",
  terminal: Terminal,
): Promise<void> {
  const members = study.cellsOf(territory);
  const result = study.cellTimes(selection);
  const pieces = { csv: cellsAsCsv, geojson: cellsAsGeojson, parquet: cellsAsParquet }[format];
  for (const piece of pieces(study.dataset, result, members)) await terminal.out(piece);
}
