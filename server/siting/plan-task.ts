import { sitingCsv, sitingGeojson } from "../../data/export/siting.ts";
import type { Progress } from "../../data/progress.ts";
import { chooseCandidates } from "../../data/siting/choose-candidates.ts";
import { planSiting } from "../../data/siting/plan-siting.ts";
import type { Task } from "../../workers/task-module.ts";
import { type SharedDataset, studyOfShared } from "../questions/shared-dataset.ts";
import type { JobProgress } from "../jobs/job.ts";
import { queryOf, type SitingQuestion } from "./siting-question.ts";

/** The answer in all the formats in which it can be asked for, as bytes: nobody has to write it on the thread that talks to clients. */
export type PlannedSites = Readonly<Record<"json" | "csv" | "geojson", Uint8Array<ArrayBuffer>>>;

/** Answers a question, telling how far it is (`JobProgress`). Rejects with `RequestError` for what cannot be answered. */
export async function plan(input: Uint8Array, task: Task<SharedDataset>): Promise<PlannedSites> {
  const study = studyOfShared(task.shared);
  // It was written by `answerSitingQuestion`.
  const question = JSON.parse(new TextDecoder().decode(input)) as SitingQuestion;
  const stop = new AbortController();
  const chosen = await chooseCandidates(study, question.candidates, question);
  const report = await planSiting(study, queryOf(question, chosen), {
    threads: 0,
    progress: progressOf(task, stop),
    signal: stop.signal,
  });
  const encoder = new TextEncoder();
  const planned = {
    json: encoder.encode(JSON.stringify(report)),
    csv: encoder.encode(sitingCsv(report)),
    geojson: encoder.encode(sitingGeojson(report)),
  };
  for (const { buffer } of Object.values(planned)) task.transfer(buffer);
  return planned;
}

/** Each word of progress is also a look whether anybody still waits. */
function progressOf(task: Task<SharedDataset>, stop: AbortController): Progress {
  let name: string | null = null;
  const tell = (progress: JobProgress): void => {
    if (task.isCancelled()) stop.abort(new Error("cancelled"));
    else task.tell(progress);
  };
  return {
    stage: (stage) => {
      name = stage;
      tell({ stage, done: 0, total: 0 });
    },
    advance: (done, total) => tell({ stage: name, done, total }),
  };
}
