import { EngineError } from "../../isochrones/engines/engine-error.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { InputError } from "../../data/input-error.ts";
import { PausedError } from "../../data/paused-error.ts";
import { type Command, type Terminal, UsageError } from "./command.ts";
import { inOneLine, systemErrorText } from "./error-text.ts";
import { folded } from "./layout.ts";
import { suggestion } from "./nearest-word.ts";
import { trenteVersion } from "./version.ts";

/**
 * The commands in the order of the overview, each loaded when it is asked for: what serves a map takes longer to load
 * than a region to build.
 */
const COMMANDS: ReadonlyMap<string, () => Promise<Command>> = new Map([
  ["france", async () => (await import("../commands/france.ts")).franceCommand],
  ["demo", async () => (await import("../commands/demo.ts")).demoCommand],
  ["fetch", async () => (await import("../commands/fetch.ts")).fetchCommand],
  ["build", async () => (await import("../commands/build.ts")).buildCommand],
  ["refresh", async () => (await import("../commands/refresh.ts")).refreshCommand],
  ["coverage", async () => (await import("../commands/coverage.ts")).coverageCommand],
  ["gaps", async () => (await import("../commands/gaps.ts")).gapsCommand],
  ["siting", async () => (await import("../commands/siting.ts")).sitingCommand],
  ["isochrone", async () => (await import("../commands/isochrone.ts")).isochroneCommand],
  ["isochrones", async () => (await import("../commands/isochrones.ts")).isochronesCommand],
  ["compare", async () => (await import("../commands/compare.ts")).compareCommand],
  ["valhalla", async () => (await import("../commands/valhalla.ts")).valhallaCommand],
  ["compare-insee", async () => (await import("../commands/compare-insee.ts")).compareInseeCommand],
  ["verify", async () => (await import("../commands/verify.ts")).verifyCommand],
  ["serve", async () => (await import("../commands/serve.ts")).serveCommand],
  ["bench", async () => (await import("../commands/bench.ts")).benchCommand],
]);

export const COMMAND_NAMES: readonly string[] = [...COMMANDS.keys()];

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
    await terminal.out(await overview());
    return EXIT_BAD_USAGE;
  }
  try {
    await runCommand(name, rest, terminal);
    return 0;
  } catch (error) {
    return report(COMMANDS.has(name) ? `trente ${name}` : "trente", error, terminal);
  }
}

async function runCommand(name: string, args: readonly string[], terminal: Terminal): Promise<void> {
  const help = name === "help" || name === "--help" || name === "-h";
  if (name === "--version" || name === "-V") return terminal.out(`trente ${trenteVersion()}\n`);
  if (help && args.length === 0) return terminal.out(await overview());
  const sought = help ? args[0] : name;
  const load = COMMANDS.get(sought);
  if (load === undefined) throw unknownCommand(sought);
  const command = await load();
  if (help || args.includes("--help") || args.includes("-h")) return terminal.out(helpOf(command));
  return command.run(args, terminal);
}

function unknownCommand(name: string): UsageError {
  const kind = name.startsWith("-") ? "option" : "command";
  return new UsageError(
    `unknown ${kind} "${name}"${suggestion(name, COMMAND_NAMES) || `, expected ${COMMAND_NAMES.join(", ")}`}`,
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

async function overview(): Promise<string> {
  const width = Math.max(...COMMAND_NAMES.map((name) => name.length));
  const commands = await Promise.all([...COMMANDS.values()].map(async (load) => load()));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
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
