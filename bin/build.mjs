import { prepare } from "./prepare.mjs";
import { runMain } from "./project.mjs";

await runMain(() => prepare(console.log));
