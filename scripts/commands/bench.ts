import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";

import { InputError } from "../../data/input-error.ts";
import { PEER_NAMES } from "../bench/bench-world.ts";
import { ALL_CASES } from "../bench/cases/all-cases.ts";
import type { SuiteCase } from "../bench/cases/about.ts";
import { AbsentError } from "../bench/contender.ts";
import { BenchLog, writeLog } from "../bench/report/bench-log.ts";
import { replaceBetweenMarkers } from "../bench/report/markers.ts";
import { readmeTable } from "../bench/report/readme-table.ts";
import type { SuiteReport } from "../bench/report/suite-report.ts";
import { terminalReport } from "../bench/report/terminal-report.ts";
import { runSuite } from "../bench/run-suite.ts";
import { type Suite, SUITES } from "../bench/suites/suites.ts";
import { type Command, type Terminal, UsageError } from "../cli/command.ts";
import { readEngine } from "../cli/open-engine.ts";
import {
  flagOption,
  listOption,
  readChoice,
  readOptions,
  textOption,
  type Values,
  wholeNumberOption,
} from "../cli/options.ts";
import { projectRoot } from "../cli/project-root.ts";
import { withProgress } from "../cli/terminal-progress.ts";

const DEFAULT_SUITE = "departement";
const DEFAULT_ROUNDS = 5;
const MOST_ROUNDS = 1000;
const DEFAULT_SEED = 1;
const LOG_FOLDER = "benchmarks";
const README = "README.md";

const SUITE_NAMES = SUITES.map(({ name }) => name);
const CASE_NAMES = ALL_CASES.map(({ id }) => id);

export const benchCommand: Command = {
  name: "bench",
  summary: "mesure Trente et ses pairs, tour à tour, sur les mêmes fichiers",
  usage: `  --suite NOM       ${SUITE_NAMES.join(", ")} (répétable ; ${DEFAULT_SUITE} par défaut)
  --case NOM        une mesure seulement (répétable) : ${CASE_NAMES.join(", ")}
  --rounds N        tours comptés, après un tour d’échauffement (${DEFAULT_ROUNDS})
  --seed N          graine de ce qui est tiré au sort (${DEFAULT_SEED})
  --osrm URL        un serveur OSRM qui a les mêmes routes
  --sans PAIR       sans ${PEER_NAMES.join(", ")} (répétable)
  --files DIR       fichiers déjà faits, aux noms de trente demo
  --dataset DIR     jeu de données déjà fait
  --write           écrit aussi le tableau dans ${README}, entre ses marques
  --log DIR         dossier du relevé brut, en lignes JSON (${LOG_FOLDER})

Valhalla est installé la première fois (280 Mo) ; pgRouting est mesuré si PostgreSQL est installé. Voir docs/bench.md.`,
  async run(args, terminal) {
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
    await runSuites(readBenchOptions(values), terminal);
  },
};

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

function readBenchOptions(values: Values): BenchOptions {
  const suites = chosen(values, "suite", SUITES, ({ name }) => name);
  const filesFolder = textOption(values, "files") ?? null;
  const datasetFolder = textOption(values, "dataset") ?? null;
  if ((filesFolder !== null || datasetFolder !== null) && suites.length !== 1) {
    throw new UsageError("option --suite: expected one, which the given files or dataset stand for");
  }
  const cases = chosen(values, "case", ALL_CASES, ({ id }) => id);
  const osrm = textOption(values, "osrm");
  const engine = osrm === undefined ? null : readEngine(`osrm:${osrm}`);
  return {
    suites: suites.length === 0 ? SUITES.filter(({ name }) => name === DEFAULT_SUITE) : suites,
    cases: cases.length === 0 ? ALL_CASES : cases,
    rounds: wholeNumberOption(values, "rounds", DEFAULT_ROUNDS, [1, MOST_ROUNDS]),
    seed: wholeNumberOption(values, "seed", DEFAULT_SEED, [0, Number.MAX_SAFE_INTEGER]),
    osrmUrl: engine?.kind === "osrm" ? engine.url : null,
    without: listOption(values, "sans").map((word) => readChoice("sans", word, PEER_NAMES)),
    filesFolder,
    datasetFolder,
    writes: flagOption(values, "write"),
    logFolder: textOption(values, "log") ?? join(projectRoot(), LOG_FOLDER),
  };
}

/** The things that a repeatable option names, in their own order. */
function chosen<Thing>(
  values: Values,
  option: string,
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
): Thing[] {
  const names = listOption(values, option).map((word) => readChoice(option, word, things.map(nameOf)));
  return things.filter((thing) => names.includes(nameOf(thing)));
}

async function runSuites(options: BenchOptions, terminal: Terminal): Promise<void> {
  const failures: string[] = [];
  for (const suite of options.suites) {
    const log = new BenchLog();
    const report = await measure(suite, options, log, terminal);
    if (report === null) continue;
    await terminal.out(terminalReport(report));
    const name = writeLog(options.logFolder, report, log.text(report));
    terminal.err(`${suite.name}: every single measurement is in ${join(options.logFolder, name)}\n`);
    if (options.writes) writeReadme(report, join(options.logFolder, name));
    failures.push(...failuresOf(report));
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
