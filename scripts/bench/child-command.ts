import { spawn } from "node:child_process";
import { basename } from "node:path";

import { InputError } from "../../data/input-error.ts";

import type { Contender, Sample } from "./contender.ts";
import { PeakMemory } from "./peak-memory.ts";

/** How much of what a program complains of is kept, letters. */
const KEPT_LETTERS = 4000;

/** A program with its arguments. */
export interface ChildCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** What of its output is the answer; none by default. */
  readonly answerOf?: (stdout: string) => string;
}

/**
 * Runs a program from its start to its end, as a user would.
 *
 * @throws Error with the last line that it wrote, where it does not end with code 0
 */
export async function runCommand(command: ChildCommand, signal: AbortSignal): Promise<Sample> {
  signal.throwIfAborted();
  const startedAt = performance.now();
  const child = spawn(command.program, command.args, {
    stdio: ["ignore", "pipe", "pipe"],
    signal,
    ...(command.cwd === undefined ? {} : { cwd: command.cwd }),
  });
  const memory = child.pid === undefined ? null : new PeakMemory(child.pid);
  const stdout: Buffer[] = [];
  let complaints = "";
  child.stdout.on("data", (chunk: Buffer) => {
    if (command.answerOf !== undefined) stdout.push(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    complaints = (complaints + chunk.toString("utf8")).slice(-KEPT_LETTERS);
  });
  try {
    const ended = await new Promise<string | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, killedBy) => resolve(code === 0 ? null : (killedBy ?? `code ${code}`)));
    });
    const milliseconds = performance.now() - startedAt;
    if (ended !== null) throw new Error(`ended with ${ended}: ${lastLine(complaints)}`);
    const answer = command.answerOf?.(Buffer.concat(stdout).toString("utf8")) ?? null;
    return { milliseconds, peakBytes: memory?.stop() ?? null, answer };
  } finally {
    memory?.stop();
  }
}

/**
 * Runs a program that must succeed before anything can be measured.
 *
 * @param where what it is run for, for the error
 * @throws InputError where it does not
 */
export async function runOnce(command: ChildCommand, where: string, signal: AbortSignal): Promise<void> {
  try {
    await runCommand(command, signal);
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError("bench.preparation", where, `${basename(command.args[0])} ${reason}`, {
      cause: error,
    });
  }
}

/** A contender that is a program of its own in each round. */
export function commandContender(
  about: Pick<Contender, "name" | "remark" | "isComparable">,
  commandOf: () => Promise<ChildCommand> | ChildCommand,
): Contender {
  return {
    ...about,
    open: async (signal) => {
      const command = await commandOf();
      return {
        round: async () => runCommand(command, signal),
        close: async () => Promise.resolve(null),
      };
    },
  };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
