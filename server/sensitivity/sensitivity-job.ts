import { setImmediate } from "node:timers/promises";

import { csvText } from "../../data/export/csv-text.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Task } from "../../workers/task-module.ts";
import type { JobProgress } from "../jobs/job.ts";
import { knownAssumptions } from "../questions/assumptions.ts";
import { answerSensitivity } from "../questions/sensitivity.ts";
import { type SharedDataset, studyOfShared } from "../questions/shared-dataset.ts";
import type { KnownAssumption, SensitivityAnswer } from "../schemas/figure-answers.ts";

/** What a job of sensitivity is about: plain JSON, the same for equal questions. */
export interface SensitivityJobQuestion {
  readonly territory: string;
  readonly selection: StructureSelection;
}

/** The figure under all assumptions that can be tried, in the formats in which it can be asked for. */
export type MeasuredSensitivity = Readonly<Record<"json" | "csv", Uint8Array<ArrayBuffer>>>;

const CSV_HEADER = ["hypothese", "libelle", "structures", "habitants", "minutes", "part"];

/** Measures one assumption after the other, telling which (`JobProgress`): up to a dozen searches over the whole dataset. */
export async function measureSensitivity(
  input: Uint8Array,
  task: Task<SharedDataset>,
): Promise<MeasuredSensitivity> {
  const study = studyOfShared(task.shared);
  // It was written by `readSensitivityBody`.
  const question = JSON.parse(new TextDecoder().decode(input)) as SensitivityJobQuestion;
  const assumptions = knownAssumptions(study.dataset, question.selection);
  const tried = assumptions.filter(({ isAvailable }) => isAvailable);
  const answers = new Map<string, string>();
  for (const { assumption, label } of searchOrder(tried)) {
    const progress: JobProgress = { stage: label, done: answers.size, total: tried.length };
    task.tell(progress);
    // In the thread of others: what waits is heard, a cancellation above all.
    await setImmediate();
    if (task.isCancelled()) throw new Error("cancelled");
    answers.set(assumption, answerSensitivity(study, { ...question, assumption }));
  }
  const texts = tried.map(({ assumption }) => answers.get(assumption) ?? "");
  const json = `{"assumptions":${JSON.stringify(assumptions)},"figures":[${texts.join()}]}`;
  const encoder = new TextEncoder();
  const measured = { json: encoder.encode(json), csv: encoder.encode(csvOf(texts)) };
  for (const { buffer } of Object.values(measured)) task.transfer(buffer);
  return measured;
}

/** Chief towns just after the figure as asked: they are read out of the same search, which the next one overwrites. */
function searchOrder(assumptions: readonly KnownAssumption[]): KnownAssumption[] {
  const rank = ({ assumption }: KnownAssumption): number =>
    ["telle-que-demandee", "chef-lieu"].indexOf(assumption) >>> 0;
  return assumptions.toSorted((a, b) => rank(a) - rank(b));
}

/** One line for each assumption and minute. */
function csvOf(texts: readonly string[]): string {
  const rows = texts.flatMap((text) => {
    const { assumption, label, structures, population, curve } = JSON.parse(text) as SensitivityAnswer;
    return curve.map(({ minutes, share }) => [assumption, label, structures, population, minutes, share]);
  });
  return csvText(CSV_HEADER, rows);
}
