import { basename } from "node:path";

import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { DataIssues } from "../../../data/issues.ts";
import { readChiefTowns } from "../../../data/territories/read-chief-towns.ts";
import { type Terminal, UsageError } from "../../cli/command.ts";
import type { EngineChoice } from "../../cli/open-engine.ts";
import { openStudy } from "../../cli/open-study.ts";
import { textOption, type Values } from "../../cli/options.ts";
import { readSelection, readSeveralMinutes } from "../../cli/selection-options.ts";
import { withProgress } from "../../cli/terminal-progress.ts";
import { sensitivityJson } from "./sensitivity-json.ts";
import { type ChiefTownFile, sensitivityReport } from "./sensitivity-report.ts";
import { sensitivityTable } from "./sensitivity-table.ts";

/** What else the command was told. */
export interface OtherOptions {
  readonly engine: EngineChoice;
  readonly format: string;
  readonly detail: string | null;
}

/** `coverage --sensibilite`. @throws UsageError for options that it has no answer to */
export async function runSensitivity(
  values: Values,
  { engine, format, detail }: OtherOptions,
  terminal: Terminal,
): Promise<void> {
  if (engine.kind !== "embedded") {
    throw new UsageError(
      `option --engine: got ${engine.kind}, expected embedded with --sensibilite, which changes the roads' speeds`,
    );
  }
  if (detail !== null) throw new UsageError("option --detail: not with --sensibilite");
  if (format !== "table" && format !== "json") {
    throw new UsageError(`option --format: got ${format}, expected table or json with --sensibilite`);
  }
  const query = {
    territory: textOption(values, "territoire") ?? "france",
    minutes: readSeveralMinutes(values),
    selection: readSelection(values),
  };
  const study = openStudy(values);
  const chiefTowns = await readChiefTownFile(textOption(values, "chefs-lieux"), study.dataset, terminal);
  const report = await withProgress(terminal, async (progress) =>
    sensitivityReport(study, { ...query, chiefTowns }, { progress, signal: terminal.signal }),
  );
  const text =
    format === "table" ? sensitivityTable(report) : `${JSON.stringify(sensitivityJson(report), null, 2)}\n`;
  await terminal.out(text);
}

async function readChiefTownFile(
  path: string | undefined,
  { fictitious, bbox }: Dataset,
  { signal }: Terminal,
): Promise<ChiefTownFile | null> {
  if (path === undefined) return null;
  const issues = new DataIssues();
  const towns = await readChiefTowns(path, {
    issues,
    fictitiousExtent: fictitious ? bbox : undefined,
    signal,
  });
  return { file: basename(path), towns, issues: issues.list() };
}
