import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import type { Scope } from "../scope.ts";

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
  // Not by bin/: that would build the map first.
  const args = [join(root, "dist", "scripts", "trente.js"), "serve", "--dataset", dataset, "--port", "0"];
  const server = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], signal });
  const exited = once(server, "close").catch(() => {});
  scope.defer(async () => {
    server.kill("SIGTERM");
    await exited;
  });
  let said = "";
  return new Promise((resolve, reject) => {
    server.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const url = /http:\/\/\S+/u.exec(said)?.[0];
      if (url !== undefined) resolve(`${url.replace(/\/+$/u, "")}/osrm`);
    });
    server.on("error", reject);
    server.on("close", () => reject(new Error(`trente serve ended: ${said.trim()}`)));
  });
}
