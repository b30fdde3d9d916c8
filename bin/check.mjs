import { runEverything } from "./checks.mjs";
import { ensureInstalled, ensureNodeVersion } from "./install.mjs";
import { runMain } from "./project.mjs";

await runMain(async () => {
  ensureNodeVersion();
  await ensureInstalled(console.log);
  return runEverything();
});
