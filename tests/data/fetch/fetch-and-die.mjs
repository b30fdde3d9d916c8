/**
 * Fetches 2A from a mirror as the command line does. Plain JavaScript on compiled code: a process of its own, which a
 * test may kill. Arguments: folder, mirror, and the renaming before or after which the process kills itself, if any
 * (`after:fetch.json`). Tells in one line of JSON how each file came.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [directory, mirror, moment = ""] = process.argv.slice(2);
const rename = fs.renameSync;
fs.renameSync = (from, to) => {
  if (moment.startsWith("before:") && isMoment(to)) process.kill(process.pid, "SIGKILL");
  rename(from, to);
  if (moment.startsWith("after:") && isMoment(to)) process.kill(process.pid, "SIGKILL");
};
syncBuiltinESMExports();

/** @param {fs.PathLike} to */
function isMoment(to) {
  return String(to).endsWith(`/${moment.slice(moment.indexOf(":") + 1)}`);
}

const compiled = new URL("../../../dist/data/fetch/fetch-territories.js", import.meta.url).href;
const { fetchTerritories } = /** @type {typeof import("../../../data/fetch/fetch-territories.ts")} */ (
  await import(compiled)
);
const { outcomes } = await fetchTerritories({ words: ["2A"], directory, mirror, agent: "trente/essai" });
console.log(JSON.stringify(outcomes.map(({ source, arrived }) => [source.id, arrived?.arrival ?? null])));
