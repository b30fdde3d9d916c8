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
  signal.throwIfAborted();
  // Not by bin/: that would build the map first.
  const args = [join(root, "dist", "scripts", "trente.js"), "serve", "--dataset", dataset, "--port", "0"];
  const { child, end } = spawnTethered(process.execPath, args, { endedBy: "TERM" });
  scope.defer(end);
  let said = "";
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    child.stderr?.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const url = /http:\/\/\S+/u.exec(said)?.[0];
      if (url !== undefined) resolve(`${url.replace(/\/+$/u, "")}/osrm`);
    });
    child.on("error", reject);
    child.on("close", () => reject(new Error(`trente serve ended: ${said.trim()}`)));
  });
}
