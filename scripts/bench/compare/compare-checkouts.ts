import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import type { Progress } from "../../../data/progress.ts";
import { choosePlaces, writePlaces } from "../bench-places.ts";
import { runOnce } from "../child-command.ts";
import { commandLineOf } from "../command-line.ts";
import { measureCase, type Outcome } from "../measure-case.ts";
import { buildArguments } from "../suites/inputs.ts";
import type { SuiteFiles } from "../suites/suites.ts";
import type { CompareCase, CompareWorld, Side } from "./compare-cases.ts";
import { judge, type Verdict } from "./verdict.ts";

/** A case, and how this checkout does beside the other. */
export interface Compared {
  readonly id: string;
  readonly title: string;
  /** The other checkout, then this one. */
  readonly outcomes: readonly Outcome[];
  /** null where one of the two has no times. */
  readonly verdict: Verdict | null;
}

export interface CompareOptions {
  readonly cases: readonly CompareCase[];
  /** Pairs, at least `LEAST_PAIRS`. */
  readonly rounds: number;
  /** 0.05 for five per cent. */
  readonly tolerance: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Makes each checkout's own dataset of the same files. */
export async function openCompareWorld(
  files: SuiteFiles,
  roots: { readonly this: string; readonly other: string },
  folder: string,
  seed: number,
  signal: AbortSignal,
): Promise<CompareWorld> {
  const sides: Side[] = [];
  for (const name of ["other", "this"] as const) {
    const root = roots[name];
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    const dataset = join(own, "dataset");
    const args = [commandLineOf(root), "build", ...buildArguments(files), "--out", dataset];
    await runOnce({ program: process.execPath, args }, root, signal);
    sides.push({ name, root, dataset, folder: own });
  }
  const [other, own] = sides;
  const placesFile = join(folder, "places.bin");
  writePlaces(placesFile, choosePlaces(readBundle(own.dataset), seed));
  return { files, placesFile, sides: [other, own] };
}

/** Runs both checkouts in alternation and judges each case. */
export async function compareCheckouts(world: CompareWorld, options: CompareOptions): Promise<Compared[]> {
  const { cases, rounds, tolerance, progress, signal } = options;
  const compared: Compared[] = [];
  for (const one of cases) {
    progress.stage(one.id);
    let done = 0;
    const outcomes = await measureCase(one.contenders(world), {
      rounds,
      signal,
      onMeasurement: () => progress.advance(++done, 2 * (rounds + 1), "mesures"),
    });
    const own = outcomes.at(-1);
    const ratios = own?.kind === "measured" ? own.ratios : [];
    const verdict = ratios.length === 0 ? null : judge(ratios, tolerance);
    compared.push({ id: one.id, title: one.title(world), outcomes, verdict });
  }
  return compared;
}
