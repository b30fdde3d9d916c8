import { Cover } from "./cover.ts";
import type { CoveringModel } from "./covering-model.ts";
import { type CoveringAim, columnValues, coveringProgram, programSize } from "./covering-program.ts";
import { orderByGain, type SitingChoice, type SitingStep } from "./greedy.ts";
import { loadedHighs, solveProgram, TOLERANCE } from "./solver.ts";
import { checkRules, type SitingRules } from "./rules.ts";

/** A choice by HiGHS, whether or not it had the time to prove that there is none better. */
export interface ExactChoice extends Omit<SitingChoice, "swaps"> {
  /** No choice within the rules is better; else `bound` says how much better one could be. */
  readonly isProven: boolean;
}

export interface ExactOptions {
  /** The best choice found by then is the answer. */
  readonly timeLimitSeconds: number;
  /** A choice within the rules to start from: what it covers is the least that is answered. */
  readonly start: readonly number[];
}

/** Rows and columns together, and entries, of the largest program that is given to HiGHS: about 1 GB of its memory. */
export const MOST_LINES = 200_000;
export const MOST_ENTRIES = 2_000_000;

/** Is the model small enough for HiGHS? */
export function fitsExact(model: CoveringModel, rules: Pick<SitingRules, "floors">): boolean {
  const { rows, columns, entries } = programSize(model, rules);
  return rows + columns <= MOST_LINES && entries <= MOST_ENTRIES;
}

/**
 * The best choice of all, as a mixed-integer program by HiGHS (branch and cut, one thread). It holds the calling thread
 * until it is solved or the time is over.
 *
 * Throws `ImpossibleRulesError` where no choice follows the rules, and `RangeError` for a model that does not fit.
 */
export async function chooseExactly(
  model: CoveringModel,
  rules: SitingRules,
  options: ExactOptions,
): Promise<ExactChoice> {
  const solved = await solve(model, rules, { kind: "most" }, options);
  const { steps, isProven } = solved;
  const covered = steps.at(-1)?.covered ?? 0;
  return { steps, covered, isProven, bound: isProven ? covered : Math.max(covered, solved.bound) };
}

/** As few sites as cover a weight. */
export interface FewestSites {
  readonly steps: readonly SitingStep[];
  readonly covered: number;
  /** Fewer sites than that cannot do. */
  readonly leastCount: number;
  readonly isProven: boolean;
}

/**
 * The fewest sites that cover a weight, by HiGHS. As `chooseExactly`; `count` of the rules is the most that may be taken,
 * and `start` must cover the weight.
 */
export async function fewestExactly(
  model: CoveringModel,
  rules: SitingRules,
  weight: number,
  options: ExactOptions,
): Promise<FewestSites> {
  const { steps, bound, isProven } = await solve(model, rules, { kind: "fewest", weight }, options);
  const leastCount = isProven
    ? steps.length
    : Math.min(steps.length, Math.max(0, Math.ceil(bound - TOLERANCE)));
  return { steps, covered: steps.at(-1)?.covered ?? 0, leastCount, isProven };
}

/**
 * What the choice would cover if sites could be opened in part: no choice covers more. `Infinity` where the time was
 * over before. Holds the calling thread.
 */
export async function relaxedBound(
  model: CoveringModel,
  rules: SitingRules,
  timeLimitSeconds: number,
): Promise<number> {
  checkSize(model, rules);
  if (model.candidates.length === 0) return 0;
  const highs = await loadedHighs();
  const { integrality: _whole, ...program } = coveringProgram(highs, model, rules, { kind: "most" });
  return highs.withModel(program, (solver) => {
    solver.options.set("time_limit", timeLimitSeconds);
    const { modelStatus } = solver.run();
    const isSolved = modelStatus === highs.constants.modelStatus.optimal;
    return isSolved ? solver.getObjectiveValue() * (1 + TOLERANCE) : Infinity;
  });
}

interface Solved {
  readonly steps: readonly SitingStep[];
  readonly bound: number;
  readonly isProven: boolean;
}

async function solve(
  model: CoveringModel,
  rules: SitingRules,
  aim: CoveringAim,
  { timeLimitSeconds, start }: ExactOptions,
): Promise<Solved> {
  checkRules(rules, model.candidates.length);
  checkSize(model, rules);
  // HiGHS takes no start for a program without columns.
  if (model.candidates.length === 0) return { steps: [], bound: 0, isProven: true };
  const { sites, ...proof } = await solveProgram((highs) => coveringProgram(highs, model, rules, aim), {
    siteCount: model.candidates.length,
    startValues: columnValues(model, start),
    timeLimitSeconds,
  });
  const chosen = sites.length === 0 ? start : sites;
  return { steps: orderByGain(new Cover(model), chosen, rules.forced ?? []), ...proof };
}

function checkSize(model: CoveringModel, rules: SitingRules): void {
  if (fitsExact(model, rules)) return;
  const { rows, columns, entries } = programSize(model, rules);
  throw new RangeError(
    `a program of ${rows} rows, ${columns} columns and ${entries} entries, expected at most ${MOST_LINES} lines and ${MOST_ENTRIES} entries`,
  );
}
