import { FIGURE_MINUTES } from "../figures/dataset-figures.ts";
import { countOf, decimal, percent, whole } from "./french-numbers.ts";
import type { TerritoryChange, VersionChange } from "./compare-versions.ts";

/**
 * How far a version may be from the one before and still be believed. An official list gains a few dozen structures a
 * month, the population changes once a year by less than 1 %, OpenStreetMap's roads grow by some per mille a month: what
 * is beyond is more often a file cut short, a column renamed or an extract of another area than the country.
 */

/** Net loss of structures: share of the list, from a few on, since a small territory may well lose one or two. */
export const STRUCTURES_LOST_SHARE = 0.05;
export const STRUCTURES_LOST_LEAST = 3;
/** Net loss of structures in number: closings of a month in the whole country are fewer. */
export const STRUCTURES_LOST_COUNT = 20;
/** Identifiers of the list that are no more: beyond that they were numbered anew, and nothing can be compared by them. */
export const IDS_LOST_SHARE = 0.2;
/** Net gain of structures, from a number on: lists that are given twice, or joined badly. */
export const STRUCTURES_GAINED_SHARE = 0.25;
export const STRUCTURES_GAINED_COUNT = 20;
/** People, both ways: a census year changes the country by some per mille. */
export const PEOPLE_SHARE = 0.02;
/** Coverage of a département, both ways, in points: opening several structures at once moves it by one or two. */
export const COVERAGE_POINTS = 5;
/** Fewer people make no département: a strip along the border of an extract. */
export const LEAST_PEOPLE = 1000;
/** Directed edges of the network: OpenStreetMap loses roads by accident, and whole tiles by a bad extract. */
export const EDGES_LOST_SHARE = 0.03;
/** A column that spoke of fewer was as good as empty before. */
export const COLUMN_LEAST = 3;

/** Why a version is not to be put in service without somebody's word: one French sentence each, none where it is fine. */
export function judgeChange(change: VersionChange): string[] {
  return [
    ...judgeStructures(change),
    ...judgePeople(change),
    ...change.territories.flatMap(judgeTerritory),
    ...judgeRoads(change),
    ...judgeColumns(change),
  ];
}

function judgeStructures({ before, after, lost }: VersionChange): string[] {
  const [old, now] = [before.structures.length, after.structures.length];
  if (old === 0) return [];
  const reasons: string[] = [];
  const fewer = old - now;
  if (
    (fewer >= STRUCTURES_LOST_SHARE * old && fewer >= Math.min(STRUCTURES_LOST_LEAST, old)) ||
    fewer >= STRUCTURES_LOST_COUNT
  ) {
    reasons.push(
      `La liste perd ${countOf(fewer, "structure", "structures")} (${whole(old)} → ${whole(now)}) ; au plus ${percent(STRUCTURES_LOST_SHARE)} et ${STRUCTURES_LOST_COUNT - 1} sont attendues.`,
    );
  } else if (lost.length >= STRUCTURES_LOST_LEAST && lost.length >= IDS_LOST_SHARE * old) {
    reasons.push(
      `${whole(lost.length)} identifiants de structures sur ${whole(old)} ont disparu : la liste a sans doute été renumérotée.`,
    );
  }
  if (now - old >= STRUCTURES_GAINED_COUNT && now - old >= STRUCTURES_GAINED_SHARE * old) {
    reasons.push(
      `La liste gagne ${whole(now - old)} structures (${whole(old)} → ${whole(now)}) ; au plus ${percent(STRUCTURES_GAINED_SHARE)} sont attendues.`,
    );
  }
  return reasons;
}

function judgePeople({ before, after }: VersionChange): string[] {
  if (before.people === 0) return [];
  const change = (after.people - before.people) / before.people;
  if (Math.abs(change) < PEOPLE_SHARE) return [];
  return [
    `La population passe de ${whole(before.people)} à ${whole(after.people)} habitants ; au plus ${percent(PEOPLE_SHARE)} d’écart est attendu.`,
  ];
}

function judgeTerritory({ reference, name, before, after }: TerritoryChange): string[] {
  if (!reference.startsWith("dep:") || before === null || before.people < LEAST_PEOPLE) return [];
  if (after === null || after.people === 0) return [`Le département ${name} (${reference}) a disparu.`];
  return before.covered.flatMap((_, index) => {
    const [old, now] = [before, after].map(
      (figures) => (100 * (figures.covered[index] ?? 0)) / figures.people,
    );
    if (Math.abs(now - old) < COVERAGE_POINTS) return [];
    const minutes = FIGURE_MINUTES[index];
    return [
      `La couverture à ${minutes} minutes du département ${name} (${reference}) passe de ${decimal(old)} % à ${decimal(now)} % ; moins de ${COVERAGE_POINTS} points d’écart sont attendus.`,
    ];
  });
}

function judgeRoads({ before, after }: VersionChange): string[] {
  const fewer = before.edges - after.edges;
  if (fewer < EDGES_LOST_SHARE * before.edges || fewer <= 0) return [];
  return [
    `Le réseau routier passe de ${whole(before.edges)} à ${whole(after.edges)} arcs ; au plus ${percent(EDGES_LOST_SHARE)} de perte est attendu.`,
  ];
}

function judgeColumns({ after, columns }: VersionChange): string[] {
  // A list that is gone altogether has been told.
  if (after.structures.length === 0) return [];
  return columns
    .filter((one) => one.before >= COLUMN_LEAST && one.after === 0)
    .map(
      ({ column, before }) =>
        `La colonne « ${column.name} », renseignée pour ${whole(before)} structures, ne l’est plus pour aucune.`,
    );
}
