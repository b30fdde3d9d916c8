import { spawn } from "node:child_process";
import os from "node:os";

import { ROOT } from "./project.mjs";

/** @typedef {{ code: number, output: string }} Ended */

/**
 * Runs a program and waits for it. Ctrl-C and SIGTERM are passed on; when the program has ended by then, so
 * does this process, with the code that shells give to an interrupted one.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv }} [options] show: its output goes to the terminal instead
 *   of `output`
 * @returns {Promise<Ended>} code -1 where it could not be started
 */
export function runChild(program, args, { show = false, env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env,
      stdio: show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    /** @type {Buffer[]} */
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    const stopPassing = passSignals(child);
    child.on("error", (error) => {
      stopPassing();
      resolve({ code: -1, output: error.message });
    });
    child.on("close", (code) => {
      const signal = stopPassing();
      if (signal !== null) process.exit(128 + (os.constants.signals[signal] ?? 0));
      resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8").trimEnd() });
    });
  });
}

/**
 * Runs a script with the Node that runs this one.
 *
 * @param {readonly string[]} args script and arguments
 * @param {{ show?: boolean, env?: NodeJS.ProcessEnv }} [options]
 */
export function runNode(args, options) {
  return runChild(process.execPath, args, options);
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @returns {() => NodeJS.Signals | null} ends it, and tells which signal came meanwhile
 */
function passSignals(child) {
  /** @type {NodeJS.Signals | null} */
  let received = null;
  /** @param {NodeJS.Signals} signal */
  const pass = (signal) => {
    received = signal;
    child.kill(signal);
  };
  process.on("SIGINT", pass);
  process.on("SIGTERM", pass);
  return () => {
    process.off("SIGINT", pass);
    process.off("SIGTERM", pass);
    return received;
  };
}
