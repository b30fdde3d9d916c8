import { ensureBrowser } from "./browser.mjs";
import { runEverything } from "./checks.mjs";
import { ensureInstalled, ensureNodeVersion } from "./install.mjs";
import { runMain } from "./project.mjs";

await runMain(async () => {
  ensureNodeVersion();
  await ensureInstalled(console.log);
  const browser = await ensureBrowser(console.log);
  // Engines that are installed on demand are too: some seconds, and their tests would not run otherwise.
  const env = { ...process.env, TRENTE_INSTALL_ENGINES: "1" };
  return runEverything({ env: browser === null ? env : { ...env, CHROMIUM_PATH: browser } });
});
