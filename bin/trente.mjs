#!/usr/bin/env node
import { pathToFileURL } from "node:url";

import { prepare } from "./prepare.mjs";
import { COMPILED_CLI, runMain } from "./project.mjs";

await runMain(async () => {
  // stdout belongs to the command: its JSON goes into pipes.
  await prepare(
    console.error,
    ["serve", "france"].includes(process.argv[2]) ? ["code", "web", "database"] : ["code"],
  );
  process.argv[1] = COMPILED_CLI;
  await import(pathToFileURL(COMPILED_CLI).href);
});
