import { InputError } from "../../../data/input-error.ts";
import { type Endurance, measureEndurance } from "../../bench/load/endurance.ts";
import { ENDURANCE_HEAD, enduranceRow, judgeEndurance } from "../../bench/load/endurance-report.ts";
import { describeMachine, loadOfMachine } from "../../bench/machine.ts";
import { machineText } from "../../bench/report/suite-report.ts";
import { withScope } from "../../bench/scope.ts";
import type { Terminal } from "../../cli/command.ts";
import { readOptions, requiredOption, textOption, wholeNumberOption } from "../../cli/options.ts";
import { projectRoot } from "../../cli/project-root.ts";
import { DEFAULT_SEED } from "./defaults.ts";

export const DEFAULT_ENDURANCE_MINUTES = 30;
export const DEFAULT_SWAP_MINUTES = 3;
export const DEFAULT_LOAD_PERCENT = 50;
const MOST_MINUTES = 7 * 24 * 60;
const CONNECTIONS = 8;

/** `trente bench endurance --dataset DIR`: half of the load that a server bears, for long, under swaps. */
export async function runEndurance(args: readonly string[], terminal: Terminal): Promise<void> {
  const values = readOptions(args, {
    dataset: { type: "string" },
    autre: { type: "string" },
    minutes: { type: "string" },
    echange: { type: "string" },
    charge: { type: "string" },
    seed: { type: "string" },
  });
  const dataset = requiredOption(values, "dataset");
  const percent = wholeNumberOption(values, "charge", DEFAULT_LOAD_PERCENT, [1, 100]);
  const options = {
    root: projectRoot(),
    dataset,
    other: textOption(values, "autre") ?? null,
    minutes: wholeNumberOption(values, "minutes", DEFAULT_ENDURANCE_MINUTES, [1, MOST_MINUTES]),
    swapMinutes: wholeNumberOption(values, "echange", DEFAULT_SWAP_MINUTES, [1, MOST_MINUTES]),
    share: percent / 100,
    seed: wholeNumberOption(values, "seed", DEFAULT_SEED, [0, Number.MAX_SAFE_INTEGER]),
    connections: CONNECTIONS,
  };
  const before = loadOfMachine();
  await terminal.out(`${ENDURANCE_HEAD}\n`);
  let measured: Endurance | null = null;
  await withScope(async (scope) => {
    const onMinute = (minute: Parameters<typeof enduranceRow>[0]): void =>
      void terminal.out(`${enduranceRow(minute)}\n`);
    measured = await measureEndurance({ ...options, onMinute }, scope, terminal.signal);
    await terminal.out(summary(measured));
  });
  await terminal.out(`${machineText(describeMachine())}; load before the run ${before.toFixed(1)}\n`);
  failWhereUnwell(measured, dataset);
}

function summary(measured: Endurance): string {
  const { maximum, perSecond } = measured;
  const rates = `${Math.round(maximum)} requests a second at most; asked for ${perSecond} a second`;
  return ["", rates, ...judgeEndurance(measured).lines, ""].join("\n");
}

/** @throws InputError where something was not as it should be, so that the exit code is 1 */
function failWhereUnwell(measured: Endurance | null, dataset: string): void {
  if (measured === null) return;
  const { isWell, lines } = judgeEndurance(measured);
  if (isWell) return;
  const faults = lines.filter((line) => line.startsWith("✗")).map((line) => line.slice(2));
  throw new InputError("bench.endurance", dataset, `got ${faults.join("; ")}, expected none of it`);
}
