import type { NearQuery, NearStructure } from "./accessibility/near-structures.ts";
import type { WeekCoverage } from "./accessibility/week-coverage.ts";
import type { Dataset } from "./model/dataset.ts";
import type {
  CoverageQuery,
  CoverageReport,
  Gap,
  IsochroneBand,
  StructureCount,
  SubTerritory,
  TerritoryCurve,
} from "./model/report.ts";
import type { AssumedTimes, Assumption } from "./model/sensitivity.ts";
import type { StructureChange, StructureSelection } from "./model/structure.ts";
import type { Commune, Territory } from "./model/territory.ts";
import type { Direction } from "./routing/edge-labels.ts";
import type { KNearest } from "./routing/k-nearest.ts";

/** Times of all cells to their nearest counted structure. */
export interface CellTimes {
  /** Deciseconds, `UNREACHED` where there is none. */
  readonly deciseconds: Uint32Array;
  /** Index into the dataset's structures, or `NO_STRUCTURE`. */
  readonly nearest: Uint32Array;
}

/** What is near a place. */
export interface NearAnswer {
  /** From the place to its road. */
  readonly snapMeters: number;
  /** Nearest first by time. */
  readonly structures: readonly NearStructure[];
}

/** A place where an edit opens or moves a structure, as the network has it. */
export interface SnappedOpening {
  /** The number of the edit. */
  readonly edit: number;
  /** On its road. */
  readonly road: readonly [lon: number, lat: number];
  readonly snapMeters: number;
  /** That of the nearest inhabited cell; null where none is near. */
  readonly commune: Commune | null;
}

export const NO_STRUCTURE = 0xffffffff;

/**
 * A dataset being questioned: who is covered, who is not, from where. Both the terminal and the API ask
 * here, so both give the same answer. Cell times are kept by the structures that count.
 */
export interface Study {
  readonly dataset: Dataset;
  cellTimes(selection?: StructureSelection): CellTimes;
  /**
   * The same after structures have closed and others opened, in milliseconds whatever the size of the dataset; those
   * opened are numbered after its own. Throws `RequestError` for an unknown id, and for a place without a road.
   */
  cellTimesAfter(change: StructureChange, selection?: StructureSelection): CellTimes;
  /**
   * Where the edits of a selection open or move structures, in their order, counted or not. Throws `RequestError` for edits
   * that do not fit the structures, and for a place outside the dataset or without a road.
   */
  openings(selection: StructureSelection): readonly SnappedOpening[];
  /** The k nearest counted structures of each cell, by least weight: who is left when one closes. */
  kNearest(k: number, selection?: StructureSelection): KNearest;
  /**
   * The structures nearest to a place by road, by time. Throws `RequestError` for a place without a road.
   */
  near(from: { readonly lon: number; readonly lat: number }, query: NearQuery): NearAnswer;
  /** The times of cells with one assumption changed. Throws where the times are those of another engine. */
  timesUnder(assumption: Assumption, selection?: StructureSelection): AssumedTimes;
  /** People within the time of an open structure, for each half-hour of the week; `openOn` does not count here. */
  weekCoverage(query?: CoverageQuery): WeekCoverage;
  /** Indices of the cells of a territory, ascending. */
  cellsOf(ref: string): Uint32Array;
  coverage(query?: CoverageQuery): CoverageReport;
  /** Which structures a coverage counts, and how many of them stand in a territory. */
  structureCount(ref: string, selection?: StructureSelection): StructureCount;
  /** The territories inside one, with their figures: régions, départements, EPCI or communes. */
  subTerritories(query: CoverageQuery & { readonly kind: Territory["kind"] }): SubTerritory[];
  /** Their people within each minute up to an hour, in one pass over the cells. */
  curves(query: Omit<CoverageQuery, "minutes"> & { readonly kind: Territory["kind"] }): TerritoryCurve[];
  /** Ordered by people, most first. */
  gaps(query?: CoverageQuery): Gap[];
  /**
   * Areas from which a point is reached by car within each number of minutes, or with `departure` those that are reached
   * from it.
   */
  isochrones(
    around: { structureId: string } | { lon: number; lat: number },
    minutes: readonly number[],
    direction?: Direction,
  ): IsochroneBand[];
  /** Throws `RequestError` (`territory.unknown`) for a reference that the dataset does not hold. */
  territory(ref: string): Territory;
  territories(): Territory[];
}
