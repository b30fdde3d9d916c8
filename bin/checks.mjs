import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { runNode } from "./child.mjs";
import { ensureBuilt } from "./compile.mjs";
import { DIST, PlainError, secondsSince, toolPath } from "./project.mjs";

/** @typedef {{ passed: number, failed: number, skipped: number }} Tally */

const TSC = toolPath("typescript/bin/tsc");

/** The checks that run no code of ours, in the order in which their errors are best mended. */
const STATIC_CHECKS = [
  { name: "types", args: [TSC, "-p", "tsconfig.json"] },
  { name: "types of the map", args: [TSC, "-p", "web/tsconfig.json"] },
  { name: "lint", args: [toolPath("oxlint/bin/oxlint")] },
  { name: "format", args: [toolPath("oxfmt/bin/oxfmt"), "--check", "."] },
];

/**
 * Runs every check and every test of the project.
 *
 * @param {{ env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} exit code, 1 if anything failed
 */
export async function runEverything({ env = process.env } = {}) {
  const results = [];
  for (const { name, args } of STATIC_CHECKS) results.push(await runCheck(name, () => runNode(args)));
  results.push(await runCheck("build", compile));
  results.push(await runCheck("imports", () => runNode([path.join(DIST, "scripts", "check-imports.js")])));
  results.push(await runVitest(env));
  const total = sum(results);
  console.log(
    `${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`,
  );
  return total.failed > 0 ? 1 : 0;
}

/** @returns {Promise<import("./child.mjs").Ended>} */
async function compile() {
  try {
    await ensureBuilt(console.log);
    return { code: 0, output: "" };
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    return { code: 1, output: error.message };
  }
}

/**
 * @param {string} name
 * @param {() => Promise<import("./child.mjs").Ended>} run
 * @returns {Promise<Tally>}
 */
async function runCheck(name, run) {
  const startedAt = Date.now();
  const { code, output } = await run();
  const ok = code === 0;
  if (!ok) console.log(output);
  console.log(`${ok ? "✓" : "✗"} ${name} (${secondsSince(startedAt)})`);
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Tally>}
 */
async function runVitest(env) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "trente-tests-"));
  try {
    const report = path.join(folder, "report.json");
    const { code } = await runNode(
      [
        toolPath("vitest/vitest.mjs"),
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
      ],
      { show: true, env },
    );
    return readTally(fs.existsSync(report) ? JSON.parse(fs.readFileSync(report, "utf8")) : null, code);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/**
 * Counts the tests of a run. A file that could not be loaded and a run that failed outside any test count as
 * one failure each.
 *
 * @typedef {{ status: string, assertionResults: { status: string }[] }} FileResult
 * @param {{ testResults: FileResult[] } | null} report of vitest's JSON reporter, null where it wrote none
 * @param {number} exitCode of vitest
 * @returns {Tally}
 */
export function readTally(report, exitCode) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, assertionResults } of report?.testResults ?? []) {
    for (const result of assertionResults) {
      if (result.status === "passed") tally.passed += 1;
      else if (result.status === "failed") tally.failed += 1;
      else tally.skipped += 1;
    }
    if (status === "failed" && !assertionResults.some((result) => result.status === "failed"))
      tally.failed += 1;
  }
  if (tally.failed === 0 && (exitCode !== 0 || report === null)) tally.failed = 1;
  return tally;
}

/**
 * @param {readonly Tally[]} tallies
 * @returns {Tally}
 */
function sum(tallies) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of tallies) {
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
  }
  return total;
}
