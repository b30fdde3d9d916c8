import { shareOf } from "../../isochrones/accessibility/coverage.ts";
import type { DatasetFigures, FigureSource, TerritoryFigures } from "../../data/figures/dataset-figures.ts";
import type { HistoryChange, HistoryEntry } from "../schemas/history-answers.ts";

/** Changes after which a figure says something else than before: a jump there is no trend. */
const BREAKS: ReadonlySet<HistoryChange> = new Set<HistoryChange>([
  "population",
  "communes",
  "profile",
  "fictitious",
  "perimeter",
]);

/**
 * The figures of a territory by dataset, each beside the one before.
 *
 * @param kept in the order of their measurement; those without the territory or any of the times are left out
 * @param minutes the times that are wanted
 * @param currentId of the dataset in service
 *
 * O(kept × territories).
 */
export function trendOf(
  kept: readonly DatasetFigures[],
  reference: string,
  minutes: readonly number[],
  currentId: string,
): HistoryEntry[] {
  const entries: HistoryEntry[] = [];
  let before: DatasetFigures | null = null;
  for (const figures of kept) {
    const own = figures.territories.find((territory) => territory.reference === reference);
    if (own === undefined || !minutes.every((one) => figures.minutes.includes(one))) continue;
    const changed = before === null ? [] : changesOf(before, figures, reference);
    entries.push(entryOf(figures, own, { minutes, currentId, changed }));
    before = figures;
  }
  return entries;
}

function entryOf(
  { dataset, madeAt, sources, minutes: keptMinutes }: DatasetFigures,
  { people, structures, structuresBy, covered }: TerritoryFigures,
  {
    minutes,
    currentId,
    changed,
  }: {
    readonly minutes: readonly number[];
    readonly currentId: string;
    readonly changed: readonly HistoryChange[];
  },
): HistoryEntry {
  const { id, name, fictitious } = dataset;
  return {
    dataset: { id, name, fictitious },
    since: madeAt,
    isCurrent: id === currentId,
    sources: vintages(sources),
    changed,
    isComparable: !changed.some((change) => BREAKS.has(change)),
    people,
    structures,
    structuresBy,
    covered: minutes.map((one) => {
      const within = covered[keptMinutes.indexOf(one)];
      return { minutes: one, people: within, share: shareOf(within, people) };
    }),
  };
}

/** What is not as it was, in the order in which it is told. */
function changesOf(before: DatasetFigures, after: DatasetFigures, reference: string): HistoryChange[] {
  const isOther: Readonly<Record<HistoryChange, boolean>> = {
    structures: !sameSources(before, after, ["structures"]),
    roads: !sameSources(before, after, ["roads"]),
    population: !sameSources(before, after, ["population"]),
    communes: !sameSources(before, after, ["communes", "codes"]),
    profile: before.dataset.profile !== after.dataset.profile,
    fictitious: before.dataset.fictitious !== after.dataset.fictitious,
    // Another territory has another border in other communes, which is a change of those.
    perimeter: reference === "france" && perimeterOf(before) !== perimeterOf(after),
  };
  return (Object.keys(isOther) as HistoryChange[]).filter((change) => isOther[change]);
}

function sameSources(
  before: DatasetFigures,
  after: DatasetFigures,
  roles: readonly FigureSource["role"][],
): boolean {
  const hashes = ({ sources }: DatasetFigures): string =>
    sources
      .filter(({ role }) => roles.includes(role))
      .map(({ sha256 }) => sha256)
      .sort()
      .join(" ");
  return hashes(before) === hashes(after);
}

/** Which départements people live in. */
function perimeterOf({ territories }: DatasetFigures): string {
  return territories
    .map(({ reference }) => reference)
    .filter((reference) => reference.startsWith("dep:"))
    .sort()
    .join(" ");
}

/** Each of them once: a country has a file of communes for each département. */
function vintages(sources: readonly FigureSource[]): HistoryEntry["sources"] {
  const known = new Map(
    sources.map(({ role, name, vintage }) => [`${role} ${name} ${vintage}`, { role, name, vintage }]),
  );
  return [...known.values()];
}
