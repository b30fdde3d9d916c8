import { distanceMeters, toMicrodegrees } from "../../isochrones/geo/distance.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import type { TerritoryFigures } from "../figures/dataset-figures.ts";
import { LIST_COLUMNS, type ListColumn } from "./list-columns.ts";
import type { VersionFacts } from "./version-facts.ts";

/** A structure whose place differs by less has been placed more exactly; it is where it was. */
export const MOVED_METERS = 100;

/** A structure in both versions, otherwise in the second. */
export interface ChangedStructure {
  readonly before: Structure;
  readonly after: Structure;
}

/** What differs between two versions. Lists of structures are ordered by département, commune and id. */
export interface VersionChange {
  readonly before: VersionFacts;
  readonly after: VersionFacts;
  readonly gained: readonly Structure[];
  readonly lost: readonly Structure[];
  /** By more than `MOVED_METERS`. */
  readonly moved: readonly (ChangedStructure & { readonly meters: number })[];
  /** Of another type or format. */
  readonly retyped: readonly ChangedStructure[];
  /** Those of either version, in the order of the second, then of the first. */
  readonly territories: readonly TerritoryChange[];
  /** Codes of either version in order, those alone whose counts differ. */
  readonly issues: readonly {
    readonly code: string;
    readonly before: number;
    readonly after: number;
  }[];
  /** For each column of the list, of how many structures it says something. */
  readonly columns: readonly {
    readonly column: ListColumn;
    readonly before: number;
    readonly after: number;
  }[];
}

/** Figures of a territory, null in a version that does not have it. */
export interface TerritoryChange {
  readonly reference: string;
  readonly name: string;
  readonly before: TerritoryFigures | null;
  readonly after: TerritoryFigures | null;
}

/** Compares two versions. Structures are the same by their official identifier. O(structures + territories). */
export function compareVersions(before: VersionFacts, after: VersionFacts): VersionChange {
  const old = new Map(before.structures.map((structure) => [structure.id, structure]));
  const now = new Map(after.structures.map((structure) => [structure.id, structure]));
  const inBoth = inOrder(after.structures).flatMap((structure) => {
    const earlier = old.get(structure.id);
    return earlier === undefined ? [] : [{ before: earlier, after: structure }];
  });
  return {
    before,
    after,
    gained: inOrder(after.structures.filter(({ id }) => !old.has(id))),
    lost: inOrder(before.structures.filter(({ id }) => !now.has(id))),
    moved: inBoth
      .map((pair) => ({ ...pair, meters: metersBetween(pair) }))
      .filter(({ meters }) => meters > MOVED_METERS),
    retyped: inBoth.filter(
      (pair) => pair.before.type !== pair.after.type || pair.before.format !== pair.after.format,
    ),
    territories: compareTerritories(before, after),
    issues: compareIssues(before, after),
    columns: LIST_COLUMNS.map((column) => ({
      column,
      before: before.structures.filter(column.isFilled).length,
      after: after.structures.filter(column.isFilled).length,
    })),
  };
}

function metersBetween({ before, after }: ChangedStructure): number {
  const [from, to] = [before, after].map(
    ({ lon, lat }) => [toMicrodegrees(lon), toMicrodegrees(lat)] as const,
  );
  return distanceMeters(from[0], from[1], to[0], to[1]);
}

function inOrder(structures: readonly Structure[]): Structure[] {
  const key = ({ departementCode, communeCode, id }: Structure): string =>
    `${departementCode}\0${communeCode}\0${id}`;
  return [...structures].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function compareTerritories(before: VersionFacts, after: VersionFacts): TerritoryChange[] {
  const old = byReference(before);
  const now = byReference(after);
  return [...new Set([...now.keys(), ...old.keys()])].map((reference) => {
    const [earlier, later] = [old.get(reference) ?? null, now.get(reference) ?? null];
    return { reference, name: (later ?? earlier)?.name ?? reference, before: earlier, after: later };
  });
}

function byReference({ figures }: VersionFacts): ReadonlyMap<string, TerritoryFigures> {
  return new Map((figures?.territories ?? []).map((territory) => [territory.reference, territory]));
}

function compareIssues(before: VersionFacts, after: VersionFacts): VersionChange["issues"] {
  const counts = (facts: VersionFacts): Map<string, number> =>
    new Map(facts.issues.map(({ code, count }) => [code, count]));
  const [old, now] = [counts(before), counts(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((code) => ({ code, before: old.get(code) ?? 0, after: now.get(code) ?? 0 }))
    .filter((issue) => issue.before !== issue.after);
}
