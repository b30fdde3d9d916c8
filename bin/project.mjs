import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's root, whatever folder the command was typed in. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** What is compiled; see `ensureBuilt`. */
export const DIST = path.join(ROOT, "dist");

/** The compiled command line. */
export const COMPILED_CLI = path.join(DIST, "scripts", "trente.js");

/**
 * The script of a tool in node_modules, to be run with this Node and no shell between.
 *
 * @param {string} script inside node_modules, `typescript/bin/tsc`
 */
export function toolPath(script) {
  return path.join(ROOT, "node_modules", script);
}

/** Trouble that is told in one line, without a stack. */
export class PlainError extends Error {
  /** @override */
  name = "PlainError";
}

/**
 * Runs a command to its end: a `PlainError` becomes one line on stderr and exit code 1, anything else keeps
 * its stack.
 *
 * @param {() => Promise<number | undefined | void>} command returns its exit code, or nothing to leave it alone
 */
export async function runMain(command) {
  try {
    const code = await command();
    if (code !== undefined) process.exitCode = code;
  } catch (error) {
    if (!(error instanceof PlainError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/**
 * @param {number} startedAt as given by `Date.now()`
 * @returns {string} `1.2 s`
 */
export function secondsSince(startedAt) {
  return `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
}
