import { basename } from "node:path";

import type { QualityIndicators, Structure } from "../../isochrones/model/structure.ts";
import { readCsv } from "../csv.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { plainKey } from "../plain-key.ts";

const ID_COLUMN = "id_fs";
const COLUMNS = {
  realisationRate: "taux_realisation",
  noRedirectionShare: "part_sans_reorientation",
  satisfaction: "satisfaction",
} as const satisfies Readonly<Record<keyof QualityIndicators, string>>;

export interface IndicatorOptions {
  readonly issues: DataIssues;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Joins tables of indicators to structures by `id_fs`. Percentages from 0 to 100, with a point or a comma; an empty field
 * is unknown.
 *
 * Counted: `indicator.id.missing`, `indicator.structure.unknown`, `indicator.structure.duplicate` (the first row wins),
 * `indicator.value.unreadable` (unknown then), and `indicator.structure.absent` for each structure without a row.
 *
 * @throws InputError `indicators.columns` without `id_fs` or without any indicator, and those of `readCsv`
 */
export async function joinIndicators(
  files: readonly string[],
  structures: readonly Structure[],
  options: IndicatorOptions,
): Promise<Structure[]> {
  const { issues } = options;
  const known = new Set(structures.map(({ id }) => id));
  const byId = new Map<string, QualityIndicators>();
  for (const file of files) {
    for await (const { where, id, indicators } of readIndicators(file, options)) {
      if (id === "") issues.count("indicator.id.missing", "warning", where);
      else if (!known.has(id)) issues.count("indicator.structure.unknown", "warning", `${where}: id ${id}`);
      else if (byId.has(id)) issues.count("indicator.structure.duplicate", "warning", `${where}: id ${id}`);
      else byId.set(id, indicators);
    }
  }
  return structures.map((structure) => {
    const indicators = byId.get(structure.id);
    if (indicators !== undefined) return { ...structure, indicators };
    issues.count("indicator.structure.absent", "info", `${structure.id} ${structure.name}`);
    return structure;
  });
}

interface IndicatorRow {
  readonly where: string;
  readonly id: string;
  readonly indicators: QualityIndicators;
}

async function* readIndicators(file: string, options: IndicatorOptions): AsyncGenerator<IndicatorRow> {
  let header: readonly string[] | null = null;
  for await (const { line, fields } of readCsv(file, options)) {
    const where = `${basename(file)}:${line}`;
    if (header === null) {
      header = fields.map(plainKey);
      checkHeader(header, where);
      continue;
    }
    const names = header;
    const textOf = (name: string): string => fields[names.indexOf(name)]?.trim() ?? "";
    const percentOf = (name: string): number | null =>
      readPercent(textOf(name), `${where}: ${name}`, options);
    yield {
      where,
      id: textOf(ID_COLUMN),
      indicators: {
        realisationRate: percentOf(COLUMNS.realisationRate),
        noRedirectionShare: percentOf(COLUMNS.noRedirectionShare),
        satisfaction: percentOf(COLUMNS.satisfaction),
      },
    };
  }
}

function checkHeader(header: readonly string[], where: string): void {
  const columns = Object.values(COLUMNS);
  if (header.includes(ID_COLUMN) && columns.some((name) => header.includes(name))) return;
  throw new InputError(
    "indicators.columns",
    where,
    `got columns ${header.slice(0, 10).join(", ")}, expected ${ID_COLUMN} and one at least of ${columns.join(", ")}`,
  );
}

function readPercent(text: string, where: string, { issues }: IndicatorOptions): number | null {
  if (text === "") return null;
  const value = /^\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(",", ".")) : Number.NaN;
  if (value <= 100) return value;
  issues.count("indicator.value.unreadable", "warning", `${where} "${text}", expected 0 to 100`);
  return null;
}
