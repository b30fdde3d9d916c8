import { ensureBrowser } from "./browser.mjs";
import { runEverything } from "./checks.mjs";
import { ensureInstalled, ensureNodeVersion } from "./install.mjs";
import { runMain } from "./project.mjs";

await runMain(async () => {
  ensureNodeVersion();
  await ensureInstalled(console.log);
  const browser = await ensureBrowser(console.log);
  return runEverything({ env: browser === null ? process.env : { ...process.env, CHROMIUM_PATH: browser } });
});
