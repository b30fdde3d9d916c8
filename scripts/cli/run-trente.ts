import { EngineError } from "../../isochrones/engines/engine-error.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { InputError } from "../../data/input-error.ts";
import { PausedError } from "../../data/paused-error.ts";
import { type Command, type Terminal, UsageError } from "./command.ts";
import { inOneLine, systemErrorText } from "./error-text.ts";
import { folded } from "./layout.ts";
import { suggestion } from "./nearest-word.ts";
import { trenteVersion } from "./version.ts";
import { benchCommand } from "../commands/bench.ts";
import { buildCommand } from "../commands/build.ts";
import { compareCommand } from "../commands/compare.ts";
import { compareInseeCommand } from "../commands/compare-insee.ts";
import { coverageCommand } from "../commands/coverage.ts";
import { demoCommand } from "../commands/demo.ts";
import { gapsCommand } from "../commands/gaps.ts";
import { isochroneCommand } from "../commands/isochrone.ts";
import { isochronesCommand } from "../commands/isochrones.ts";
import { serveCommand } from "../commands/serve.ts";
import { valhallaCommand } from "../commands/valhalla.ts";
import { verifyCommand } from "../commands/verify.ts";

export const COMMANDS: readonly Command[] = [
  demoCommand,
  buildCommand,
  coverageCommand,
  gapsCommand,
  isochroneCommand,
  isochronesCommand,
  compareCommand,
  valhallaCommand,
  compareInseeCommand,
  verifyCommand,
  serveCommand,
  benchCommand,
];

const EXIT_BAD_INPUT = 1;
const EXIT_BAD_USAGE = 2;
/** What a shell gives a program ended by Ctrl-C: 128 + SIGINT. */
const EXIT_INTERRUPTED = 130;

/**
 * Runs one command line: results on the terminal's `out`, an error as one line on its `err`.
 *
 * @returns the exit code: 0, 1 for bad input, 2 for bad usage, 130 when interrupted
 */
export async function runTrente(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    await terminal.out(overview());
    return EXIT_BAD_USAGE;
  }
  try {
    await runCommand(name, rest, terminal);
    return 0;
  } catch (error) {
    return report(
      COMMANDS.some((command) => command.name === name) ? `trente ${name}` : "trente",
      error,
      terminal,
    );
  }
}

async function runCommand(name: string, args: readonly string[], terminal: Terminal): Promise<void> {
  const help = name === "help" || name === "--help" || name === "-h";
  if (name === "--version" || name === "-V") return terminal.out(`trente ${trenteVersion()}\n`);
  if (help && args.length === 0) return terminal.out(overview());
  const sought = help ? args[0] : name;
  const command = COMMANDS.find((candidate) => candidate.name === sought);
  if (command === undefined) throw unknownCommand(sought);
  if (help || args.includes("--help") || args.includes("-h")) return terminal.out(helpOf(command));
  return command.run(args, terminal);
}

function unknownCommand(name: string): UsageError {
  const names = COMMANDS.map((command) => command.name);
  const kind = name.startsWith("-") ? "option" : "command";
  return new UsageError(
    `unknown ${kind} "${name}"${suggestion(name, names) || `, expected ${names.join(", ")}`}`,
  );
}

/** Tells an error in one line. @returns the exit code that goes with it */
function report(speaker: string, error: unknown, terminal: Terminal): number {
  const tell = (text: string): void => {
    terminal.err(`${speaker}: ${inOneLine(text)}\n`);
  };
  if (terminal.signal.aborted) {
    tell(error instanceof PausedError ? error.message : "interrupted, nothing was changed");
    return EXIT_INTERRUPTED;
  }
  if (error instanceof UsageError) {
    tell(`${error.message} (see ${speaker} --help)`);
    return EXIT_BAD_USAGE;
  }
  if (error instanceof InputError || error instanceof RequestError || error instanceof EngineError) {
    tell(error.message);
    return EXIT_BAD_INPUT;
  }
  const systemText = systemErrorText(error);
  // Anything else is a programmer's error: the trace is what its finder needs.
  if (systemText === null) throw error;
  tell(systemText);
  return EXIT_BAD_INPUT;
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const lines = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "trente : qui est à moins de trente minutes en voiture d’une France services ?",
    "",
    ...lines,
    "",
    "trente COMMANDE --help décrit chaque commande ; trente --version donne la version.",
    "",
  ].join("\n");
}

function helpOf({ name, summary, usage }: Command): string {
  const lines = usage.split("\n").map((line) => {
    const beforeText = /^ *--\S+(?: \S+)? {2,}/u.exec(line)?.[0] ?? "";
    return folded(line, " ".repeat(beforeText.length));
  });
  return `trente ${name} : ${summary}\n\n${lines.join("\n")}\n`;
}
