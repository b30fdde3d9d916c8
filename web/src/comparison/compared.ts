import type { ScenarioAnswer, ScenarioFigure } from "../../../server/schemas/scenario-answers.ts";
import { fetchScenario } from "../api/scenarios.ts";
import { countedParameters } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import type { KeptScenarios } from "../scenario/kept.ts";
import { shownName } from "../scenario/scenarios.ts";

/** The thresholds of the public debate, minutes. */
const THRESHOLDS: readonly number[] = [20, 30, 45];

/** One scenario at several thresholds. */
export interface ComparedScenario {
  /** At the reader's minutes. */
  readonly answer: ScenarioAnswer;
  /** By minutes, in their order. */
  readonly changes: readonly { readonly minutes: number; readonly gained: number; readonly lost: number }[];
}

export interface Compared {
  /** Of today, then of each scenario. */
  readonly names: readonly string[];
  readonly minutes: number;
  readonly thresholds: readonly number[];
  readonly scenarios: readonly ComparedScenario[];
}

/** Asks what each scenario changes at each threshold. Rejects with an `Error` that names the scenario at fault. */
export async function askCompared(
  state: AppState,
  kept: KeptScenarios,
  signal: AbortSignal,
): Promise<Compared> {
  const { territory, minutes, scenarios } = state;
  const thresholds = [...new Set([...THRESHOLDS, minutes])].sort((a, b) => a - b);
  const names = scenarios.map(shownName);
  const counted = countedParameters(state);
  const askOne = async (text: string): Promise<ComparedScenario> => {
    const scenario = await kept.textOf(text);
    const ask = async (at: number): Promise<ScenarioAnswer> =>
      fetchScenario({ territoire: territory, minutes: at, counted }, { scenario }, signal);
    const answers = await Promise.all(thresholds.map(ask));
    const answer = answers[thresholds.indexOf(minutes)];
    if (answer === undefined) throw new Error("Got no answer at the reader's minutes, expected one.");
    return {
      answer,
      changes: answers.map(({ minutes: at, gained, lost }) => ({ minutes: at, gained, lost })),
    };
  };
  const compared: ComparedScenario[] = [];
  for (const [index, { text }] of scenarios.entries()) {
    try {
      // One after the other: the server has others to answer.
      compared.push(await askOne(text));
    } catch (error) {
      if (signal.aborted) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(scenarioMessages.comparison.failed(names[index] ?? "", why), { cause: error });
    }
  }
  return { names: [scenarioMessages.bar.today, ...names], minutes, thresholds, scenarios: compared };
}

/** The figure of today, or of a scenario from 1 on. */
export function figureOf({ scenarios }: Compared, column: number): ScenarioFigure {
  const figure = column === 0 ? scenarios[0]?.answer.before : scenarios[column - 1]?.answer.after;
  if (figure === undefined) throw new Error(`Got column ${column}, expected one of a scenario.`);
  return figure;
}

/** Its share within 0 to 60 minutes. */
export function curveOf(compared: Compared, column: number): readonly number[] {
  return figureOf(compared, column).curve;
}
