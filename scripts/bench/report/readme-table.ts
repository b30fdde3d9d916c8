import type { Outcome } from "../measure-case.ts";
import { memoryText, ratioText, timeText } from "./figures.ts";
import { BUSY, type CaseReport, isBusy, machineText, type SuiteReport } from "./suite-report.ts";

const TITLES: Readonly<Record<string, string>> = {
  trente: "Trente",
  valhalla: "Valhalla",
  osrm: "OSRM",
  pgrouting: "pgRouting",
};

/**
 * A suite as a Markdown table: a row a case, a column for each contender that was measured, and below it how.
 *
 * @param log the raw log's path from the README
 */
export function readmeTable(report: SuiteReport, log: string): string {
  const peers = ["valhalla", "osrm", "pgrouting"].filter((name) =>
    report.cases.some(({ outcomes }) =>
      outcomes.some(({ kind, contender }) => kind === "measured" && contender.name === name),
    ),
  );
  const header = ["work", TITLES["trente"], "memory", ...peers.map((name) => titleOf(name, report))];
  const rows = report.cases.flatMap((one) => rowOf(one, peers));
  const lines = [header, header.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  const { suite, machine, commit, startedAt, rounds } = report;
  const caption = [
    `${suite.title}.`,
    `Median of ${rounds} rounds, all contenders in turn (least to most); ×2 takes twice our time, by pairs of rounds;`,
    "† is another question ([docs/bench.md](docs/bench.md)).",
    `${machineText(machine)}; commit ${commit ?? "unknown"}, ${startedAt.slice(0, 10)};`,
    `\`${report.command}\`, [raw log](${log}).`,
    ...(isBusy(report) ? [`Note: ${BUSY}.`] : []),
  ];
  return `${lines.join("\n")}\n\n${caption.join("\n")}\n`;
}

function titleOf(name: string, { peers }: SuiteReport): string {
  const version = peers[name];
  return version === undefined ? TITLES[name] : `${TITLES[name]} ${version}`;
}

/** No row where we have no figure of our own. */
function rowOf({ title, outcomes }: CaseReport, peers: readonly string[]): string[][] {
  const own = outcomes.find(({ contender }) => contender.name === "trente");
  if (own?.kind !== "measured") return [];
  const { min, median, max } = own.time;
  const memory = own.peakBytes === null ? "" : memoryText(own.peakBytes);
  const times = `**${timeText(median)}** (${timeText(min)} to ${timeText(max)})`;
  return [[title, times, memory, ...peers.map((name) => peerCell(outcomes, name))]];
}

function peerCell(outcomes: readonly Outcome[], name: string): string {
  const outcome = outcomes.find(({ contender }) => contender.name === name);
  if (outcome?.kind !== "measured") return outcome?.kind === "failed" ? "failed" : "";
  const time = timeText(outcome.time.median);
  if (outcome.ratio !== null) return `${time}, ${ratioText(outcome.ratio.median)}`;
  return outcome.contender.isComparable === false ? `${time} †` : time;
}
