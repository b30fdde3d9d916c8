import type { Provenance, Warning } from "./provenance.ts";
import type { Territory } from "./territory.ts";

/** A place where a structure could open. */
export interface Candidate {
  /** INSEE code of a commune, identifier of a cell, or what a list calls it. */
  readonly id: string;
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  /** null where it is not known. */
  readonly communeCode: string | null;
}

/** One of the sites of an answer, in the order in which they should open. */
export interface SitingSite extends Candidate {
  /** 1 for the first. */
  readonly rank: number;
  /** It was asked for, not chosen. */
  readonly isForced: boolean;
  /** People within the limit of a structure once it and those before it are open, by a new computation of all times. */
  readonly covered: number;
  /** Of them, those that are not without it. */
  readonly gain: number;
  /** `covered` as a share of the territory's people, 0 to 1. */
  readonly share: number;
  /** Over cells with a road, a trip of more than an hour, or none, as one of an hour; null where nobody lives on one. */
  readonly meanMinutes: number | null;
  /** The longest trip that somebody has, counted so. */
  readonly longestMinutes: number | null;
  /**
   * People that it serves once all are open, where sites have a capacity: of several ways to share them among the sites, one;
   * null where they have none.
   */
  readonly served: number | null;
  /** Other candidates that would cover just the same cells. */
  readonly asGood: readonly Pick<Candidate, "id" | "name">[];
}

/** Where next: sites that bring people within so many minutes, and how much better any others could be. */
export interface SitingReport {
  readonly territory: Territory;
  readonly minutes: number;
  /** What is counted: `people`, or one of the dataset's further counts. */
  readonly weight: string;
  /** All of the territory, and those within the limit before anything opens. */
  readonly population: number;
  readonly coveredBefore: number;
  readonly meanMinutesBefore: number | null;
  readonly longestMinutesBefore: number | null;
  /** What was sought: most people within the limit, the fewest sites for a share, the least mean time, the worst off first. */
  readonly aim: "most" | "fewest" | "mean" | "worst";
  readonly sites: readonly SitingSite[];
  /** People that each new site serves at most; null for as many as come. */
  readonly capacity: number | null;
  /**
   * No choice of as many sites has more people than this within the limit, or with a capacity: covered before or served by a new
   * site; null where something else was sought.
   */
  readonly bound: number | null;
  /** No choice of as many sites has a lesser mean time, minutes; null where something else was sought. */
  readonly leastMeanMinutes: number | null;
  /**
   * How much more than these sites any others could bring at most, as a share of what these bring; 0 where none can bring more,
   * null where nothing is known.
   */
  readonly gap: number | null;
  readonly method: "greedy" | "exact";
  /** No other choice does better. */
  readonly isProven: boolean;
  /** For fewest sites: the share that was asked for, whether the candidates can reach it, and fewer than what cannot do. */
  readonly target: {
    readonly share: number;
    readonly isReached: boolean;
    readonly leastCount: number;
  } | null;
  readonly candidates: {
    readonly given: number;
    readonly withoutRoad: number;
    /** The first hundred of them: at sea, outside the dataset, or far from any road. */
    readonly leftOut: readonly Pick<Candidate, "id" | "name">[];
    /** Those that bring somebody within the limit. */
    readonly useful: number;
  };
  /** The problem after its reduction: what is to be covered, by what, and in how many pairs. */
  readonly model: {
    readonly cells: number;
    readonly groups: number;
    readonly sites: number;
    readonly pairs: number;
  };
  /** What the answer rests on, in French, a sentence each. */
  readonly assumptions: readonly string[];
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}
