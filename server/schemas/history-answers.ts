import type { Source } from "../../isochrones/model/provenance.ts";
import type { Territory } from "../../isochrones/model/territory.ts";
import type { DataOrigin } from "./answers.ts";

/** The figures of a territory by the datasets that were served. */
export interface HistoryAnswer extends DataOrigin {
  readonly territory: Territory;
  /** The times that entries have. */
  readonly minutes: readonly number[];
  /** The oldest first. */
  readonly entries: readonly HistoryEntry[];
  /** Of how many datasets what is kept cannot be read. */
  readonly unreadable: number;
}

export interface HistoryEntry {
  readonly dataset: { readonly id: string; readonly name: string; readonly fictitious: boolean };
  /** When it was measured, at the beginning of its service (ISO 8601, UTC). */
  readonly since: string;
  /** Is it the one that is served now? */
  readonly isCurrent: boolean;
  readonly sources: readonly Pick<Source, "role" | "name" | "vintage">[];
  /** What is not as in the entry before. */
  readonly changed: readonly HistoryChange[];
  /** False where a difference from the entry before says nothing about the network. */
  readonly isComparable: boolean;
  /** To the tenth, as those covered. */
  readonly people: number;
  /** That stand in the territory; all of them count. */
  readonly structures: number;
  readonly structuresBy: {
    readonly principal: number;
    readonly antenne: number;
    readonly fixe: number;
    readonly multisite: number;
    readonly bus: number;
    readonly itinerante: number;
  };
  /** By minutes, ascending. */
  readonly covered: readonly HistoryFigure[];
}

export interface HistoryFigure {
  readonly minutes: number;
  readonly people: number;
  /** 0 to 1. */
  readonly share: number;
}

/** What two datasets may differ in. */
export type HistoryChange =
  | "structures"
  | "roads"
  | "population"
  | "communes"
  | "profile"
  | "fictitious"
  | "perimeter";
