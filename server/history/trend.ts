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
  figures: DatasetFigures,
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
  const { dataset, madeAt, minutes: keptMinutes } = figures;
  const { id, name, fictitious } = dataset;
  return {
    dataset: { id, name, fictitious },
    since: madeAt,
    isCurrent: id === currentId,
    sources: marksOf(figures).sources,
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
  const [old, now] = [marksOf(before), marksOf(after)];
  return CHANGES.filter(
    // Another territory has another border in other communes, which is a change of those.
    (change) => old[change] !== now[change] && (change !== "perimeter" || reference === "france"),
  );
}

const CHANGES: readonly HistoryChange[] = [
  "structures",
  "roads",
  "population",
  "communes",
  "profile",
  "fictitious",
  "perimeter",
];

/** What two datasets have alike, as texts that are equal then; found once of each. */
type Marks = Readonly<Record<HistoryChange, string>> & { readonly sources: HistoryEntry["sources"] };

const knownMarks = new WeakMap<DatasetFigures, Marks>();

function marksOf(figures: DatasetFigures): Marks {
  const marks = knownMarks.get(figures) ?? findMarks(figures);
  knownMarks.set(figures, marks);
  return marks;
}

function findMarks({ dataset, sources, territories }: DatasetFigures): Marks {
  const hashes = (...roles: FigureSource["role"][]): string =>
    joined(sources.filter(({ role }) => roles.includes(role)).map(({ sha256 }) => sha256));
  const references = territories.map(({ reference }) => reference);
  return {
    structures: hashes("structures"),
    roads: hashes("roads"),
    population: hashes("population"),
    communes: hashes("communes", "codes"),
    profile: dataset.profile,
    fictitious: String(dataset.fictitious),
    // Which départements people live in.
    perimeter: joined(references.filter((reference) => reference.startsWith("dep:"))),
    sources: vintages(sources),
  };
}

function joined(texts: readonly string[]): string {
  return [...texts].sort().join(" ");
}

/** Each of them once: a country has a file of communes for each département. */
function vintages(sources: readonly FigureSource[]): HistoryEntry["sources"] {
  const known = new Map(
    sources.map(({ role, name, vintage }) => [`${role} ${name} ${vintage}`, { role, name, vintage }]),
  );
  return [...known.values()];
}
