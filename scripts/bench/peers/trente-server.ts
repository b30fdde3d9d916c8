import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Scope } from "../scope.ts";
import { spawnTethered } from "../tethered.ts";

/**
 * Serves a dataset on a free port until the scope ends.
 *
 * @param root of a compiled checkout
 * @returns the address under which OSRM's clients find it
 */
export async function startTrenteServer(
  root: string,
  dataset: string,
  scope: Scope,
  signal: AbortSignal,
): Promise<string> {
  const { url } = await startServerProcess(root, dataset, scope, signal);
  return `${url}/osrm`;
}

/** A server that runs in a process of its own. */
export interface ServerProcess {
  /** Without a slash at the end. */
  readonly url: string;
  /** 0 where it cannot be told. */
  readonly pid: number;
}

/**
 * The same server by its own address.
 *
 * @param more options of `trente serve`
 */
export async function startServerProcess(
  root: string,
  dataset: string,
  scope: Scope,
  signal: AbortSignal,
  more: readonly string[] = [],
): Promise<ServerProcess> {
  signal.throwIfAborted();
  // Not by bin/: that would build the map first.
  const cli = join(root, "dist", "scripts", "trente.js");
  const args = [cli, "serve", "--dataset", dataset, "--port", "0", ...more];
  const { child, end } = spawnTethered(process.execPath, args, { endedBy: "TERM" });
  scope.defer(end);
  let said = "";
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const url = /http:\/\/\S+/u.exec(said)?.[0];
      if (url !== undefined) resolve({ url: url.replace(/\/+$/u, ""), pid: childOf(child.pid) });
    });
    child.on("error", reject);
    child.on("close", () => reject(new Error(`trente serve ended: ${said.trim()}`)));
  });
}

/** The first child of a process, for a tethered program is one of its shell. Linux alone tells. */
function childOf(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ", 1)[0]);
  } catch {
    return 0;
  }
}
