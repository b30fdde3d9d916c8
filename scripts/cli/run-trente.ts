import { RequestError } from "../../isochrones/errors.ts";
import { InputError } from "../../data/input-error.ts";
import { type Command, type Terminal, UsageError } from "./command.ts";
import { buildCommand } from "../commands/build.ts";
import { coverageCommand } from "../commands/coverage.ts";
import { demoCommand } from "../commands/demo.ts";
import { gapsCommand } from "../commands/gaps.ts";
import { isochroneCommand } from "../commands/isochrone.ts";
import { serveCommand } from "../commands/serve.ts";
import { verifyCommand } from "../commands/verify.ts";

const COMMANDS: readonly Command[] = [
  demoCommand,
  buildCommand,
  coverageCommand,
  gapsCommand,
  isochroneCommand,
  verifyCommand,
  serveCommand,
];

const EXIT_BAD_INPUT = 1;
const EXIT_BAD_USAGE = 2;
/** What a shell gives a program ended by Ctrl-C: 128 + SIGINT. */
const EXIT_INTERRUPTED = 130;

/** Runs one command line. @returns the exit code */
export async function runTrente(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    await terminal.out(overview());
    return name === undefined ? EXIT_BAD_USAGE : 0;
  }
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (command === undefined) {
    terminal.err(`trente: unknown command "${name}", expected one of ${COMMANDS.map((c) => c.name).join(", ")}\n`);
    return EXIT_BAD_USAGE;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    await terminal.out(`trente ${command.name} : ${command.summary}\n\n${command.usage}\n`);
    return 0;
  }
  try {
    await command.run(rest, terminal);
    return 0;
  } catch (error) {
    return report(command, error, terminal);
  }
}

function report(command: Command, error: unknown, terminal: Terminal): number {
  if (terminal.signal.aborted) {
    terminal.err(`trente ${command.name}: interrupted, nothing was changed\n`);
    return EXIT_INTERRUPTED;
  }
  if (error instanceof UsageError) {
    terminal.err(`trente ${command.name}: ${error.message} (see trente ${command.name} --help)\n`);
    return EXIT_BAD_USAGE;
  }
  if (error instanceof InputError || error instanceof RequestError) {
    terminal.err(`trente ${command.name}: ${error.message}\n`);
    return EXIT_BAD_INPUT;
  }
  const systemError = systemErrorText(error);
  if (systemError !== null) {
    terminal.err(`trente ${command.name}: ${systemError}\n`);
    return EXIT_BAD_INPUT;
  }
  // A programmer's error: the trace is what its finder needs.
  throw error;
}

/** Trouble that the system reports on a file: missing, not readable, disk full. */
function systemErrorText(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  const path = "path" in error ? `${String(error.path)}: ` : "";
  return `${path}${error.message}`;
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `trente : qui est à moins de trente minutes en voiture d’une France services ?\n\n${lines.join("\n")}\n\ntrente COMMANDE --help décrit chaque commande.\n`;
}
