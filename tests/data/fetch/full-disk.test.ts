import { spawnSync } from "node:child_process";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { FILES, fetchWorld, sha256, townFiles } from "../../helpers/fetch-world.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { ADDRESSES } from "../../tools/corsican-sites.mjs";

const MEGABYTE = 1 << 20;
const ROADS = ADDRESSES.roadsFile;

/** A small disk of its own, where the system lets one have it; null elsewhere. */
function smallDisk(): { readonly folder: string; resize(bytes: number): void } | null {
  const folder = join(tempFolder(), "disque");
  mkdirSync(folder);
  const mount = (...args: string[]): boolean => spawnSync("mount", [...args, folder]).status === 0;
  if (!mount("-t", "tmpfs", "-o", "size=512m", "tmpfs")) return null;
  onTestFinished(() => void spawnSync("umount", [folder]));
  const resize = (bytes: number): void => {
    if (!mount("-o", `remount,size=${bytes}`)) throw new Error("the small disk cannot be resized");
  };
  return { folder, resize };
}

test.for([
  ["that tells no length", "chunked"],
  ["that tells its length", "length"],
] as const)(
  "a file %s finds the disk full: one line, the old stays, the next call goes on",
  async ([, kind], { skip }) => {
    const disk = smallDisk();
    if (disk === null) return skip("this system lets nobody mount a small disk");
    const world = await fetchWorld();
    const fetch = async (): ReturnType<typeof world.fetch> => world.fetch({ directory: disk.folder });
    await fetch();
    const old = world.sites.files.get(ROADS)?.bytes ?? Buffer.alloc(0);
    const { roads } = await townFiles(3 * MEGABYTE);
    world.sites.put(ROADS, roads);
    if (kind === "chunked") world.sites.next(ROADS, { kind: "chunked" });
    disk.resize(2 * MEGABYTE);
    const files = (): { bytes: number; part: number } => ({
      bytes: statSync(join(disk.folder, FILES.roads)).size,
      part: statSync(join(disk.folder, `${FILES.roads}.part`), { throwIfNoEntry: false })?.size ?? 0,
    });
    await expect(fetch()).rejects.toThrow(
      /^\S+\.part: (the disk is full \(ENOSPC\)|got \d+ bytes of free space)/u,
    );
    expect(files().bytes).toBe(old.length);
    const { part } = files();
    expect(part > MEGABYTE).toBe(kind === "chunked");

    disk.resize(16 * MEGABYTE);
    const { outcomes } = await fetch();
    expect(outcomes.find(({ source }) => source.id === "osm/corse")?.arrived).toMatchObject({
      arrival: part > 0 ? "resumed" : "downloaded",
      file: { sha256: sha256(roads) },
    });
    expect(files()).toEqual({ bytes: roads.length, part: 0 });
    return undefined;
  },
);

test("a part of another version makes room for the one that takes its place", async ({ skip }) => {
  const disk = smallDisk();
  if (disk === null) return skip("this system lets nobody mount a small disk");
  const world = await fetchWorld();
  await world.fetch({ directory: disk.folder });
  const { roads } = await townFiles(3 * MEGABYTE);
  world.sites.put(ROADS, roads);
  writeFileSync(join(disk.folder, `${FILES.roads}.part`), Buffer.alloc(3 * MEGABYTE));
  // The old file, and one part at a time.
  disk.resize(5 * MEGABYTE);
  const { outcomes } = await world.fetch({ directory: disk.folder });
  expect(outcomes.find(({ source }) => source.id === "osm/corse")?.arrived).toMatchObject({
    arrival: "downloaded",
    file: { sha256: sha256(roads) },
  });
  return undefined;
});

test("files that will not fit are told before the first of them", async ({ skip }) => {
  const disk = smallDisk();
  if (disk === null) return skip("this system lets nobody mount a small disk");
  disk.resize(MEGABYTE);
  const world = await fetchWorld();
  await expect(world.fetch({ directory: disk.folder, words: ["france"] })).rejects.toThrow(
    /got 0\.0 GB of free space, expected at least \d+\.\d GB/u,
  );
  expect(world.sites.served).toEqual([]);
  return undefined;
});
