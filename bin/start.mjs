import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { runNode } from "./child.mjs";
import { withLock } from "./lock.mjs";
import { prepare } from "./prepare.mjs";
import { COMPILED_CLI, DIST, PlainError, ROOT, runMain, secondsSince } from "./project.mjs";

const USAGE = `npm start [-- --dataset DIR] [--port N]

Installs and compiles what is missing, then serves the map and the API.
  --dataset DIR  a dataset made with \`trente build\` (else $TRENTE_DATASET, else the demonstration)
  --port N       default 8030`;

const DATASETS = path.join(ROOT, "jeux");
const DEMO = path.join(DATASETS, "demo");
const DEMO_SOURCES = path.join(DATASETS, ".demo-sources");
/** What knows whether a dataset can be read. */
const COMPILED_MANIFEST = path.join(DIST, "data", "bundle", "manifest.js");
/** Where the dataset stands from the project's root, as it is shown. */
const DEMO_SHOWN = path.relative(ROOT, DEMO);

await runMain(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") {
    console.log(USAGE);
    return 0;
  }
  if (typeof options === "string") {
    console.error(`${options}\n\n${USAGE}`);
    return 2;
  }
  const dataset = options.dataset ?? (process.env["TRENTE_DATASET"] || undefined);
  if (dataset !== undefined && !fs.existsSync(dataset)) {
    throw new PlainError(
      `${dataset}: no such dataset; make one with \`npx trente build … --out ${dataset}\``,
    );
  }
  await prepare(console.log);
  if (dataset === undefined) await ensureDemo();
  process.argv.splice(1, Infinity, COMPILED_CLI, "serve", "--dataset", dataset ?? DEMO, ...options.serve);
  await import(pathToFileURL(COMPILED_CLI).href);
  return undefined;
});

/**
 * By hand, for this runs on any Node before its age is known.
 *
 * @param {readonly string[]} args
 * @returns {{ dataset?: string, serve: string[] } | string} `help`, or what is wrong with them
 */
function readOptions(args) {
  /** @type {{ dataset?: string, serve: string[] }} */
  const options = { serve: [] };
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [name = "", inline] = arg.split(/=(.*)/su);
    if (name === "--help" || name === "-h") return "help";
    if (name !== "--dataset" && name !== "--port") return `${arg}: unknown option`;
    const value = inline ?? rest.shift();
    if (value === undefined || value === "") return `${name}: a value is expected`;
    if (name === "--dataset") options.dataset = value;
    else options.serve = [name, value];
  }
  return options;
}

/**
 * Makes the demonstration dataset unless there is one that this version reads. It appears whole or not at all:
 * `build` sees to it.
 */
async function ensureDemo() {
  if (await hasDemo()) return;
  await withLock(
    path.join(DATASETS, ".demo-lock"),
    () => console.log("Waiting for another start that makes the demonstration …"),
    async () => {
      if (!(await hasDemo())) await makeDemo();
    },
  );
}

async function hasDemo() {
  if (!fs.existsSync(DEMO)) return false;
  const { readManifest } = await import(pathToFileURL(COMPILED_MANIFEST).href);
  try {
    readManifest(DEMO);
    return true;
  } catch {
    return false;
  }
}

async function makeDemo() {
  const startedAt = Date.now();
  console.log(`No dataset for this version yet: making a fictitious département in ${DEMO_SHOWN} …`);
  fs.rmSync(DEMO_SOURCES, { recursive: true, force: true });
  await runTrente("demo", "--size", "departement", "--out", DEMO_SOURCES);
  await runTrente("build", ...demoInputs(), "--out", DEMO);
  console.log(`Demonstration made in ${secondsSince(startedAt)}.`);
}

function demoInputs() {
  const inputs = {
    "--osm": "routes.osm.pbf",
    "--structures": "structures.csv",
    "--population": "carreaux_200m.csv",
    "--communes": "communes.geojson",
    "--indicateurs": "indicateurs_fictifs.csv",
  };
  return Object.entries(inputs).flatMap(([option, file]) => [option, path.join(DEMO_SOURCES, file)]);
}

/** @param {string[]} args */
async function runTrente(...args) {
  const { code } = await runNode([COMPILED_CLI, ...args], { show: true });
  if (code !== 0)
    throw new PlainError(
      `The demonstration could not be made: \`trente ${args[0]}\` ended with code ${code}`,
    );
}
