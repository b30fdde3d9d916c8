/**
 * Serves Corsica's real files at the addresses of the official sites, for trying `trente fetch` and `trente france`
 * without a network: `node tests/tools/official-sites-main.mjs [PORT] [FOLDER OF SHARED DATA]`, then
 * `trente france 2A 2B --miroir http://127.0.0.1:PORT`. Tells its address in one line, and ends with SIGTERM or Ctrl-C.
 */
import path from "node:path";
import { fileURLToPath } from "node:url";

import { corsicanFiles, putTerritory } from "./corsican-sites.mjs";
import { OfficialSites } from "./official-sites.mjs";

const DEFAULT_FOLDER = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../../shared/data");

const [port = "0", folder = process.env["TRENTE_SHARED_DATA"] || DEFAULT_FOLDER] = process.argv.slice(2);
const files = corsicanFiles(folder);
if (files === null) {
  console.error(`${folder}: the files of Corsica are not there (see CONTRIBUTING.md, tests with real data)`);
  process.exitCode = 1;
} else {
  const sites = await OfficialSites.start(Number(port));
  putTerritory(sites, files);
  console.log(sites.url);
  const end = () => void sites.close();
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
}
