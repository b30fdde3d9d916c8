import type { WorldSize } from "../bench-world.ts";
import type { Machine } from "../machine.ts";
import type { Outcome } from "../measure-case.ts";
import type { Input } from "../suites/inputs.ts";

/** A case with what came of it. */
export interface CaseReport {
  readonly id: string;
  readonly title: string;
  readonly outcomes: readonly Outcome[];
}

/** A suite that was run. Names no folder and no host. */
export interface SuiteReport {
  readonly suite: { readonly name: string; readonly title: string };
  /** The command that runs it again. */
  readonly command: string;
  readonly version: string;
  /** null outside git; with `+` where files differ from it. */
  readonly commit: string | null;
  /** ISO 8601, when the run began. */
  readonly startedAt: string;
  readonly seconds: number;
  readonly machine: Machine;
  /** Cores busy in the minute before the run and in its last one, its own work included. */
  readonly load: { readonly before: number; readonly after: number };
  readonly rounds: number;
  readonly seed: number;
  readonly inputs: readonly Input[];
  readonly size: WorldSize;
  /** Versions of the peers that took part, by name. */
  readonly peers: Readonly<Record<string, string>>;
  readonly cases: readonly CaseReport[];
}

/** What is said of figures that were measured beside other work. */
export const BUSY = "the machine was busy before the run began: figures are noisy";

/** Was more than half a core busy before the run began? */
export function isBusy({ load }: Pick<SuiteReport, "load">): boolean {
  return load.before > 0.5;
}

/** `AMD EPYC, 2 cores, 24 GiB, Debian GNU/Linux 12 (bookworm), Node 20.20.0`. */
export function machineText({ processor, cores, memoryBytes, system, node }: Machine): string {
  return `${processor}, ${cores} cores, ${Math.round(memoryBytes / 2 ** 30)} GiB, ${system}, Node ${node}`;
}
