import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { Recount } from "../coverage/recount.ts";

/** What the sentences of a sheet are made of: types alone, for the file of sentences imports them. */

/** Where a territory stands among others, the best covered first. */
export interface Rank {
  /** From 1: one more than those with a greater share. */
  readonly rank: number;
  /** How many others have the very same share. */
  readonly ties: number;
  /** How many are ranked, this one included: those where somebody lives. */
  readonly count: number;
}

/** Of territories inside others. */
export type InnerKind = Exclude<TerritoryKind, "france">;

/** What the summary of a territory is made of. */
export interface Summary {
  readonly name: string;
  readonly figure: Recount;
  /** At the minutes of the figure; null while they are not known. */
  readonly gaps: SummaryGaps | null;
  /** Null while they are not known, and where nothing is inside. */
  readonly inside: FarTerritories | null;
}

export interface SummaryGaps {
  readonly total: number;
  /** The one of most people; null where there is none. */
  readonly largest: { readonly communes: readonly string[]; readonly people: number } | null;
}

/** Territories inside of which more than half of the people are beyond the minutes. */
export interface FarTerritories {
  readonly kind: InnerKind;
  /** Names, those of most people beyond first. */
  readonly names: readonly string[];
}
