import fs from "node:fs";
import path from "node:path";

import { runChild, runNode } from "./child.mjs";
import { secondsSince, toolPath } from "./project.mjs";

/** Chromium without a window, which shows a page in two thirds of the processor time. */
const SHELLS = ["chromium-headless-shell", "chrome-headless-shell"];
const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const APT = "/usr/bin/apt-get";
/** Where no mirror answers, one browser that is there already is not waited for. */
const APT_PATIENCE = ["-o", "Acquire::http::Timeout=10", "-o", "Acquire::Retries=2"];

/**
 * Finds a Chromium for the browser tests, best one without a window, or installs one: the system's where we may, else any that is
 * there, else Playwright's own.
 * Where all fails it says so and the browser tests fail in their turn.
 *
 * @param {(line: string) => void} say
 * @returns {Promise<string | null>} its path; null where the tests are to ask Playwright
 */
export async function ensureBrowser(say) {
  const chosen = process.env["CHROMIUM_PATH"];
  if (chosen) {
    if (!(await runs(chosen))) say(`$CHROMIUM_PATH: ${chosen} does not run; the browser tests will fail`);
    return chosen;
  }
  const found = await findBrowser(SHELLS);
  if (found !== null) return found;
  const startedAt = Date.now();
  const other = await findBrowser(BROWSERS);
  if (other !== null && !mayInstall()) return other;
  say("No Chromium without a window found: installing one for the browser tests …");
  const installed =
    (await installSystemBrowser(say, "chromium-headless-shell", SHELLS)) ??
    other ??
    (await installSystemBrowser(say, "chromium", BROWSERS)) ??
    (await installPlaywrightBrowser(say));
  if (installed !== false) say(`Chromium installed in ${secondsSince(startedAt)}.`);
  return installed || null;
}

/**
 * @param {readonly string[]} names
 * @returns {Promise<string | null>}
 */
async function findBrowser(names) {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  for (const name of names) {
    for (const folder of folders) {
      const file = path.join(folder, name);
      // Some systems ship a stub that only tells how to install the real one.
      if (fs.existsSync(file) && (await runs(file))) return file;
    }
  }
  return null;
}

/** @param {string} file */
async function runs(file) {
  return (await runChild(file, ["--version"])).code === 0;
}

/** On Debian, as root. */
function mayInstall() {
  return process.getuid?.() === 0 && fs.existsSync(APT);
}

/**
 * @param {(line: string) => void} say
 * @param {string} name of the package
 * @param {readonly string[]} programs that it may have
 */
async function installSystemBrowser(say, name, programs) {
  if (!mayInstall()) return null;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", name]]) {
    const { code, output } = await runChild(APT, [...APT_PATIENCE, ...args], { env });
    if (code !== 0) say(`${output}\napt-get ${args.join(" ")} failed (code ${code})`);
  }
  return findBrowser(programs);
}

/**
 * @param {(line: string) => void} say
 * @returns {Promise<null | false>} null where Playwright has its browser, false where it could not get it
 */
async function installPlaywrightBrowser(say) {
  const { code, output } = await runNode([toolPath("playwright-core/cli.js"), "install", "chromium"]);
  if (code === 0) return null;
  say(
    `${output}\nNo Chromium could be installed: the browser tests will fail. Install one and set $CHROMIUM_PATH.`,
  );
  return false;
}
