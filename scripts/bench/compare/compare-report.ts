import { folded, table } from "../../cli/layout.ts";
import type { Outcome } from "../measure-case.ts";
import { percentText, ratioText, timeText } from "../report/figures.ts";
import type { Compared } from "./compare-checkouts.ts";
import { SIGNIFICANCE } from "./verdict.ts";

const HEADER = ["case", "verdict", "other", "this", "this/other", "least to most", "p"];

export interface CompareFacts {
  readonly suite: string;
  /** Commits or names of the two. */
  readonly other: string;
  readonly own: string;
  readonly machine: string;
  readonly rounds: number;
  readonly tolerance: number;
}

/** The comparison as a person reads it, with the rule that made the verdicts. */
export function compareReport(facts: CompareFacts, compared: readonly Compared[]): string {
  const { suite, other, own, machine, rounds, tolerance } = facts;
  const head = [
    `${suite}: this checkout (${own}) beside ${other}`,
    `machine  ${machine}`,
    `rule     ${rounds} pairs of processes in alternation; slower or faster where the sign test over the ratios of pairs has p < ${SIGNIFICANCE}, by the median ratio; a failure where slower by more than ${percentText(tolerance)}`,
  ];
  const rows = compared.map(rowOf);
  const notes = compared.flatMap(notesOf);
  const parts = [head.map((line) => folded(line, "         ")).join("\n"), table([HEADER, ...rows], [0, 1])];
  if (notes.length > 0) parts.push(notes.map((note) => folded(note, "  ")).join("\n"));
  return `${parts.join("\n\n")}\n`;
}

function rowOf({ id, outcomes, verdict }: Compared): string[] {
  const medians = outcomes.map((outcome) =>
    outcome.kind === "measured" ? timeText(outcome.time.median) : outcome.kind,
  );
  const own = outcomes.at(-1);
  const ratio = own?.kind === "measured" ? own.ratio : null;
  if (verdict === null || ratio === null) return [id, "not compared", ...medians, "", "", ""];
  const word = verdict.isTooSlow ? verdict.word.toUpperCase() : verdict.word;
  const range = `${ratioText(ratio.min)} to ${ratioText(ratio.max)}`;
  return [id, word, ...medians, ratioText(verdict.ratio), range, verdict.probability.toFixed(3)];
}

/** What a verdict does not say: no time, or another answer. */
function notesOf({ id, outcomes }: Compared): string[] {
  const troubles = outcomes.flatMap((outcome) =>
    outcome.kind === "measured" ? [] : [`${id}: ${outcome.contender.name}: ${outcome.reason}`],
  );
  const answers = new Set(outcomes.flatMap(answerOf));
  return answers.size < 2 ? troubles : [...troubles, `${id}: answers differ: ${[...answers].join(" / ")}`];
}

function answerOf(outcome: Outcome): string[] {
  return outcome.kind === "measured" && outcome.answer !== null ? [outcome.answer] : [];
}
