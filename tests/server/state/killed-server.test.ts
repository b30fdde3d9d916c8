import { existsSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import type { SavedListAnswer, SavedReceipt } from "../../../server/schemas/saved-scenario-answers.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { serveInProcess, type ServedProcess } from "../../helpers/hostile/serve-process.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { servedTown } from "../../helpers/served-town.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const ROUNDS = 5;
const AT_ONCE = 4;
/** Milliseconds: the first while they make a database, or are about to. The next have saved something. */
const KILLED_AFTER = [300, 1_500];
const LIST = "/api/v1/scenarios/enregistres";

useCompiled();

function townFolder(): string {
  const folder = join(tempFolder(), "jeu");
  writeBundle(folder, servedTown());
  return folder;
}

async function served(folder: string, more: readonly string[] = []): Promise<ServedProcess> {
  const server = await serveInProcess(folder, more);
  onTestFinished(async () => void (await server.stop()));
  return server;
}

async function save(url: string, nom: string): Promise<Response> {
  const body = JSON.stringify({
    nom,
    modifications: [{ ajouter: { lon: 9, lat: 42, nom: nom.repeat(20) } }],
  });
  return fetch(`${url}${LIST}`, { method: "POST", headers: { "content-type": "application/json" }, body });
}

/** Saves until the server is no more, and notes what it has acknowledged. */
async function saveOnAndOn(url: string, round: number, acknowledged: SavedReceipt[]): Promise<void> {
  const work = async (worker: number): Promise<void> => {
    for (let i = 0; ; i++) {
      try {
        const response = await save(url, `${round}/${worker}/${i}`);
        expect(response.status).toBe(201);
        acknowledged.push((await response.json()) as SavedReceipt);
      } catch (error) {
        if (error instanceof TypeError) return;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, async (_, worker) => work(worker)));
}

async function namesOf(url: string): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (let next: string | null = `${LIST}?limite=200`; next !== null;) {
    const page = (await (await fetch(url + next)).json()) as SavedListAnswer;
    for (const { id, nom } of page.scenarios) names.set(id, nom);
    ({ next } = page);
  }
  return names;
}

test(
  "whatever a server has said to have saved is there after it has been killed",
  { timeout: 240_000 },
  async () => {
    const random = seededRandom(8);
    const folder = townFolder();
    const all: SavedReceipt[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const server = await served(folder);
      const names = await namesOf(server.url);
      for (const { id, nom } of all) expect(names.get(id), `${nom} in round ${round}`).toBe(nom);
      const acknowledged: SavedReceipt[] = [];
      const saving = saveOnAndOn(server.url, round, acknowledged);
      while (round >= KILLED_AFTER.length && acknowledged.length === 0)
        await new Promise((wait) => setTimeout(wait, 50));
      await new Promise((wait) => setTimeout(wait, KILLED_AFTER[round] ?? random.int(500, 3_000)));
      await server.kill();
      await saving;
      all.push(...acknowledged);
      expect(server.said()).not.toContain("no scenario can be saved");
    }
    expect(all.length).toBeGreaterThan(ROUNDS);
    const last = await served(folder);
    const names = await namesOf(last.url);
    for (const { id, nom } of all) expect(names.get(id)).toBe(nom);
    expect(await last.stop()).toEqual({ code: 0, err: "" });
    expect(existsSync(join(`${folder}.etat`, "verrou"))).toBe(false);
  },
);

test("a second server on the same folder says so in one line, and serves", { timeout: 180_000 }, async () => {
  const folder = townFolder();
  const state = ["--etat", join(tempFolder(), "gardé")];
  const first = await served(folder, state);
  const receipt = (await (await save(first.url, "un")).json()) as SavedReceipt;
  const second = await served(folder, state);
  const lines = second.said().split("\n");
  const told = lines.filter((line) => line.includes("no scenario can be saved"));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatch(/gardé: no scenario can be saved: process \d+ of .* has it/u);
  const address = `/api/v1/couverture?scenario=${receipt.scenario}`;
  const refused = [
    await save(second.url, "deux"),
    await fetch(second.url + address),
    await fetch(`${second.url}${LIST}`),
  ];
  for (const response of refused) {
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ type: "/problemes/enregistrement-indisponible" });
  }
  expect((await fetch(`${second.url}/api/v1/couverture`)).status).toBe(200);
  expect((await fetch(first.url + address)).status).toBe(200);
  expect(await first.stop()).toEqual({ code: 0, err: "" });
  // Free now: the second has it with its next request.
  expect((await fetch(second.url + address)).status).toBe(200);
  expect((await save(second.url, "deux")).status).toBe(201);
});
