import { readFileSync } from "node:fs";
import { resolve } from "node:path";

import { describe, expect, test } from "vitest";

import { COMMAND_NAMES } from "../../../scripts/cli/run-trente.ts";
import { trente } from "./fake-terminal.ts";

/** One line on stderr, nothing on stdout, exit code 2. */
async function expectBadUsage(args: readonly string[], text: RegExp | string): Promise<void> {
  const { code, out, err } = await trente(args);
  expect({ code, out, lines: err.split("\n").length - 1 }, err).toEqual({ code: 2, out: "", lines: 1 });
  expect(err).toMatch(text);
}

describe("the command line alone", () => {
  test("gives an overview of all commands, and exit code 2", async () => {
    const { code, out, err } = await trente([]);
    expect({ code, err }).toEqual({ code: 2, err: "" });
    for (const name of COMMAND_NAMES) expect(out).toContain(`  ${name} `);
  });

  test.each([["--help"], ["-h"], ["help"]])("%s gives the same, and exit code 0", async (word) => {
    const { code, out } = await trente([word]);
    expect(code).toBe(0);
    expect(out).toBe((await trente([])).out);
  });

  test("--version is that of package.json", async () => {
    const manifest = readFileSync(resolve(import.meta.dirname, "../../../package.json"), "utf8");
    const { version } = JSON.parse(manifest) as { version: string };
    expect(await trente(["--version"])).toMatchObject({ code: 0, out: `trente ${version}\n`, err: "" });
  });
});

describe("the help of each command", () => {
  test.each(COMMAND_NAMES)("%s --help says in French what it does, with aligned options", async (name) => {
    const { code, out, err } = await trente([name, "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.startsWith(`trente ${name} : `)).toBe(true);
    const optionLines = out.split("\n").filter((line) => line.startsWith("  --"));
    const textStarts = optionLines.map((line) => /^ {2}--\S+(?: [A-ZÀ-Ý,-]+)? {2,}/u.exec(line)?.[0].length);
    expect(new Set(textStarts).size, optionLines.join("\n")).toBe(1);
    expect(textStarts[0]).toBeGreaterThan(0);
    expect(await trente(["help", name])).toMatchObject({ code: 0, out });
  });

  test.each(COMMAND_NAMES)("%s --help fits in 100 columns", async (name) => {
    const { out } = await trente([name, "--help"]);
    expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  test.each(COMMAND_NAMES)("%s -h wins over the other arguments", async (name) => {
    expect(await trente([name, "--nonsense", "-h"])).toMatchObject({ code: 0, err: "" });
  });

  test("every option of design.md is told", async () => {
    const promised: Readonly<Record<string, readonly string[]>> = {
      demo: ["size", "out"],
      build: ["osm", "structures", "population", "communes", "min-component", "out"],
      coverage: ["dataset", "minutes", "territoire", "exclure", "au", "ouvert-le", "engine", "format"],
      isochrone: ["dataset", "structure", "point", "minutes", "engine"],
      valhalla: ["osm", "out"],
      serve: ["dataset", "port"],
    };
    for (const [name, options] of Object.entries(promised)) {
      const { out } = await trente([name, "--help"]);
      for (const option of options) expect(out).toContain(`  --${option} `);
    }
  });
});

describe("bad usage is told in one line, with exit code 2", () => {
  test("an unknown command, with the one that was meant", async () => {
    await expectBadUsage(["covrage"], 'trente: unknown command "covrage", did you mean "coverage"?');
    await expectBadUsage(
      ["zzzzzz"],
      'unknown command "zzzzzz", expected france, demo, fetch, build, refresh, coverage',
    );
    await expectBadUsage(["--verbos"], 'unknown option "--verbos"');
  });

  test("an unknown option, with the one that was meant", async () => {
    await expectBadUsage(
      ["coverage", "--minuts", "20"],
      'unknown option "--minuts", did you mean "--minutes"?',
    );
    await expectBadUsage(["coverage", "--nothing-like-it"], 'unknown option "--nothing-like-it" (see trente');
    await expectBadUsage(["coverage", "-x"], 'unknown option "-x"');
    await expectBadUsage(["coverage", "--constructor", "x"], 'unknown option "--constructor"');
  });

  test("an unknown format, engine, size, level of detail or kind of structure", async () => {
    const coverage = ["coverage", "--dataset", "d"];
    await expectBadUsage([...coverage, "--format", "jsno"], '--format: got "jsno", did you mean "json"?');
    await expectBadUsage(
      [...coverage, "--format", "xlsx"],
      'got "xlsx", expected table, json, csv, geojson, parquet',
    );
    await expectBadUsage(
      ["gaps", "--dataset", "d", "--format", "parquet"],
      "expected table, json, csv, geojson",
    );
    await expectBadUsage([...coverage, "--engine", "osrm"], '--engine: got "osrm", expected embedded');
    await expectBadUsage([...coverage, "--detail", "communes"], 'did you mean "commune"?');
    await expectBadUsage(
      [...coverage, "--exclure", "bus,buss"],
      '--exclure: got "buss", did you mean "bus"?',
    );
    await expectBadUsage(
      ["demo", "--out", "d", "--size", "big"],
      '--size: got "big", expected departement, small',
    );
  });

  test("a detail that a format of cells cannot hold", async () => {
    const args = ["coverage", "--dataset", "d", "--detail", "epci", "--format", "parquet"];
    await expectBadUsage(args, "--detail: got --format parquet, expected table, json or csv");
  });

  // The bench needs nothing: it makes its own files.
  test.each(COMMAND_NAMES.filter((name) => name !== "bench"))("%s without what it needs", async (name) => {
    await expectBadUsage([name], /is missing|expected either/u);
  });

  test("an option without its value, or given twice", async () => {
    await expectBadUsage(["coverage", "--dataset"], "option --dataset: its value is missing");
    await expectBadUsage(["coverage", "--dataset", "--format", "csv"], /--dataset: its value is missing/u);
    await expectBadUsage(["coverage", "--dataset="], "option --dataset: its value is missing");
    await expectBadUsage(["build", "--osm", "", "--out", "x"], "option --osm: its value is missing");
    await expectBadUsage(["coverage", "--dataset", "a", "--dataset", "b"], "--dataset: given twice");
  });

  test("an argument that nobody asked for", async () => {
    await expectBadUsage(["coverage", "jeu"], 'unexpected argument "jeu"');
    await expectBadUsage(["build", "--osm", "a.pbf", "b.pbf", "--out", "x"], 'unexpected argument "b.pbf"');
  });

  test.each(["abc", "0", "-5", "1e3", "30,5", "1000", "Infinity"])("%s minutes", async (minutes) => {
    await expectBadUsage(["coverage", "--dataset", "d", "--minutes", minutes], "option --minutes: got");
    await expectBadUsage(
      ["isochrone", "--dataset", "d", "--structure", "1", "--minutes", `10;${minutes}`],
      "--minutes",
    );
  });

  test.each(["2022-02-30", "2022-13-01", "01/09/2022", "hier", "2022-9-1"])("the day %s", async (day) => {
    await expectBadUsage(["coverage", "--dataset", "d", "--au", day], "--au: got");
  });

  test.each(["dimanche", "samedi matin", "samedi-25h", "2026-06-06"])("the opening %s", async (when) => {
    const message = `--ouvert-le: got "${when}", expected a day`;
    for (const command of ["coverage", "gaps"]) {
      await expectBadUsage([command, "--dataset", "d", "--ouvert-le", when], message);
    }
  });

  test.each(["8.7", "8.7,", "8.7,41.9,0", "200,41", "8.7,95", "41°N,8°E"])("the point %s", async (point) => {
    await expectBadUsage(["isochrone", "--dataset", "d", "--point", point], "option --point: got");
  });

  test("a number that is not whole, or out of bounds", async () => {
    await expectBadUsage(
      ["build", "--osm", "a", "--out", "x", "--min-component", "-1"],
      "expected a whole number, 0",
    );
    await expectBadUsage(
      ["build", "--osm", "a", "--out", "x", "--min-component", "1.5"],
      "expected a whole number",
    );
    await expectBadUsage(
      ["serve", "--dataset", "d", "--port", "70000"],
      "expected a whole number from 0 to 65535",
    );
    await expectBadUsage(
      ["serve", "--dataset", "d", "--limite-par-minute", "-1"],
      "--limite-par-minute: got -1, expected a whole number from 0",
    );
    await expectBadUsage(["serve", "--dataset", "d", "--proxy", "true"], 'option --proxy: got "true"');
    await expectBadUsage(["demo", "--out", "d", "--seed", "0.5"], "--seed: got 0.5, expected a whole number");
  });

  test("a profile that is not known", async () => {
    await expectBadUsage(
      ["build", "--osm", "a", "--out", "x", "--profile", "velo"],
      'option --profile: got "velo", expected car, car-26.9',
    );
  });

  test("a structure and a point together", async () => {
    await expectBadUsage(
      ["isochrone", "--dataset", "d", "--structure", "1", "--point", "1,2"],
      "either --structure",
    );
  });
});
