import fs from "node:fs";
import path from "node:path";

import { runNode } from "./child.mjs";
import { fingerprintOf } from "./fingerprint.mjs";
import { withLock } from "./lock.mjs";
import { DIST, PlainError, ROOT, secondsSince, toolPath } from "./project.mjs";

/**
 * A part of dist/ with what it is made from and the tool that makes it.
 *
 * @typedef {{ label: string, sources: string[], command: (into: string) => string[] }} Part
 */

/** @type {Record<"code" | "web" | "database", Part>} */
const PARTS = {
  code: {
    label: "TypeScript",
    sources: [
      "isochrones",
      "workers",
      "data",
      "server",
      "scripts",
      "tsconfig.json",
      "tsconfig.build.json",
      "package-lock.json",
    ],
    command: (into) => [toolPath("typescript/bin/tsc"), "-p", "tsconfig.build.json", "--outDir", into],
  },
  web: {
    label: "the map",
    sources: ["web", "tsconfig.json", "package-lock.json"],
    command: (into) => [
      toolPath("vite/bin/vite.js"),
      "build",
      "--config",
      "web/vite.config.ts",
      "--outDir",
      path.join(into, "web"),
      "--emptyOutDir",
      "--logLevel",
      "warn",
    ],
  },
  database: {
    label: "the empty database",
    sources: ["scripts/make-empty-database.ts", "package-lock.json"],
    // Of the code, which comes first.
    command: (into) => [path.join(DIST, "scripts", "make-empty-database.js"), into],
  },
};

/**
 * Compiles into dist/ what has changed since the last time. Each part is built aside and moved in when it is
 * whole, one process at a time; an interrupted build is taken up again by the next.
 *
 * @param {(line: string) => void} say
 * @param {readonly (keyof typeof PARTS)[]} names
 */
export async function ensureBuilt(say, names = ["code", "web", "database"]) {
  for (const name of names) {
    if (isBuilt(name)) continue;
    await withLock(
      path.join(DIST, ".build-lock"),
      () => say("Waiting for another process that compiles …"),
      async () => {
        if (!isBuilt(name)) await build(name, say);
      },
    );
  }
}

/** @param {keyof typeof PARTS} name */
function isBuilt(name) {
  const stamp = stampOf(name);
  return fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === fingerprintOf(ROOT, PARTS[name].sources);
}

/**
 * @param {keyof typeof PARTS} name
 * @param {(line: string) => void} say
 */
async function build(name, say) {
  const { label, sources, command } = PARTS[name];
  const startedAt = Date.now();
  const staging = path.join(DIST, `.staging-${name}`);
  fs.rmSync(staging, { recursive: true, force: true });
  // Taken first: a file saved while the tool runs makes the next start compile again.
  const fingerprint = fingerprintOf(ROOT, sources);
  const { code, output } = await runNode(command(staging));
  if (code !== 0) throw new PlainError(`${output}\nCompiling ${label} failed: see the errors above`);
  fs.rmSync(stampOf(name), { force: true });
  for (const entry of fs.readdirSync(staging)) replace(path.join(DIST, entry), path.join(staging, entry));
  fs.rmSync(staging, { recursive: true });
  fs.writeFileSync(stampOf(name), fingerprint);
  say(`Compiled ${label} in ${secondsSince(startedAt)}.`);
}

/**
 * @param {string} target
 * @param {string} made
 */
function replace(target, made) {
  const old = `${target}.old`;
  fs.rmSync(old, { recursive: true, force: true });
  if (fs.existsSync(target)) fs.renameSync(target, old);
  fs.renameSync(made, target);
  fs.rmSync(old, { recursive: true, force: true });
}

/** @param {keyof typeof PARTS} name */
function stampOf(name) {
  return path.join(DIST, `.stamp-${name}`);
}
