import { ensureBuilt } from "./compile.mjs";
import { ensureInstalled, ensureNodeVersion } from "./install.mjs";

/**
 * Makes a bare clone ready to run: a Node new enough, packages installed, sources compiled. Costs milliseconds
 * when all of it is done already.
 *
 * @param {(line: string) => void} say
 * @param {readonly ("code" | "web" | "database")[]} [parts]
 */
export async function prepare(say, parts) {
  ensureNodeVersion();
  await ensureInstalled(say);
  await ensureBuilt(say, parts);
}
