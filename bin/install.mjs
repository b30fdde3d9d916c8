import fs from "node:fs";
import path from "node:path";

import { runChild, runNode } from "./child.mjs";
import { hashOfFile } from "./fingerprint.mjs";
import { withLock } from "./lock.mjs";
import { DIST, PlainError, ROOT, secondsSince } from "./project.mjs";

const OLDEST = [20, 19];
const LOCKFILE = path.join(ROOT, "package-lock.json");
const MODULES = path.join(ROOT, "node_modules");
const STAMP = path.join(MODULES, ".trente-stamp");
/** Written by npm at the end of each install: what really is in node_modules. */
const INSTALLED = path.join(MODULES, ".package-lock.json");

/** Throws a `PlainError` on a Node too old for Trente. */
export function ensureNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new PlainError(`Node ${version} is too old: Trente needs ${OLDEST.join(".")} or newer (see .nvmrc)`);
}

/**
 * Installs the packages of package-lock.json with `npm ci`, unless node_modules holds them already.
 *
 * @param {(line: string) => void} say
 */
export async function ensureInstalled(say) {
  if (isInstalled()) return;
  await withLock(
    path.join(DIST, ".install-lock"),
    () => say("Waiting for another process that installs the packages …"),
    async () => {
      if (isInstalled()) return;
      const startedAt = Date.now();
      say("Installing the packages of package-lock.json …");
      fs.rmSync(STAMP, { force: true });
      const { code, output } = await runNpm(["ci", "--include=dev", "--no-audit", "--no-fund"]);
      if (code !== 0) throw new PlainError(`${output}\nnpm ci failed (code ${code}): see its error above`);
      fs.writeFileSync(STAMP, hashOfFile(LOCKFILE));
      say(`Packages installed in ${secondsSince(startedAt)}.`);
    },
  );
}

function isInstalled() {
  const wanted = hashOfFile(LOCKFILE);
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === wanted) return true;
  if (!fs.existsSync(INSTALLED) || !holdsAll(readPackages(LOCKFILE), readPackages(INSTALLED))) return false;
  // Installed by hand with npm: as good as ours.
  fs.writeFileSync(STAMP, wanted);
  return true;
}

/**
 * @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} Packages
 * @param {Packages} wanted
 * @param {Packages} installed
 */
function holdsAll(wanted, installed) {
  return Object.entries(wanted).every(([place, { version, integrity, optional }]) => {
    const there = installed[place];
    if (place === "") return true;
    // Optional ones are binaries for other systems.
    if (there === undefined) return optional === true;
    return there.version === version && there.integrity === integrity;
  });
}

/**
 * @param {string} file
 * @returns {Packages}
 */
function readPackages(file) {
  return JSON.parse(fs.readFileSync(file, "utf8")).packages ?? {};
}

/** @param {readonly string[]} args */
function runNpm(args) {
  // The npm that runs us, where one does.
  const running = process.env["npm_execpath"];
  return running?.endsWith("npm-cli.js") ? runNode([running, ...args]) : runChild("npm", args);
}
