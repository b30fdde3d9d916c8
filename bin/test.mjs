import { ensureBrowser } from "./browser.mjs";
import { runEverything } from "./checks.mjs";
import { ensureInstalled, ensureNodeVersion } from "./install.mjs";
import { ensurePostgres } from "./postgres.mjs";
import { runMain } from "./project.mjs";

await runMain(async () => {
  ensureNodeVersion();
  await ensureInstalled(console.log);
  const browser = await ensureBrowser(console.log);
  const postgres = await ensurePostgres(console.log);
  // Engines that are installed on demand are too: some seconds, and their tests would not run otherwise.
  const own = { ...process.env, TRENTE_INSTALL_ENGINES: "1" };
  const env = postgres === null ? own : { ...own, TRENTE_PG_BIN: postgres };
  return runEverything({ env: browser === null ? env : { ...env, CHROMIUM_PATH: browser } });
});
