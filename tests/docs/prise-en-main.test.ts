import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join, resolve } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { readCurrent } from "../../data/depot/current.ts";
import { useCompiled } from "../helpers/compiled.ts";
import { fetchWorld } from "../helpers/fetch-world.ts";
import { CLI, servedId } from "../helpers/served-process.ts";
import { sharedData } from "../helpers/shared-data.ts";
import { tempFolder } from "../helpers/temp-folder.ts";
import { ADDRESSES, corsicanFiles } from "../tools/corsican-sites.mjs";

const PAGE = resolve(import.meta.dirname, "../../docs/prise-en-main.md");
const WRITTEN_PORT = "8030";

useCompiled();

/** The commands of each section, by its number. */
function readSections(): Map<number, string> {
  const sections = readFileSync(PAGE, "utf8").split(/^## (?=\d+\. )/mu);
  return new Map(
    sections.slice(1).map((section) => {
      const blocks = [...section.matchAll(/^```sh\n(.*?)^```$/gmsu)].map(([, block = ""]) => block);
      return [Number.parseInt(section, 10), blocks.join("")];
    }),
  );
}

/** A shell that stays, as a reader's does: what a section leaves running goes on in the next. */
class Shell {
  readonly #child: ChildProcess;
  #said = "";
  #round = 0;

  constructor(cwd: string, env: NodeJS.ProcessEnv) {
    // A group of its own: what it has started ends with it.
    this.#child = spawn("bash", ["--norc"], { cwd, env, stdio: ["pipe", "pipe", "pipe"], detached: true });
    this.#child.stdin?.write("set -e\n");
    this.#child.stdout?.on("data", (chunk: Buffer) => (this.#said += chunk.toString("utf8")));
    this.#child.stderr?.on("data", (chunk: Buffer) => (this.#said += chunk.toString("utf8")));
  }

  /** Runs commands one after the other. @returns what they said; throws where one fails */
  async run(commands: string): Promise<string> {
    const mark = `-- ${++this.#round} ended with `;
    const from = this.#said.length;
    this.#child.stdin?.write(`${commands}\necho "${mark}$?"\n`);
    while (!this.#said.includes(mark)) {
      if (this.#child.exitCode !== null) throw new Error(`A command failed:\n${commands}\n${this.#said}`);
      await new Promise((settle) => setTimeout(settle, 50));
    }
    return this.#said.slice(from, this.#said.indexOf(mark));
  }

  end(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // All of it has ended.
    }
  }
}

/** `npx trente` outside the project's folder. */
function npxFolder(): string {
  const folder = join(tempFolder(), "bin");
  mkdirSync(folder);
  const file = join(folder, "npx");
  writeFileSync(file, `#!/bin/sh\nshift\nexec "${process.execPath}" "${CLI}" "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, "127.0.0.1", settle));
  const address = server.address();
  await new Promise((settle) => server.close(settle));
  if (address === null || typeof address === "string") throw new Error(`listens on ${address}`);
  return address.port;
}

/** The share of people in cells that take so long at most, from a file of cells. */
function shareWithin(csv: string, seconds: number): number {
  const [header, ...rows] = csv
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  const [people, time] = [header.indexOf("population"), header.indexOf("secondes")];
  const sum = (kept: readonly string[][]): number =>
    kept.reduce((total, row) => total + Number(row[people]), 0);
  return sum(rows.filter((row) => row[time] !== "" && Number(row[time]) <= seconds)) / sum(rows);
}

const hasCurl = spawnSync("curl", ["--version"]).status === 0;

const real = sharedData("");
const files = real === null ? null : corsicanFiles(real);

test.skipIf(!hasCurl || files === null)(
  "a new user's afternoon goes as it is written (real data, curl)",
  async () => {
    const { sites } = await fetchWorld(files ?? undefined);
    const list = sites.files.get(ADDRESSES.structuresFile)?.bytes.toString("utf8") ?? "";
    const [folder, port] = [tempFolder(), String(await freePort())];
    const path = [npxFolder(), process.env["PATH"]].join(delimiter);
    const shell = new Shell(folder, { ...process.env, PATH: path, TRENTE_MIROIR: sites.url });
    onTestFinished(() => shell.end());
    const sections = readSections();
    const section = async (number: number): Promise<string> =>
      shell.run((sections.get(number) ?? "exit 1").replaceAll(WRITTEN_PORT, port));
    const depot = join(folder, "corse");
    const inService = (): string => readCurrent(depot)?.id ?? "";
    const served = async (): Promise<string> => servedId(`http://127.0.0.1:${port}`);
    expect([...sections.keys()]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);

    expect(await section(1)).toContain("liste-france-services.csv");
    await section(2);
    const first = inService();
    expect(await section(3)).toMatch(/30 min/u);
    expect(await section(4)).toContain(first);
    const figure = JSON.parse(readFileSync(join(folder, "couverture.json"), "utf8")) as { share: number };
    expect(shareWithin(readFileSync(join(folder, "carreaux-2A.csv"), "utf8"), 30 * 60)).toBeCloseTo(
      figure.share,
      9,
    );

    sites.put(ADDRESSES.structuresFile, Buffer.from(list.replace("Ajaccio", "Ajaccio (nouveau nom)")));
    const updated = await section(5);
    const second = inService();
    expect(second).not.toBe(first);
    expect(updated).toContain(`Mis en service : ${second}`);
    expect(readdirSync(join(depot, "rapports"))).toHaveLength(2);
    await expect.poll(served, { timeout: 30_000 }).toBe(second);

    const half = list.slice(0, list.indexOf("\n", list.length / 2) + 1);
    sites.put(ADDRESSES.structuresFile, Buffer.from(half));
    expect(await section(6)).toContain("refusée : la version en service reste");
    expect([inService(), await served()]).toEqual([second, second]);

    expect(await section(7)).toContain(`Retour à ${first}`);
    await expect.poll(served, { timeout: 30_000 }).toBe(first);
    await section(8);
    await expect(served()).rejects.toThrow("fetch failed");
  },
);
