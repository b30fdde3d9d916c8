import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { readFetchedFolder } from "../../../data/fetch/fetched-folder.ts";
import { FILES, fetchWorld, sha256, townFiles } from "../../helpers/fetch-world.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { ADDRESSES } from "../../tools/corsican-sites.mjs";

const KILLS = Number(process.env["TRENTE_KILLS"] ?? 10);
const SCRIPT = fileURLToPath(new URL("./fetch-and-die.mjs", import.meta.url));
/** A process starts in a second; on a busy machine, in several. */
const MILLISECONDS_PER_KILL = 15_000;

/** When a fetch is killed: so many milliseconds after something has come about, unless it ends before. */
interface Kill {
  readonly since: () => boolean;
  readonly milliseconds: number;
}

/** Runs a fetch, killed at some time or not at all. @returns what it told */
async function fetchOnce(folder: string, mirror: string, kill: Kill | null, moment = ""): Promise<string> {
  const child = spawn(process.execPath, [SCRIPT, folder, mirror, moment], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const output = child.stdout.setEncoding("utf8").toArray();
  const exit = once(child, "exit") as Promise<[number | null, string | null]>;
  if (kill !== null) {
    while (!kill.since() && child.exitCode === null) await sleep(2);
    await sleep(kill.milliseconds);
    child.kill("SIGKILL");
  }
  const [code, signal] = await exit;
  expect(code === 0 || signal === "SIGKILL").toBe(true);
  return (await output).join("");
}

test(
  `killed ${KILLS} times at any moment, each place holds one whole version`,
  { timeout: (KILLS + 2) * MILLISECONDS_PER_KILL },
  async () => {
    const random = seededRandom(7);
    const world = await fetchWorld();
    const asked = (): number => world.sites.served.length;
    const partBytes = (): number =>
      statSync(join(world.folder, `${FILES.roads}.part`), { throwIfNoEntry: false })?.size ?? 0;
    const versions: string[] = [];
    const publish = async (): Promise<void> => {
      const { roads } = await townFiles(random.int(40_000, 120_000));
      world.sites.put(ADDRESSES.roadsFile, roads);
      versions.push(sha256(roads));
    };
    await publish();
    // A download then lasts some 200 ms.
    world.sites.pace = { bytes: 2_000, milliseconds: 4 };
    let resumed = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      if (kill > 0 && random.chance(0.4)) await publish();
      const ranges = world.sites.served.filter(({ status }) => status === 206).length;
      const before = asked();
      // At any moment; and, so that a slow machine has some cut in the middle too, while roads are coming.
      const isAsked = (): boolean => asked() > before;
      const partBefore = partBytes();
      const isComing = (): boolean => isAsked() && partBytes() > 0 && partBytes() !== partBefore;
      const milliseconds = random.int(0, 350);
      const moment =
        kill % 2 === 0
          ? { since: isAsked, milliseconds }
          : { since: isComing, milliseconds: milliseconds / 20 };
      await fetchOnce(world.folder, world.sites.url, moment);
      resumed += world.sites.served.filter(({ status }) => status === 206).length - ranges;
      const hash = world.hash(FILES.roads);
      expect(hash === null || versions.includes(hash), `after kill ${kill}`).toBe(true);
    }
    world.sites.pace = null;
    await fetchOnce(world.folder, world.sites.url, null);
    expect(world.hash(FILES.roads)).toBe(versions.at(-1));
    const { files, missing } = readFetchedFolder(world.folder);
    expect(missing).toEqual([]);
    for (const { file, sha256: recorded, byHand } of files) {
      expect({ file, hash: world.hash(file), byHand }).toEqual({ file, hash: recorded, byHand: false });
    }
    expect(readdirSync(world.folder).sort()).toEqual([...Object.values<string>(FILES), "fetch.json"].sort());
    // Downloads were cut in the middle, and gone on with.
    expect(KILLS < 10 || resumed > 0).toBe(true);
  },
);

/** Renamings of one file's download, in order: what it is, that it is verified, its place, the record. */
const MOMENTS = [`${FILES.roads}.part.json`, FILES.roads, "fetch.json"].flatMap((file) => [
  `before:${file}`,
  `after:${file}`,
]);

test.each(MOMENTS)(
  "killed %s, the next call knows what is there",
  { timeout: 4 * MILLISECONDS_PER_KILL },
  async (moment) => {
    const world = await fetchWorld();
    const { url } = world.sites;
    expect(await fetchOnce(world.folder, url, null, moment)).toBe("");
    const wanted = sha256(world.sites.files.get(ADDRESSES.roadsFile)?.bytes ?? Buffer.alloc(0));
    expect([null, wanted]).toContain(world.hash(FILES.roads));
    const arrivals = Object.fromEntries(
      JSON.parse(await fetchOnce(world.folder, url, null)) as [string, string][],
    );
    expect(Object.values(arrivals)).not.toContain("by-hand");
    expect(moment === `after:${FILES.roads}` && arrivals["osm/corse"] !== "unchanged").toBe(false);
    expect(world.hash(FILES.roads)).toBe(wanted);
    const { files, missing } = readFetchedFolder(world.folder);
    expect(missing).toEqual([]);
    expect(files.map(({ byHand }) => byHand)).toEqual([false, false, false, false]);
    expect(readdirSync(world.folder).sort()).toEqual([...Object.values<string>(FILES), "fetch.json"].sort());
  },
);
