import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

import { chromium } from "playwright-core";

/** No sandbox for containers, software WebGL for machines without a screen, and no call home. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
];

/** Without a window first: it shows a page in two thirds of the processor time. */
const NAMES = [
  "chromium-headless-shell",
  "chrome-headless-shell",
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

/**
 * Starts Chromium: `$CHROMIUM_PATH`, else one on the path, else the one that Playwright keeps.
 *
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function openBrowser() {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS });
}

/** @returns {string} */
function findChromium() {
  const named = process.env["CHROMIUM_PATH"];
  if (named !== undefined && named !== "") return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  const found = [...candidates, chromium.executablePath()].find(isExecutable);
  if (found === undefined) {
    throw new Error(
      "Got no Chromium, expected one on the path, in $CHROMIUM_PATH, or installed by `npx playwright-core install chromium`.",
    );
  }
  return found;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
