import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { describe, expect, test } from "vitest";

import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { verifyDataset } from "../../../data/bundle/verify-dataset.ts";
import { verifyFiles } from "../../../data/bundle/verify-files.ts";
import { readCurrent } from "../../../data/depot/current.ts";
import { withDataset } from "../../../data/depot/resolve-dataset.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { COLUMNS, type MiniFiles, place, structureList, writeMiniFiles } from "../../helpers/mini-files.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { CLI, servedId, serveProcess } from "../../helpers/served-process.ts";

useCompiled();

/** `TRENTE_KILLS=200` for a long run. */
const ROUNDS = Number(process.env["TRENTE_KILLS"] ?? 10);

/** Runs `trente refresh` and kills it after so long. @returns its exit code, null where it was killed */
async function refresh(args: readonly string[], killAfter: number): Promise<number | null> {
  const child = spawn(process.execPath, [CLI, "refresh", ...args], { stdio: ["ignore", "ignore", "ignore"] });
  const timer = setTimeout(() => child.kill("SIGKILL"), killAfter);
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(timer);
  return code;
}

/** Writes another list for each round. @returns the arguments of its refresh */
function argsOf(files: MiniFiles, depot: string, round: number): string[] {
  const rows = Array.from({ length: COLUMNS }, (_, column) => column)
    .filter((column) => column === 0 || ((round >> (column - 1)) & 1) === 0)
    .map((column) => [`s${column}`, `n° ${column} (${round})`, ...place(column, 0), "2A004"] as const);
  writeFileSync(files.structures, structureList(rows));
  return [
    "--depot",
    depot,
    "--osm",
    files.osm,
    "--structures",
    files.structures,
    "--population",
    files.population,
    "--communes",
    files.communes,
    "--forcer",
    "--garder",
    "2",
  ];
}

/** Opens the depot as any command does, and verifies what it finds, again and again. */
function keepVerifying(depot: string): {
  readonly stop: () => Promise<{ readonly count: number; readonly troubles: readonly string[] }>;
} {
  let isOver = false;
  const troubles: string[] = [];
  const work = (async () => {
    let count = 0;
    for (; !isOver; count++) {
      troubles.push(...withDataset(depot, troublesOf));
      await wait(20);
    }
    return { count, troubles };
  })();
  return {
    stop: async () => {
      isOver = true;
      return work;
    },
  };
}

function troublesOf(bundle: string): string[] {
  return [...verifyFiles(bundle), ...verifyDataset(readBundle(bundle))]
    .filter(({ trouble }) => trouble !== null)
    .map(({ name, trouble }) => `${bundle}: ${name}: ${trouble}`);
}

/** Asks the server without a pause. @returns the ids that it answered with */
function keepAsking(url: string): { readonly stop: () => Promise<ReadonlySet<string>> } {
  const seen = new Set<string>();
  let isOver = false;
  const work = (async () => {
    while (!isOver) {
      seen.add(await servedId(url));
      await wait(10);
    }
  })();
  const stop = async (): Promise<ReadonlySet<string>> => {
    isOver = true;
    await work;
    return seen;
  };
  return { stop };
}

describe.skipIf(process.platform === "win32")("refreshes that are killed", () => {
  test(
    `${ROUNDS} times at random leave a whole version to readers and to a server that follows`,
    async () => {
      const files = await writeMiniFiles();
      const depot = join(files.folder, "depot");
      const random = seededRandom(20);
      const start = performance.now();
      expect(await refresh(argsOf(files, depot, 0), 60_000)).toBe(0);
      const usual = performance.now() - start;
      const { url, says } = await serveProcess(depot, "--suivre", "1");
      const reader = keepVerifying(depot);
      const asker = keepAsking(url);
      const inService = new Set([readCurrent(depot)?.id]);
      let killed = 0;
      for (let round = 1; round <= ROUNDS; round++) {
        const isBack = random.chance(0.2);
        const args = isBack ? ["--depot", depot, "--retour"] : argsOf(files, depot, round);
        // Of a refresh, most of the time goes by before anything is written.
        const code = await refresh(args, usual * (0.3 + random.next()));
        if (code === null) killed++;
        inService.add(readCurrent(depot)?.id);
      }
      expect(await refresh(argsOf(files, depot, ROUNDS + 1), 60_000)).toBe(0);
      const last = readCurrent(depot)?.id ?? "";
      inService.add(last);
      await says(`(${last})`);
      expect(await servedId(url)).toBe(last);
      const seen = await asker.stop();
      const { count, troubles } = await reader.stop();
      expect(troubles).toEqual([]);
      expect(count).toBeGreaterThan(ROUNDS);
      expect([...seen].filter((id) => !inService.has(id))).toEqual([]);
      expect(killed).toBeGreaterThan(0);
    },
    60_000 + ROUNDS * 20_000,
  );
});
