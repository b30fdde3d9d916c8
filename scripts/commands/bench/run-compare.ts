import { basename } from "node:path";

import { InputError } from "../../../data/input-error.ts";
import { findFiles, temporaryFolder } from "../../bench/bench-world.ts";
import { makeReady, openCheckout } from "../../bench/compare/checkout.ts";
import { COMPARE_CASES, type CompareCase } from "../../bench/compare/compare-cases.ts";
import { type Compared, compareCheckouts, openCompareWorld } from "../../bench/compare/compare-checkouts.ts";
import { compareReport } from "../../bench/compare/compare-report.ts";
import { LEAST_PAIRS } from "../../bench/compare/verdict.ts";
import { AbsentError } from "../../bench/contender.ts";
import { commitOf, describeMachine } from "../../bench/machine.ts";
import { percentText, ratioText } from "../../bench/report/figures.ts";
import { machineText } from "../../bench/report/suite-report.ts";
import { withScope } from "../../bench/scope.ts";
import { type Suite, SUITES } from "../../bench/suites/suites.ts";
import { type Terminal, UsageError } from "../../cli/command.ts";
import { numberOption, readOptions, textOption, wholeNumberOption } from "../../cli/options.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { withProgress } from "../../cli/terminal-progress.ts";
import { chosenThings } from "./chosen-things.ts";
import { DEFAULT_SEED, DEFAULT_SUITE, MOST_ROUNDS } from "./defaults.ts";

export const DEFAULT_PAIRS = 10;
export const DEFAULT_TOLERANCE_PERCENT = 5;
/** Left out unless asked for: one isochrone says the same sooner. */
const RARE_CASES = ["isochrones"];

interface CompareCommand {
  readonly other: string;
  readonly suite: Suite;
  readonly cases: readonly CompareCase[];
  readonly rounds: number;
  readonly tolerance: number;
  readonly seed: number;
  readonly filesFolder: string | null;
}

/** `trente bench compare OTHER`: exit code 1 where this checkout is slower than is tolerated. */
export async function runCompare(args: readonly string[], terminal: Terminal): Promise<void> {
  const command = readCompareCommand(args);
  const { other, suite, cases, rounds, tolerance, seed, filesFolder } = command;
  const { signal } = terminal;
  const root = projectRoot();
  await withScope(async (scope) => {
    const otherRoot = openCheckout(other, root, scope);
    const compared = await withProgress(terminal, async (progress) => {
      progress.stage("dataset");
      for (const each of [otherRoot, root]) await makeReady(each, signal);
      const folder = temporaryFolder(scope);
      const files = await findFiles({ suite, seed, filesFolder, datasetFolder: null }, folder, signal).catch(
        (error: unknown) => {
          if (!(error instanceof AbsentError)) throw error;
          throw new InputError("bench.suite.absent", suite.name, error.message);
        },
      );
      if (files === null) throw new Error("got no files, expected those of the suite");
      const world = await openCompareWorld(files, { this: root, other: otherRoot }, folder, seed, signal);
      return compareCheckouts(world, { cases, rounds, tolerance, progress, signal });
    });
    const facts = {
      suite: suite.name,
      other: commitOf(otherRoot) ?? basename(otherRoot),
      own: commitOf(root) ?? "no commit",
      machine: machineText(describeMachine()),
      rounds,
      tolerance,
    };
    await terminal.out(compareReport(facts, compared));
    failWhereSlower(compared, facts.other, tolerance);
  });
}

function readCompareCommand(args: readonly string[]): CompareCommand {
  const [other, ...rest] = args;
  if (other === undefined || other.startsWith("-")) {
    throw new UsageError("the other checkout is missing, expected its folder or a commit after compare");
  }
  const values = readOptions(rest, {
    suite: { type: "string" },
    case: { type: "string", multiple: true },
    rounds: { type: "string" },
    tolerance: { type: "string" },
    seed: { type: "string" },
    files: { type: "string" },
  });
  const tolerance = numberOption(values, "tolerance", DEFAULT_TOLERANCE_PERCENT);
  if (tolerance < 0)
    throw new UsageError(`option --tolerance: got ${tolerance}, expected 0 or more per cent`);
  const name = textOption(values, "suite") ?? DEFAULT_SUITE;
  const [suite] = chosenThings({ suite: [name] }, "suite", SUITES, (one) => one.name);
  const cases = chosenThings(values, "case", COMPARE_CASES, ({ id }) => id);
  return {
    other,
    suite,
    cases: cases === COMPARE_CASES ? cases.filter(({ id }) => !RARE_CASES.includes(id)) : cases,
    rounds: wholeNumberOption(values, "rounds", DEFAULT_PAIRS, [LEAST_PAIRS, MOST_ROUNDS]),
    tolerance: tolerance / 100,
    seed: wholeNumberOption(values, "seed", DEFAULT_SEED, [0, Number.MAX_SAFE_INTEGER]),
    filesFolder: textOption(values, "files") ?? null,
  };
}

/** @throws InputError where a case is slower than is tolerated, or fails in this checkout */
function failWhereSlower(compared: readonly Compared[], other: string, tolerance: number): void {
  const slower = compared.flatMap(({ id, verdict }) =>
    verdict?.isTooSlow === true ? [`${id} ${ratioText(verdict.ratio)}`] : [],
  );
  const failed = compared.flatMap(({ id, outcomes }) =>
    outcomes.at(-1)?.kind === "measured" ? [] : [`${id} failed`],
  );
  const troubles = [...slower, ...failed];
  if (troubles.length === 0) return;
  throw new InputError(
    "bench.compare.slower",
    other,
    `got ${troubles.join(", ")}, expected at most ${percentText(tolerance)} slower`,
  );
}
