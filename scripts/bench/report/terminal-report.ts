import { folded, table } from "../../cli/layout.ts";
import type { Outcome } from "../measure-case.ts";
import { memoryText, percentText, ratioText, timeText } from "./figures.ts";
import { BUSY, isBusy, machineText, type SuiteReport } from "./suite-report.ts";

const HEADER = ["", "min", "median", "max", "spread", "ratio", "memory"];

/** A suite as a person reads it in a terminal. */
export function terminalReport(report: SuiteReport): string {
  const { suite, size, rounds, inputs, load } = report;
  const facts = [
    `${suite.name}: ${suite.title}`,
    `machine  ${machineText(report.machine)}`,
    `Trente   ${report.version}, commit ${report.commit ?? "unknown"}, ${report.startedAt}`,
    `inputs   ${inputs.map(({ name, bytes, sha256 }) => `${name} (${bytes} bytes, sha256 ${sha256.slice(0, 12)})`).join(", ") || "a dataset without its files"}`,
    `size     ${size.junctions} junctions, ${size.edges} edges, ${size.turns} turns, ${size.cells} cells, ${size.structures} structures`,
    `rounds   ${rounds} after a warm-up, alternated; load of the machine ${load.before.toFixed(1)} before, ${load.after.toFixed(1)} at the end`,
  ];
  if (isBusy(report)) facts.push(`ATTENTION  ${BUSY}`);
  const cases = report.cases.map(({ id, title, outcomes }) =>
    [
      folded(`${id}: ${title}`),
      table([HEADER, ...outcomes.map(rowOf)]),
      ...outcomes.flatMap(noteOf).map((note) => folded(note, "    ")),
    ].join("\n"),
  );
  return `${[facts.map((fact) => folded(fact, "         ")).join("\n"), ...cases].join("\n\n")}\n`;
}

function rowOf(outcome: Outcome): string[] {
  const name = `  ${outcome.contender.name}`;
  if (outcome.kind !== "measured") return [name, outcome.kind, "", "", "", "", ""];
  const { time, ratio, peakBytes } = outcome;
  const ratioWords =
    ratio === null ? "" : `${ratioText(ratio.median)} (${ratioText(ratio.min)} to ${ratioText(ratio.max)})`;
  return [
    name,
    timeText(time.min),
    timeText(time.median),
    timeText(time.max),
    percentText(time.spread),
    ratioWords,
    peakBytes === null ? "" : memoryText(peakBytes),
  ];
}

function noteOf(outcome: Outcome): string[] {
  const { name, remark = "" } = outcome.contender;
  if (outcome.kind !== "measured") return [`  ${name}: ${outcome.kind}: ${outcome.reason}`];
  const words = [remark, outcome.answer ?? ""].filter((text) => text !== "");
  return words.length === 0 ? [] : [`  ${name}: ${words.join("; ")}`];
}
