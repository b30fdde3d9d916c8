import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { openBrowser } from "./chromium.mjs";

const USAGE = "npm run screenshots -- --dataset DIR [--out docs/img] [--territory dep:2A]";

const ROOT = resolve(import.meta.dirname, "../..");
/** A dataset of the whole country is read and prepared before its server answers. */
const START_MS = 180_000;
const READY_MS = 90_000;

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/**
 * A picture to take: of which page, on which screen.
 *
 * @typedef {object} Shot
 * @property {string} name of the file, without its ending
 * @property {string} path
 * @property {{ width: number, height: number }} [viewport]
 * @property {boolean} [isDark]
 * @property {string} [element] what is taken of the page, all that is in sight if not given
 */

/** What the pictures are about, asked of the server. */
/** @typedef {{ territory: string, gap: string | null, structure: string | null }} Subject */

/**
 * @param {Subject} subject
 * @returns {Shot[]}
 */
function shotsOf({ territory, gap, structure }) {
  const inTerritory = (query = "") => `/${territory}${query}`;
  return [
    { name: "everything", path: "/" },
    { name: "territories", path: "/?carte=territoires" },
    { name: "territory", path: inTerritory() },
    ...(gap === null
      ? []
      : [{ name: "gap", path: inTerritory(`?tableau=zones&zone=${encodeURIComponent(gap)}`) }]),
    ...(structure === null
      ? []
      : [{ name: "structure", path: inTerritory(`?structure=${encodeURIComponent(structure)}`) }]),
    {
      name: "sheet",
      path: inTerritory("/fiche"),
      viewport: { width: 900, height: 1250 },
      element: ".print",
    },
    { name: "frame", path: `/cadre/${territory}`, viewport: { width: 600, height: 400 } },
    { name: "phone", path: inTerritory(), viewport: PHONE },
    { name: "dark", path: inTerritory(), isDark: true },
    { name: "phone-dark", path: inTerritory(), viewport: PHONE, isDark: true },
  ];
}

/**
 * Serves a dataset on a port that is free.
 *
 * @param {string} dataset its folder
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
async function serve(dataset) {
  const server = spawn(
    process.execPath,
    [join(ROOT, "bin", "trente.mjs"), "serve", "--dataset", dataset, "--port", "0"],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  const stop = () => void server.kill("SIGTERM");
  let said = "";
  /** @type {Promise<string>} */
  const started = new Promise((found, fail) => {
    const timer = setTimeout(() => fail(new Error(`The server did not start in time:\n${said}`)), START_MS);
    server.stderr.on("data", (chunk) => {
      said += String(chunk);
      const url = /http:\/\/\S+/.exec(said)?.[0];
      if (url === undefined) return;
      clearTimeout(timer);
      found(url);
    });
    server.on("exit", () => fail(new Error(`The server ended:\n${said}`)));
  });
  try {
    return { url: await started, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * What of a territory to show: its largest gap and the structure nearest to it.
 *
 * @param {string} origin
 * @param {string | undefined} asked a reference, `dep:2A`; the first département if not given
 * @returns {Promise<Subject>}
 */
async function findSubject(origin, asked) {
  /** @param {string} path */
  const ask = async (path) => {
    const response = await fetch(`${origin}/api/v1/${path}`);
    if (!response.ok) throw new Error(`Got ${response.status} from ${path}: ${await response.text()}`);
    return response.json();
  };
  /** @type {{ territories: { ref: string, kind: string, code: string }[] }} */
  const { territories } = await ask("territoires?limite=1000");
  const found =
    asked === undefined
      ? territories.find(({ kind }) => kind === "departement")
      : territories.find(({ ref }) => ref === asked);
  if (found === undefined)
    throw new Error(`Got ${asked ?? "no département"}, expected a territory of the dataset.`);
  /** @type {{ gaps: { id: string, nearest: { id: string } | null }[] }} */
  const { gaps } = await ask(`zones-blanches?territoire=${found.ref}&minutes=30&limite=1&contours=false`);
  /** @type {{ features: { properties: { id: string } }[] }} */
  const { features } = await ask(`structures?territoire=${found.ref}&limite=1`);
  return {
    territory: `${found.kind}/${found.code.toLowerCase()}`,
    gap: gaps[0]?.id ?? null,
    structure: gaps[0]?.nearest?.id ?? features[0]?.properties.id ?? null,
  };
}

/**
 * @param {import("playwright-core").Browser} browser
 * @param {string} origin
 * @param {string} folder
 * @param {Shot} shot
 */
async function take(browser, origin, folder, { name, path, viewport = DESK, isDark = false, element }) {
  const context = await browser.newContext({
    viewport,
    colorScheme: isDark ? "dark" : "light",
    reducedMotion: "reduce",
    locale: "fr-FR",
    isMobile: viewport === PHONE,
    hasTouch: viewport === PHONE,
    deviceScaleFactor: viewport.width < 1000 ? 2 : 1,
  });
  try {
    const page = await context.newPage();
    await page.goto(origin + path);
    await page.locator('[data-state="ready"]').first().waitFor({ timeout: READY_MS });
    // What is announced late, and the card's own question.
    await page.waitForLoadState("networkidle");
    const target = element === undefined ? page : page.locator(element);
    await target.screenshot({ path: join(folder, `${name}.png`) });
    console.log(`${name}.png: ${path}`);
  } finally {
    await context.close();
  }
}

/** Takes pictures of the page for the documentation, from a dataset that is served for it. */
async function main() {
  const { values } = parseArgs({
    options: { dataset: { type: "string" }, out: { type: "string" }, territory: { type: "string" } },
  });
  if (values.dataset === undefined) throw new Error(`Got no --dataset. Usage: ${USAGE}`);
  const folder = resolve(values.out ?? join(ROOT, "docs", "img"));
  mkdirSync(folder, { recursive: true });
  const server = await serve(resolve(values.dataset));
  try {
    const browser = await openBrowser();
    try {
      const subject = await findSubject(server.url, values.territory);
      for (const shot of shotsOf(subject)) await take(browser, server.url, folder, shot);
    } finally {
      await browser.close();
    }
  } finally {
    server.stop();
  }
}

await main();
