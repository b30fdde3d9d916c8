import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";

import { readManifest } from "../../../data/bundle/manifest.ts";
import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import type { HistoryAnswer } from "../../../server/schemas/history-answers.ts";
import { sampleBundle, sampleDataset } from "../../data/bundle/sample-dataset.ts";
import { useCompiled } from "../../helpers/compiled.ts";

useCompiled();

const CLI = resolve(import.meta.dirname, "../../../dist/scripts/trente.js");
const ASKERS = 4;

interface Served {
  readonly url: string;
  readonly child: ChildProcess;
  /** Settles when the server has said so on stderr since it was last waited for. */
  readonly says: (words: string) => Promise<void>;
}

async function serve(directory: string): Promise<Served> {
  const child = spawn(process.execPath, [CLI, "serve", "--dataset", directory, "--port", "0"], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  const says = async (words: string): Promise<void> => {
    while (!said.includes(words)) {
      if (child.exitCode !== null) throw new Error(`trente serve ended: ${said}`);
      await wait(20);
    }
    said = said.slice(said.indexOf(words) + words.length);
  };
  let url = "";
  while (url === "") {
    if (child.exitCode !== null) throw new Error(`trente serve ended: ${said}`);
    await wait(20);
    url = /http:\/\/\S+/u.exec(said)?.[0] ?? "";
  }
  return { url, child, says };
}

async function idAt(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/jeu`);
  expect(response.status).toBe(200);
  const { id } = (await response.json()) as { id: string };
  return id;
}

/** Ids of the datasets whose figures are kept beside a dataset. */
function keptIn(directory: string): string[] {
  const folder = join(`${directory}.etat`, "historique");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.map((name) => name.replace(/\.json$/u, "")).sort();
}

/** Asks without a pause until told to stop. */
function keepAsking(url: string): { stop: () => Promise<Map<string, number>> } {
  const seen = new Map<string, number>();
  let isOver = false;
  const askers = Array.from({ length: ASKERS }, async () => {
    while (!isOver) {
      const id = await idAt(url);
      seen.set(id, (seen.get(id) ?? 0) + 1);
    }
  });
  const stop = async (): Promise<Map<string, number>> => {
    isOver = true;
    await Promise.all(askers);
    return seen;
  };
  return { stop };
}

describe.skipIf(process.platform === "win32")("a server that is told to read its dataset again", () => {
  test("puts the new one in place under load without losing a request", async () => {
    const directory = sampleBundle();
    const first = readManifest(directory).id;
    const { url, child, says } = await serve(directory);
    const load = keepAsking(url);
    const ids = [first];
    for (const name of ["Deuxième monde", "Troisième monde"]) {
      ids.push(writeBundle(directory, sampleDataset({ name })).id);
      child.kill("SIGHUP");
      await says(`${name} : servi désormais`);
      expect(await idAt(url)).toBe(ids.at(-1));
    }
    const seen = await load.stop();
    expect([...seen.keys()].sort()).toEqual([...ids].sort());
    // Each is kept soon after it came into service.
    await expect.poll(() => keptIn(directory), { timeout: 20_000 }).toEqual([...ids].sort());
    const { entries } = (await (await fetch(`${url}/api/v1/historique`)).json()) as HistoryAnswer;
    expect(entries.map(({ dataset, isCurrent }) => [dataset.id, isCurrent])).toEqual(
      ids.map((id) => [id, id === ids.at(-1)]),
    );
  });

  test("keeps the one in service where the new one is damaged, and where it is the same", async () => {
    const directory = sampleBundle();
    const { url, child, says } = await serve(directory);
    const first = await idAt(url);
    child.kill("SIGHUP");
    await says("déjà servi");
    const { id } = writeBundle(directory, sampleDataset({ name: "Monde abîmé" }));
    const network = readdirSync(directory).find((name) => name.startsWith("network")) ?? "";
    const bytes = readFileSync(join(directory, network));
    writeFileSync(join(directory, network), bytes.subarray(0, bytes.length - 8));
    child.kill("SIGHUP");
    await says("the dataset in service stays");
    expect(await idAt(url)).toBe(first);
    writeFileSync(join(directory, network), bytes);
    child.kill("SIGHUP");
    await says("Monde abîmé : servi désormais");
    expect(await idAt(url)).toBe(id);
  });

  test("ends on SIGTERM with what was under way answered", async () => {
    const { url, child } = await serve(sampleBundle());
    const answers = Array.from({ length: 20 }, async () => idAt(url));
    // All have reached it once the first is answered.
    await answers[0];
    child.kill("SIGTERM");
    expect(new Set(await Promise.all(answers)).size).toBe(1);
    const [code] = (await once(child, "exit")) as [number | null];
    expect([0, 130]).toContain(code);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });
});
