import type { Progress } from "../../data/progress.ts";
import { trenteVersion } from "../cli/version.ts";
import {
  type BenchWorld,
  findFiles,
  openWorld,
  type PeerName,
  temporaryFolder,
  type WorldOptions,
} from "./bench-world.ts";
import type { SuiteCase } from "./cases/about.ts";
import { commitOf, describeMachine, loadOfMachine } from "./machine.ts";
import { measureCase } from "./measure-case.ts";
import type { BenchLog } from "./report/bench-log.ts";
import { scrubOutcome } from "./report/scrub.ts";
import type { CaseReport, SuiteReport } from "./report/suite-report.ts";
import { withScope } from "./scope.ts";
import { describeInputs } from "./suites/inputs.ts";

/** Counted rounds of who takes more than ten seconds for one: others need not wait for many of them. */
const SLOW_ROUNDS = 3;

export interface SuiteRun extends WorldOptions {
  readonly cases: readonly SuiteCase[];
  readonly rounds: number;
  /** The command that does the same again, without what belongs to this machine. */
  readonly command: string;
  readonly log: BenchLog;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Measures all cases of a suite, ours and the peers' in alternation. What is made on the way is gone at the end.
 *
 * @throws AbsentError where the inputs cannot be had
 */
export async function runSuite(run: SuiteRun): Promise<SuiteReport> {
  const startedAt = new Date();
  const before = loadOfMachine();
  return withScope(async (scope) => {
    const { suite, rounds, seed, progress, signal, command } = run;
    const folder = temporaryFolder(scope);
    progress.stage("inputs");
    const files = await findFiles(run, folder, signal);
    const inputs = files === null ? [] : describeInputs(files);
    const world = await openWorld(run, files, { folder, scope, progress, signal });
    const cases: CaseReport[] = [];
    for (const one of run.cases) cases.push(await runCase(one, world, run));
    return {
      suite: { name: suite.name, title: suite.title },
      command,
      version: trenteVersion(),
      commit: commitOf(world.root),
      startedAt: startedAt.toISOString(),
      seconds: Math.round((Date.now() - startedAt.getTime()) / 1000),
      machine: describeMachine(),
      load: { before, after: loadOfMachine() },
      rounds,
      seed,
      inputs,
      size: world.size,
      peers: versionsOf(world),
      cases,
    };
  });
}

async function runCase(one: SuiteCase, world: BenchWorld, run: SuiteRun): Promise<CaseReport> {
  const { rounds, progress, signal, log } = run;
  progress.stage(`${run.suite.name}, ${one.id}`);
  const contenders = one.contenders(world);
  let done = 0;
  const outcomes = await measureCase(contenders, {
    rounds,
    slowRounds: SLOW_ROUNDS,
    signal,
    onMeasurement: (measurement) => {
      log.note(one.id, measurement);
      progress.advance(++done, contenders.length * (rounds + 1), "mesures");
    },
  });
  const words = privateWordsOf(world, run);
  return {
    id: one.id,
    title: one.title(world),
    outcomes: outcomes.map((outcome) => scrubOutcome(outcome, words)),
  };
}

function privateWordsOf(world: BenchWorld, { osrmUrl, filesFolder }: SuiteRun): ReadonlyMap<string, string> {
  const words = [
    [world.root, "."],
    [world.folder, "TMP"],
    [world.dataset, "DATASET"],
    [filesFolder, "FILES"],
    [osrmUrl, "OSRM"],
  ] as const;
  return new Map(words.flatMap(([word, instead]) => (word === null ? [] : [[word, instead] as const])));
}

function versionsOf({ valhalla, pgrouting }: BenchWorld): Partial<Record<PeerName, string>> {
  return {
    ...(valhalla.isFound ? { valhalla: valhalla.peer.version } : {}),
    ...(pgrouting.isFound ? { pgrouting: pgrouting.peer.version } : {}),
  };
}
