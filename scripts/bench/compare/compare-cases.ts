import { join } from "node:path";

import { commandContender } from "../child-command.ts";
import { commandLineOf } from "../command-line.ts";
import type { BenchCase, Contender } from "../contender.ts";
import { TRENTE_TASKS, type TrenteTask } from "../probes/probe-protocol.ts";
import { freshContender } from "../probes/probe-process.ts";
import { buildArguments } from "../suites/inputs.ts";
import type { SuiteFiles } from "../suites/suites.ts";

/** One of two checkouts. */
export interface Side {
  readonly name: "this" | "other";
  readonly root: string;
  /** Made by that checkout: formats may differ. */
  readonly dataset: string;
  /** For what it writes. */
  readonly folder: string;
}

/** Two checkouts over the same files. */
export interface CompareWorld {
  readonly files: SuiteFiles;
  readonly placesFile: string;
  /** The one that is compared with, then this one. */
  readonly sides: readonly [Side, Side];
}

export type CompareCase = BenchCase<CompareWorld>;

/** Tasks of which a first time in a process is no measure of code that is warm. */
const WARM_UPS: Readonly<Partial<Record<TrenteTask, number>>> = {
  coverage: 1,
  change: 1,
  closure: 1,
  isochrone: 1,
  isochrones: 1,
  table: 1,
};

/** The same on both sides, whatever the machine has. */
const COMPARED_THREADS = 2;

const TITLES: Readonly<Record<TrenteTask, string>> = {
  load: "dataset opened",
  "coverage-first": "times of all cells, first question of a process",
  coverage: "times of all cells, asked again",
  change: "the same with one type of structure left out",
  isochrone: "one isochrone of 30 minutes",
  closure: "one structure closes",
  isochrones: "isochrones of all structures, two threads",
  table: "table of cells by structures",
};

const COMMAND_CASES: readonly CompareCase[] = [
  {
    id: "build",
    title: () => "build of the whole dataset, whole process",
    contenders: ({ files, sides }) =>
      sides.map((side) =>
        command(side, ["build", ...buildArguments(files), "--out", join(side.folder, "timed")]),
      ),
  },
  {
    id: "coverage-command",
    title: () => "trente coverage, process start included",
    contenders: ({ sides }) =>
      sides.map((side) => command(side, ["coverage", "--dataset", side.dataset, "--format", "json"])),
  },
];

/** What two checkouts are compared by; each round of each side is a process of its own. */
export const COMPARE_CASES: readonly CompareCase[] = [
  ...COMMAND_CASES,
  ...TRENTE_TASKS.map((task): CompareCase => ({
    id: task,
    title: () => TITLES[task],
    contenders: (world) => world.sides.map((side) => probe(side, task, world)),
  })),
];

function command({ name, root }: Side, args: readonly string[]): Contender {
  return commandContender({ name }, () => ({
    program: process.execPath,
    args: [commandLineOf(root), ...args],
  }));
}

function probe({ name, root, dataset }: Side, task: TrenteTask, { placesFile }: CompareWorld): Contender {
  return freshContender(
    { name },
    () => ({ kind: "trente", task, root, dataset, places: placesFile, threads: COMPARED_THREADS }),
    WARM_UPS[task] ?? 0,
  );
}
