import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Measurement, Outcome } from "../measure-case.ts";
import type { SuiteReport } from "./suite-report.ts";

/** A log as JSON lines: the run, its inputs, every single measurement, and what came of each case. */
export class BenchLog {
  readonly #measurements: object[] = [];

  /** Notes one measurement, warm-ups too. */
  note(caseId: string, measurement: Measurement): void {
    this.#measurements.push({ kind: "measurement", case: caseId, ...measurement });
  }

  text(report: SuiteReport): string {
    const { cases, inputs, ...run } = report;
    const lines = [
      { kind: "run", ...run },
      ...inputs.map((input) => ({ kind: "input", ...input })),
      ...this.#measurements,
      ...cases.flatMap(({ id, title, outcomes }) =>
        outcomes.map((outcome) => resultLine(id, title, outcome)),
      ),
    ];
    return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  }
}

function resultLine(id: string, title: string, outcome: Outcome): object {
  const { kind, contender } = outcome;
  const { name, remark = "", isComparable = true } = contender;
  const about = { kind, case: id, title, contender: name, remark, isComparable };
  if (outcome.kind !== "measured") return { ...about, reason: outcome.reason };
  const { time, peakBytes, answer, ratio } = outcome;
  return { ...about, milliseconds: time, peakBytes, answer, ratio };
}

/**
 * Writes a log under a name of its date and suite.
 *
 * @returns the file's name
 */
export function writeLog(folder: string, { startedAt, suite }: SuiteReport, text: string): string {
  mkdirSync(folder, { recursive: true });
  const name = `${startedAt.slice(0, 19).replaceAll(":", "")}-${suite.name}.jsonl`;
  const path = join(folder, name);
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
  return name;
}
