import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { EngineError } from "../engine-error.ts";

const WHERE = "valhalla";

/**
 * Installs one version of a package, without its scripts, in a folder of its own: made aside and renamed, so that
 * the folder is whole or absent, whoever else installs at the same time.
 *
 * @param home folder to make, with `node_modules` in it
 * @param integrity hash of the package's archive; npm refuses any other
 * @throws EngineError in one line where npm is missing or fails
 */
export async function installPackage(
  home: string,
  name: string,
  version: string,
  integrity: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const aside = `${home}.${randomBytes(6).toString("hex")}.tmp`;
  const dependencies = { [name]: version };
  const lock = {
    name: "trente-engine",
    lockfileVersion: 3,
    requires: true,
    packages: { "": { dependencies }, [`node_modules/${name}`]: { version, integrity } },
  };
  try {
    await mkdir(aside, { recursive: true });
    await writeFile(join(aside, "package.json"), JSON.stringify({ private: true, dependencies }));
    await writeFile(join(aside, "package-lock.json"), JSON.stringify(lock));
    await runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], aside, signal);
    await putInPlace(aside, home);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

async function putInPlace(aside: string, home: string): Promise<void> {
  try {
    await rename(aside, home);
  } catch (error) {
    // Another process was faster, with the same package.
    if (!existsSync(join(home, "node_modules"))) throw error;
  }
}

async function runNpm(args: readonly string[], folder: string, signal?: AbortSignal): Promise<void> {
  const running = process.env["npm_execpath"];
  // The npm that runs us, where one does.
  const [program, first] = running?.endsWith("npm-cli.js") ? [process.execPath, [running]] : ["npm", []];
  const { code, output } = await new Promise<{ code: number | null; output: string }>((resolve, reject) => {
    const child = spawn(program, [...first, ...args], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => chunks.push(chunk));
    child.on("error", (error) => {
      const missing = "code" in error && error.code === "ENOENT";
      const what = missing ? "npm is not on the path; it is needed to install the engine" : error.message;
      reject(signal?.aborted === true ? error : new EngineError("engine.valhalla.install", WHERE, what));
    });
    child.on("close", (exitCode) => {
      resolve({ code: exitCode, output: Buffer.concat(chunks).toString("utf8") });
    });
  }).catch((error: unknown) => {
    signal?.throwIfAborted();
    throw error;
  });
  if (code === 0) return;
  throw new EngineError(
    "engine.valhalla.install",
    WHERE,
    `npm could not install the engine (${reasonIn(output)})`,
  );
}

/** npm's own reason, of the many lines that it writes. */
function reasonIn(output: string): string {
  const errors = [...output.matchAll(/^npm (?:error|ERR!) (.+)$/gmu)].map(([, text]) => text);
  return (
    errors.find((text) => !/^(?:code|errno|type|syscall) /u.test(text)) ?? errors.at(0) ?? "without a reason"
  );
}
