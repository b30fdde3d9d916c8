import type { Provenance, Warning } from "../../isochrones/model/provenance.ts";
import type { GapChange, StructureCount, TerritoryFigure } from "../../isochrones/model/report.ts";
import type { Territory, TerritoryRef } from "../../isochrones/model/territory.ts";

/** What a scenario changes: `POST /api/v1/scenarios`. */
export interface ScenarioAnswer {
  readonly territory: Territory;
  readonly minutes: number;
  /** The edits as an address has them, for `scenario=`. */
  readonly scenario: string;
  /** As they were understood, in their order. */
  readonly edits: readonly UnderstoodEdit[];
  readonly before: ScenarioFigure;
  readonly after: ScenarioFigure;
  /** People newly within the time, and no longer. */
  readonly gained: number;
  readonly lost: number;
  /** Cells whose time changes in any way. */
  readonly changedCells: number;
  /** Territories inside in which anybody gains or loses, by kind. */
  readonly territories: {
    readonly region: ChangedTerritories;
    readonly departement: ChangedTerritories;
    readonly epci: ChangedTerritories;
    readonly commune: ChangedTerritories;
  };
  readonly gaps: ChangedGaps;
  /** Of the figure before. */
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

export interface UnderstoodEdit {
  readonly action: "ajouter" | "fermer" | "deplacer" | "modifier";
  /** null for a new one. */
  readonly structureId: string | null;
  readonly name: string | null;
  /** Where it stands afterwards, in degrees. */
  readonly lon: number;
  readonly lat: number;
  /** Where it meets its road; null for one that stays where the dataset has it. */
  readonly road: readonly [number, number] | null;
  readonly snapMeters: number | null;
  /** For a place, that of the nearest inhabited cell; null where none is near. */
  readonly commune: { readonly code: string; readonly name: string } | null;
  readonly countedBefore: boolean;
  readonly countedAfter: boolean;
}

export interface ScenarioFigure {
  readonly population: number;
  readonly covered: number;
  /** Who reaches a structure at all. */
  readonly reached: number;
  readonly share: number;
  /** Share within 0 to 60 minutes: 61 numbers. */
  readonly curve: readonly number[];
  readonly meanMinutes: number | null;
  readonly medianMinutes: number | null;
  readonly p95Minutes: number | null;
  readonly structures: StructureCount;
}

export interface ChangedTerritories {
  /** In all, of which the first are listed. */
  readonly total: number;
  readonly rows: readonly ChangedTerritory[];
}

export interface ChangedTerritory {
  readonly ref: TerritoryRef;
  readonly name: string;
  readonly population: number;
  readonly gained: number;
  readonly lost: number;
  readonly before: TerritoryFigure;
  readonly after: TerritoryFigure;
}

export interface ChangedGaps {
  readonly countBefore: number;
  readonly countAfter: number;
  readonly closed: ListedGapChanges;
  readonly shrunk: ListedGapChanges;
  readonly opened: ListedGapChanges;
  readonly grown: ListedGapChanges;
}

export interface ListedGapChanges {
  readonly total: number;
  /** With five communes at most. */
  readonly rows: readonly GapChange[];
}
