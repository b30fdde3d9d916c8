import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { expect, onTestFinished } from "vitest";

/** The compiled command line; tests that start it call `useCompiled`. */
export const CLI = resolve(import.meta.dirname, "../../dist/scripts/trente.js");

/** A `trente serve` in a process of its own. */
export interface ServedProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Settles when the server has said so on stderr since it was last waited for. */
  readonly says: (words: string) => Promise<void>;
  /** All that it has said. */
  readonly said: () => string;
}

/** Starts a server on any free port and waits until it answers. It ends with the test. */
export async function serveProcess(dataset: string, ...more: readonly string[]): Promise<ServedProcess> {
  const child = spawn(process.execPath, [CLI, "serve", "--dataset", dataset, "--port", "0", ...more], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  let heard = 0;
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const until = async <Found>(find: () => Found | null): Promise<Found> => {
    for (;;) {
      const found = find();
      if (found !== null) return found;
      if (child.exitCode !== null) throw new Error(`trente serve ended: ${said}`);
      await wait(20);
    }
  };
  const says = async (words: string): Promise<void> => {
    heard = await until(() => {
      const at = said.indexOf(words, heard);
      return at < 0 ? null : at + words.length;
    });
  };
  const url = await until(() => /http:\/\/127\.0\.0\.1:\d+\n/u.exec(said)?.[0].trim() ?? null);
  return { url, child, says, said: () => said };
}

/** Id of the dataset that answers. */
export async function servedId(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/jeu`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { id: string }).id;
}
