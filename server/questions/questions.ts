import type { Study } from "../../isochrones/study.ts";
import { answerCatchment } from "./catchment.ts";
import { answerCellRows } from "./cell-rows.ts";
import { answerClosure } from "./closure.ts";
import { answerCoverage, answerKnownQuestion } from "./coverage.ts";
import { answerCoverageTable } from "./coverage-table.ts";
import { answerCurves } from "./curves.ts";
import { answerDataset } from "./dataset.ts";
import { answerFigures } from "./figures.ts";
import { answerGaps } from "./gaps.ts";
import { answerIsochrones } from "./isochrones.ts";
import { answerBands, answerGapList, answerSubTerritories } from "./lists.ts";
import { answerNear } from "./near.ts";
import { answerOsrm } from "./osrm.ts";
import { answerRobustness } from "./robustness.ts";
import { answerScenario } from "./scenario.ts";
import { answerSitingQuestion } from "./siting-question.ts";
import { answerTerritory } from "./territory.ts";
import { answerWeek } from "./week.ts";
import { answerSensitivity } from "./sensitivity.ts";
import {
  answerCellTile,
  answerGapTile,
  answerIsochroneTile,
  prepareCellTiles,
  prepareGapTiles,
  prepareIsochroneTiles,
} from "./tiles.ts";

/** What can be asked of a study that takes too long for the thread that talks to clients, and how it is answered. */
export const QUESTIONS = {
  coverage: answerCoverage,
  coverageTable: answerCoverageTable,
  curves: answerCurves,
  knownQuestion: answerKnownQuestion,
  dataset: answerDataset,
  figures: answerFigures,
  gaps: answerGaps,
  cellTile: answerCellTile,
  gapTile: answerGapTile,
  isochroneTile: answerIsochroneTile,
  prepareCellTiles,
  prepareGapTiles,
  prepareIsochroneTiles,
  isochrones: answerIsochrones,
  near: answerNear,
  catchment: answerCatchment,
  closure: answerClosure,
  sensitivity: answerSensitivity,
  scenario: answerScenario,
  robustness: answerRobustness,
  week: answerWeek,
  cellRows: answerCellRows,
  osrm: answerOsrm,
  bands: answerBands,
  gapList: answerGapList,
  subTerritories: answerSubTerritories,
  territory: answerTerritory,
  sitingQuestion: answerSitingQuestion,
} satisfies Record<string, Answer>;

type Answer = (study: Study, input: never) => Answered | Promise<Answered>;

/** Text, or bytes. */
export type Answered = string | Uint8Array;

export type QuestionName = keyof typeof QUESTIONS;

/** What a question takes besides the study; undefined where that is nothing. */
export type QuestionInput<Name extends QuestionName> =
  Parameters<(typeof QUESTIONS)[Name]> extends [Study, infer Input] ? Input : undefined;

/** How many questions some threads have. */
export interface Load {
  /** For a thread to be free. */
  readonly waiting: number;
  readonly running: number;
}

/** Asks a study, wherever it is. */
export interface Asker {
  /**
   * The answer as bytes: text in UTF-8, or a tile. Rejects with `RequestError` (`OsrmRefusal` for `osrm`) for what cannot be asked so, with
   * `BusyError` where too much is under way or this took too long.
   */
  ask<Name extends QuestionName>(name: Name, input: QuestionInput<Name>): Promise<Uint8Array>;
  /** What it has to do, by the name of its threads; where it has any. */
  readonly load?: () => Readonly<Record<string, Load>>;
  /** Ends what is under way. */
  close(): Promise<void>;
}
