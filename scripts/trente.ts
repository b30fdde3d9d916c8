import { isatty } from "node:tty";

import type { Terminal } from "./cli/command.ts";
import { Hangups } from "./cli/hangups.ts";
import { runTrente } from "./cli/run-trente.ts";

// Before all else: until it is heard, the signal ends the program, and what serves takes a while to load.
const hangups = process.argv[2] === "serve" ? new Hangups() : null;
const interruption = new AbortController();
const stop = (): void => {
  interruption.abort(new Error("interrupted"));
};
// Once: a second Ctrl-C ends the process at once.
process.once("SIGINT", stop);
process.once("SIGTERM", stop);

function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

const terminal: Terminal = {
  out: async (text) =>
    new Promise((resolve, reject) => {
      process.stdout.write(text, (error) => {
        if (error === null || error === undefined) resolve();
        // A reader that has seen enough, such as `head`, is no trouble.
        else if (isClosedPipe(error)) process.exit(0);
        else reject(error);
      });
    }),
  outDescriptor: process.stdout.fd,
  err: (text) => {
    process.stderr.write(text);
  },
  isInteractive: isatty(process.stderr.fd),
  signal: interruption.signal,
  ...(hangups === null ? {} : { hangups }),
};

// What goes wrong on stdout is told to the one who writes; without stderr there is nobody to tell.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

process.exitCode = await runTrente(process.argv.slice(2), terminal);
