import type { RobustnessAnswer, RobustnessRow } from "../../../server/schemas/robustness-answers.ts";

/** The thresholds of the public debate, minutes. */
const MARKS: readonly number[] = [20, 30];

/** What a closing is told at: the minutes of the page, and those of the public debate. Ascending, none twice. */
export function toldMinutes(minutes: number): number[] {
  return [...new Set([...MARKS, minutes])].sort((a, b) => a - b);
}

/** A structure, and who would be beyond each number of minutes if it alone closed. */
export interface DependenceRow extends RobustnessRow {
  /** In the order of the answers; 0 where it serves nobody within the time. */
  readonly aloneAt: readonly number[];
}

/** The structures of an answer with what other answers say of each. Which ones there are does not depend on minutes. */
export function dependenceRows(
  shown: RobustnessAnswer,
  answers: readonly RobustnessAnswer[],
): DependenceRow[] {
  const alone = answers.map(({ structures }) => new Map(structures.map((row) => [row.id, row.alone])));
  return shown.structures.map((row) => ({
    ...row,
    aloneAt: alone.map((byId) => byId.get(row.id) ?? 0),
  }));
}

/** Parts of the people of a territory, by how many structures cover them; shares of all, 0 to 1. */
export interface DependencePart {
  readonly id: "one" | "two" | "more" | "none";
  readonly people: number;
  readonly share: number;
}

/** The four parts in which everybody is once. Empty where nobody lives. */
export function dependenceParts(answer: RobustnessAnswer): DependencePart[] {
  const { population, covered, coveredByOne, coveredByTwo, coveredByMore } = answer;
  if (population === 0) return [];
  const part = (id: DependencePart["id"], people: number): DependencePart => ({
    id,
    people,
    share: people / population,
  });
  return [
    part("one", coveredByOne),
    part("two", coveredByTwo),
    part("more", coveredByMore),
    part("none", Math.max(0, population - covered)),
  ];
}
