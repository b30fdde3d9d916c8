import { readFileSync, readdirSync } from "node:fs";
import { homedir, hostname, tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { describe, expect, test } from "vitest";

import type { Contender } from "../../../scripts/bench/contender.ts";
import type { Outcome } from "../../../scripts/bench/measure-case.ts";
import { BenchLog, writeLog } from "../../../scripts/bench/report/bench-log.ts";
import { memoryText, percentText, ratioText, timeText } from "../../../scripts/bench/report/figures.ts";
import { replaceBetweenMarkers } from "../../../scripts/bench/report/markers.ts";
import { readmeTable } from "../../../scripts/bench/report/readme-table.ts";
import { scrub } from "../../../scripts/bench/report/scrub.ts";
import type { SuiteReport } from "../../../scripts/bench/report/suite-report.ts";
import { terminalReport } from "../../../scripts/bench/report/terminal-report.ts";
import { summarise } from "../../../scripts/bench/statistics.ts";
import { SUITES } from "../../../scripts/bench/suites/suites.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

function contender(name: string, more: Partial<Contender> = {}): Contender {
  return { name, open: async () => Promise.reject(new Error("not opened in this test")), ...more };
}

function outcome(of: Contender, times: readonly number[], ratios: readonly number[] = []): Outcome {
  return {
    kind: "measured",
    contender: of,
    time: summarise(times),
    peakBytes: of.name === "trente" ? 200 * 2 ** 20 : null,
    answer: null,
    ratio: ratios.length === 0 ? null : summarise(ratios),
    ratios,
  };
}

const REPORT: SuiteReport = {
  suite: { name: "corse", title: "Corsica" },
  command: "npm run bench -- --suite corse --rounds 3",
  version: "0.1.0",
  commit: "0123456789ab",
  startedAt: "2024-05-06T07:08:09.123Z",
  seconds: 60,
  machine: {
    processor: "A processor",
    cores: 2,
    memoryBytes: 24 * 2 ** 30,
    system: "Debian",
    node: "20.20.2",
  },
  load: { before: 0.1, after: 1.9 },
  rounds: 3,
  seed: 1,
  inputs: [{ role: "osm", name: "corse.osm.pbf", bytes: 123, sha256: "a".repeat(64) }],
  size: { junctions: 10, edges: 20, turns: 30, cells: 40, people: 50, structures: 6 },
  peers: { valhalla: "3.6.1" },
  cases: [
    {
      id: "isochrone",
      title: "one isochrone",
      outcomes: [
        outcome(contender("trente"), [30, 32, 36]),
        outcome(contender("valhalla"), [60, 64, 70], [1.9, 2, 2.1]),
        { kind: "absent", contender: contender("osrm"), reason: "no server was named" },
        outcome(contender("pgrouting", { isComparable: false }), [8, 9, 10]),
      ],
    },
    {
      id: "build",
      title: "build",
      outcomes: [outcome(contender("trente", { remark: "all of it" }), [3300, 3300, 3310])],
    },
  ],
};

describe("figures", () => {
  test("have a unit that fits", () => {
    expect([0.123, 7.62, 61.4, 999.4, 3300, 31_000, 125_000].map(timeText)).toEqual([
      "0.12 ms",
      "7.6 ms",
      "61 ms",
      "999 ms",
      "3.30 s",
      "31.0 s",
      "2 min 05 s",
    ]);
    expect([memoryText(204 * 2 ** 20), ratioText(0.5), ratioText(41.23), ratioText(410.6)]).toEqual([
      "204 MiB",
      "×0.50",
      "×41.2",
      "×411",
    ]);
    expect(percentText(0.125)).toBe("13 %");
  });
});

describe("the README's table", () => {
  const table = readmeTable(REPORT, "benchmarks/log.jsonl");

  test("has a row a case and a column for who was measured", () => {
    expect(table.split("\n").slice(0, 4)).toEqual([
      "| work | Trente | memory | Valhalla 3.6.1 | pgRouting |",
      "| --- | --- | --- | --- | --- |",
      "| one isochrone | **32 ms** (30 ms to 36 ms) | 200 MiB | 64 ms, ×2.00 | 9.0 ms † |",
      "| build | **3.30 s** (3.30 s to 3.31 s) | 200 MiB |  |  |",
    ]);
  });

  test("says on what, when and how it was measured, and whether the machine was busy", () => {
    for (const fact of ["A processor, 2 cores, 24 GiB", "0123456789ab", "2024-05-06", REPORT.command])
      expect(table).toContain(fact);
    expect(table).toContain("[raw log](benchmarks/log.jsonl)");
    expect(table).not.toContain("busy");
    expect(readmeTable({ ...REPORT, load: { before: 1.5, after: 1.5 } }, "l")).toContain("busy");
  });
});

describe("the terminal's report", () => {
  test("shows all contenders, absent ones with the reason, within 100 columns", () => {
    const text = terminalReport(REPORT);
    expect(text).toMatch(/trente +30 ms +32 ms +36 ms +19 % +200 MiB/u);
    expect(text).toMatch(/valhalla +60 ms +64 ms +70 ms +16 % +×2\.00 \(×1\.90 to ×2\.10\)/u);
    expect(text).toContain("osrm: absent: no server was named");
    expect(text).toContain("trente: all of it");
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});

describe("a document with marks", () => {
  const [open, close] = ["<!-- bench:corse -->", "<!-- /bench:corse -->"];

  test("gets the text between them, once and again, and keeps the rest", () => {
    const document = `# A\n\n${open}\nold\n${close}\n\nend\n`;
    const once = replaceBetweenMarkers(document, "corse", "new\n", "README.md");
    expect(once).toBe(`# A\n\n${open}\nnew\n${close}\n\nend\n`);
    expect(replaceBetweenMarkers(once, "corse", "new", "README.md")).toBe(once);
  });

  test.each([
    ["no mark", "# A\n", /^README\.md: got the line "<!-- bench:corse -->" 0 times, expected once$/u],
    ["no end", `${open}\n`, /"<!-- \/bench:corse -->" 0 times/u],
    ["two beginnings", `${open}${open}${close}`, /"<!-- bench:corse -->" 2 times/u],
    ["the wrong order", `${close}\n${open}\n`, /expected it after$/u],
  ])("with %s is refused", (_, document, text) => {
    expect(() => replaceBetweenMarkers(document, "corse", "new", "README.md")).toThrow(text);
  });

  test("is our README, for the suites of real data", () => {
    const readme = readFileSync(resolve(import.meta.dirname, "../../../README.md"), "utf8");
    for (const { name } of SUITES.filter((suite) => ["corse", "liechtenstein"].includes(suite.name)))
      expect(replaceBetweenMarkers(readme, name, "x", "README.md")).toContain(`<!-- bench:${name} -->\nx\n`);
  });
});

describe("the raw log", () => {
  test("has the run, its inputs, each measurement and each result, a line each", () => {
    const log = new BenchLog();
    log.note("isochrone", { contender: "trente", round: 0, milliseconds: 99, peakBytes: null, answer: null });
    log.note("isochrone", { contender: "trente", round: 1, milliseconds: 32, peakBytes: null, answer: null });
    const folder = join(tempFolder(), "benchmarks");
    const name = writeLog(folder, REPORT, log.text(REPORT));
    expect(name).toBe("2024-05-06T070809-corse.jsonl");
    expect(readdirSync(folder)).toEqual([name]);
    const lines = readFileSync(join(folder, name), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ kind }) => kind)).toEqual([
      "run",
      "input",
      "measurement",
      "measurement",
      "measured",
      "measured",
      "absent",
      "measured",
      "measured",
    ]);
    expect(lines[0]).toMatchObject({ commit: "0123456789ab", machine: REPORT.machine, load: REPORT.load });
    expect(lines[3]).toMatchObject({ case: "isochrone", contender: "trente", round: 1, milliseconds: 32 });
    expect(lines[6]).toMatchObject({ case: "isochrone", contender: "osrm", reason: "no server was named" });
  });

  test("tells no folder, host or address of this machine", () => {
    const text = `${join(tmpdir(), "trente-bench-1", "x")} on ${hostname()}, ${homedir()}/a, http://there:5000/x`;
    const clean = scrub(
      text,
      new Map([
        [join(tmpdir(), "trente-bench-1"), "FOLDER"],
        ["http://there:5000", "OSRM"],
      ]),
    );
    expect(clean).toBe("FOLDER/x on HOST, ~/a, OSRM/x");
  });
});
