import type { Terminal } from "./cli/command.ts";
import { runTrente } from "./cli/run-trente.ts";

const interruption = new AbortController();
const stop = (): void => {
  interruption.abort(new Error("interrupted"));
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

const terminal: Terminal = {
  out: (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => (error === null || error === undefined ? resolve() : reject(error)));
    }),
  err: (text) => {
    process.stderr.write(text);
  },
  isInteractive: process.stderr.isTTY,
  signal: interruption.signal,
};

// A reader that has seen enough, such as `head`, is no trouble.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

process.exitCode = await runTrente(process.argv.slice(2), terminal);
