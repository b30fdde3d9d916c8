import type { Study } from "../../isochrones/study.ts";
import type { Task, TaskModule } from "../../workers/task-module.ts";
import { type Answered, QUESTIONS } from "./questions.ts";
import { type SharedDataset, studyOfShared } from "./shared-dataset.ts";

/** A question as a task of threads that share a dataset. */
function answering<Input>(
  answer: (study: Study, input: Input) => Answered | Promise<Answered>,
): (input: Input, task: Task<SharedDataset>) => Promise<Uint8Array<ArrayBuffer>> {
  return async (input, task) => {
    const study = studyOfShared(task.shared);
    const bytes = ownBytes(await answer(study, input));
    task.transfer(bytes.buffer);
    return bytes;
  };
}

/** In a buffer that nobody else looks into, since it goes to another thread. */
function ownBytes(answer: Answered): Uint8Array<ArrayBuffer> {
  return typeof answer === "string" ? new TextEncoder().encode(answer) : new Uint8Array(answer);
}

const handlers = {
  coverage: answering(QUESTIONS.coverage),
  coverageTable: answering(QUESTIONS.coverageTable),
  curves: answering(QUESTIONS.curves),
  knownQuestion: answering(QUESTIONS.knownQuestion),
  dataset: answering(QUESTIONS.dataset),
  figures: answering(QUESTIONS.figures),
  gaps: answering(QUESTIONS.gaps),
  cellTile: answering(QUESTIONS.cellTile),
  gapTile: answering(QUESTIONS.gapTile),
  isochroneTile: answering(QUESTIONS.isochroneTile),
  prepareCellTiles: answering(QUESTIONS.prepareCellTiles),
  prepareGapTiles: answering(QUESTIONS.prepareGapTiles),
  prepareIsochroneTiles: answering(QUESTIONS.prepareIsochroneTiles),
  isochrones: answering(QUESTIONS.isochrones),
  near: answering(QUESTIONS.near),
  cellRows: answering(QUESTIONS.cellRows),
  catchment: answering(QUESTIONS.catchment),
  closure: answering(QUESTIONS.closure),
  sensitivity: answering(QUESTIONS.sensitivity),
  scenario: answering(QUESTIONS.scenario),
  robustness: answering(QUESTIONS.robustness),
  week: answering(QUESTIONS.week),
  osrm: answering(QUESTIONS.osrm),
  bands: answering(QUESTIONS.bands),
  gapList: answering(QUESTIONS.gapList),
  subTerritories: answering(QUESTIONS.subTerritories),
  territory: answering(QUESTIONS.territory),
  sitingQuestion: answering(QUESTIONS.sitingQuestion),
} satisfies { [Name in keyof typeof QUESTIONS]: unknown };

export const tasks = { url: import.meta.url, handlers } satisfies TaskModule;
