import { describeMachine, loadOfMachine } from "../../bench/machine.ts";
import { type NearLoad, measureNearLoad } from "../../bench/load/near-load.ts";
import { latencyOf, type LoadResult } from "../../bench/load/request-load.ts";
import { machineText } from "../../bench/report/suite-report.ts";
import { withScope } from "../../bench/scope.ts";
import type { Terminal } from "../../cli/command.ts";
import { readOptions, requiredOption, wholeNumberOption } from "../../cli/options.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { DEFAULT_SEED } from "./defaults.ts";

export const DEFAULT_REQUESTS = 200_000;
export const DEFAULT_PER_SECOND = 750;
const MOST_REQUESTS = 10_000_000;
const MOST_PER_SECOND = 100_000;
const CONNECTIONS = 8;

/** `trente bench load --dataset DIR`: what the API bears. */
export async function runLoad(args: readonly string[], terminal: Terminal): Promise<void> {
  const values = readOptions(args, {
    dataset: { type: "string" },
    requests: { type: "string" },
    rate: { type: "string" },
    seed: { type: "string" },
  });
  const perSecond = wholeNumberOption(values, "rate", DEFAULT_PER_SECOND, [1, MOST_PER_SECOND]);
  const options = {
    root: projectRoot(),
    dataset: requiredOption(values, "dataset"),
    requests: wholeNumberOption(values, "requests", DEFAULT_REQUESTS, [1, MOST_REQUESTS]),
    perSecond,
    seed: wholeNumberOption(values, "seed", DEFAULT_SEED, [0, Number.MAX_SAFE_INTEGER]),
    connections: CONNECTIONS,
  };
  const load = loadOfMachine();
  await withScope(async (scope) => {
    const measured = await measureNearLoad(options, scope, terminal.signal);
    await terminal.out(report(measured, perSecond));
  });
  await terminal.out(`${machineText(describeMachine())}; load before the run ${load.toFixed(1)}\n`);
}

function report({ flood, steady, memory }: NearLoad, perSecond: number): string {
  const told = memory.map((bytes) => (bytes === null ? "?" : `${Math.round(bytes / 2 ** 20)}`));
  return [
    "| /api/v1/proche | requests | a second | p50 | p95 | p99 | most | answers |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    row(`as fast as it goes, ${CONNECTIONS} connections`, flood),
    row(`${perSecond} a second`, steady),
    "",
    `Memory of the server, MiB: warm, after each quarter of the first run, at the end: ${told.join(", ")}`,
    "",
  ].join("\n");
}

function row(name: string, result: LoadResult): string {
  const latency = (share: number): string => `${latencyOf(result, share).toFixed(1)} ms`;
  const statuses = [...result.statuses].map(([status, count]) => `${count} × ${status}`).join(", ");
  const rate = Math.round(result.requests / result.seconds);
  return `| ${name} | ${result.requests} | ${rate} | ${latency(0.5)} | ${latency(0.95)} | ${latency(0.99)} | ${latency(1)} | ${statuses} |`;
}
