import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { InputError } from "../../../data/input-error.ts";
import { PEER_NAMES } from "../../bench/bench-world.ts";
import { ALL_CASES } from "../../bench/cases/all-cases.ts";
import type { SuiteCase } from "../../bench/cases/about.ts";
import { AbsentError } from "../../bench/contender.ts";
import { BenchLog, writeLog } from "../../bench/report/bench-log.ts";
import { replaceBetweenMarkers } from "../../bench/report/markers.ts";
import { readmeTable } from "../../bench/report/readme-table.ts";
import type { SuiteReport } from "../../bench/report/suite-report.ts";
import { terminalReport } from "../../bench/report/terminal-report.ts";
import { runSuite } from "../../bench/run-suite.ts";
import { type Suite, SUITES } from "../../bench/suites/suites.ts";
import { type Terminal, UsageError } from "../../cli/command.ts";
import { readEngine } from "../../cli/open-engine.ts";
import {
  flagOption,
  listOption,
  readChoice,
  readOptions,
  textOption,
  wholeNumberOption,
} from "../../cli/options.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { withProgress } from "../../cli/terminal-progress.ts";
import { chosenThings } from "./chosen-things.ts";
import { DEFAULT_SEED, DEFAULT_SUITE, MOST_ROUNDS } from "./defaults.ts";

export const DEFAULT_ROUNDS = 5;
/** From the project's root. */
export const LOG_FOLDER = "benchmarks";
export const README = "README.md";

interface BenchOptions {
  readonly suites: readonly Suite[];
  readonly cases: readonly SuiteCase[];
  readonly rounds: number;
  readonly seed: number;
  readonly osrmUrl: string | null;
  readonly without: readonly (typeof PEER_NAMES)[number][];
  readonly filesFolder: string | null;
  readonly datasetFolder: string | null;
  readonly writes: boolean;
  readonly logFolder: string;
}

function readBenchOptions(args: readonly string[]): BenchOptions {
  const values = readOptions(args, {
    suite: { type: "string", multiple: true },
    case: { type: "string", multiple: true },
    rounds: { type: "string" },
    seed: { type: "string" },
    osrm: { type: "string" },
    sans: { type: "string", multiple: true },
    files: { type: "string" },
    dataset: { type: "string" },
    write: { type: "boolean" },
    log: { type: "string" },
  });
  const named = listOption(values, "suite");
  const suite = named.length === 0 ? [DEFAULT_SUITE] : named;
  const suites = chosenThings({ suite }, "suite", SUITES, ({ name }) => name);
  const filesFolder = textOption(values, "files") ?? null;
  const datasetFolder = textOption(values, "dataset") ?? null;
  if ((filesFolder !== null || datasetFolder !== null) && suites.length !== 1) {
    throw new UsageError("option --suite: expected one, which the given files or dataset stand for");
  }
  const writes = flagOption(values, "write");
  if (writes && (values["case"] !== undefined || values["log"] !== undefined)) {
    throw new UsageError("option --write: expected without --case and --log, the table is of a whole run");
  }
  const osrm = textOption(values, "osrm");
  const engine = osrm === undefined ? null : readEngine(`osrm:${osrm}`);
  return {
    suites,
    cases: chosenThings(values, "case", ALL_CASES, ({ id }) => id),
    rounds: wholeNumberOption(values, "rounds", DEFAULT_ROUNDS, [1, MOST_ROUNDS]),
    seed: wholeNumberOption(values, "seed", DEFAULT_SEED, [0, Number.MAX_SAFE_INTEGER]),
    osrmUrl: engine?.kind === "osrm" ? engine.url : null,
    without: listOption(values, "sans").map((word) => readChoice("sans", word, PEER_NAMES)),
    filesFolder,
    datasetFolder,
    writes,
    logFolder: textOption(values, "log") ?? join(projectRoot(), LOG_FOLDER),
  };
}

/** `trente bench`: measures each suite, prints it, and writes its log. */
export async function runSuites(args: readonly string[], terminal: Terminal): Promise<void> {
  const options = readBenchOptions(args);
  const failures: string[] = [];
  for (const suite of options.suites) {
    const log = new BenchLog();
    const report = await measure(suite, options, log, terminal);
    if (report === null) continue;
    await terminal.out(terminalReport(report));
    const name = writeLog(options.logFolder, report, log.text(report));
    terminal.err(`${suite.name}: every single measurement is in ${join(options.logFolder, name)}\n`);
    const failed = failuresOf(report);
    if (options.writes && failed.length === 0) writeReadme(report, join(options.logFolder, name));
    failures.push(...failed);
  }
  if (failures.length > 0) {
    throw new InputError(
      "bench.failed",
      "bench",
      `${failures.length} measurements failed: ${failures.join("; ")}`,
    );
  }
}

/** null where the suite's inputs cannot be had, which is told. */
async function measure(
  suite: Suite,
  options: BenchOptions,
  log: BenchLog,
  terminal: Terminal,
): Promise<SuiteReport | null> {
  const { signal } = terminal;
  try {
    return await withProgress(terminal, async (progress) =>
      runSuite({ ...options, suite, command: commandOf(suite, options), log, progress, signal }),
    );
  } catch (error) {
    if (!(error instanceof AbsentError)) throw error;
    await terminal.out(`${suite.name}: skipped, ${error.message}\n`);
    return null;
  }
}

/** Ours only: a peer that fails is reported and is no failure of ours. */
function failuresOf({ suite, cases }: SuiteReport): string[] {
  return cases.flatMap(({ id, outcomes }) =>
    outcomes.flatMap((outcome) =>
      outcome.kind === "failed" && outcome.contender.name === "trente"
        ? [`${suite.name} ${id}: ${outcome.reason}`]
        : [],
    ),
  );
}

function writeReadme(report: SuiteReport, logPath: string): void {
  const path = join(projectRoot(), README);
  const table = readmeTable(report, relative(projectRoot(), logPath));
  writeFileSync(path, replaceBetweenMarkers(readFileSync(path, "utf8"), report.suite.name, table, README));
}

/** As one would type it elsewhere: addresses and folders of this machine are left as words. */
function commandOf(suite: Suite, options: BenchOptions): string {
  const { cases, rounds, seed, osrmUrl, without, filesFolder, datasetFolder } = options;
  const words = [
    "npm run bench --",
    `--suite ${suite.name}`,
    ...(cases.length === ALL_CASES.length ? [] : cases.map(({ id }) => `--case ${id}`)),
    `--rounds ${rounds}`,
    ...(seed === DEFAULT_SEED ? [] : [`--seed ${seed}`]),
    ...(osrmUrl === null ? [] : ["--osrm URL"]),
    ...without.map((name) => `--sans ${name}`),
    ...(filesFolder === null ? [] : ["--files DIR"]),
    ...(datasetFolder === null ? [] : ["--dataset DIR"]),
  ];
  return words.join(" ");
}
