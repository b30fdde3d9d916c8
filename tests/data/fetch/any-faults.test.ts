import { join } from "node:path";

import { expect, test } from "vitest";

import { InputError } from "../../../data/input-error.ts";
import { FILES, fetchWorld, HASTE, sha256, townFiles } from "../../helpers/fetch-world.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";
import { ADDRESSES } from "../../tools/corsican-sites.mjs";
import type { Fault } from "../../tools/official-sites.mjs";

const SEEDS = Array.from(
  { length: Number(process.env["TRENTE_FAULT_SEEDS"] ?? 8) },
  (_, index) => 1000 + index,
);
const HURRY = { ...HASTE, firstPauseMilliseconds: 1, longestPauseMilliseconds: 2, stallMilliseconds: 60 };

/** Where each file of the folder comes from, and whether anything but its reader would notice wrong bytes. */
const PLACES = [
  { file: FILES.structures, address: ADDRESSES.structuresFile, hasChecksum: false },
  { file: FILES.population, address: ADDRESSES.population, hasChecksum: true },
  { file: FILES.communes, address: ADDRESSES.communes, hasChecksum: true },
  { file: FILES.roads, address: ADDRESSES.roadsFile, hasChecksum: true },
] as const;

function anyFault(random: Random, size: number, hasChecksum: boolean): Fault {
  const after = random.int(0, size + 10);
  const kinds: Fault[] = [
    { kind: "cut", after },
    { kind: "cut", after },
    { kind: "stall", after },
    { kind: "status", status: random.pick([403, 404, 429, 500, 503]) },
    { kind: "status", status: 503, headers: { "retry-after": "0" } },
    { kind: "page" },
    { kind: "whole" },
    { kind: "chunked" },
    { kind: "careless" },
    { kind: "silent" },
    { kind: "lie", by: random.int(1, 100) },
    ...(hasChecksum ? [{ kind: "garbled" } as const] : []),
  ];
  return random.pick(kinds);
}

test.each(SEEDS)("whatever goes wrong, no wrong file takes a place (seed %i)", async (seed) => {
  const random = seededRandom(seed);
  const world = await fetchWorld();
  /** Hashes of all versions that a file has had on its site. */
  const versions = new Map(
    PLACES.map(({ file, address }) => [
      file as string,
      [sha256(world.sites.files.get(address)?.bytes ?? Buffer.alloc(0))],
    ]),
  );
  for (let call = 0; call < 4; call++) {
    if (call > 0 && random.chance(0.5)) {
      const { roads } = await townFiles(random.int(1000, 90_000));
      world.sites.put(ADDRESSES.roadsFile, roads);
      versions.get(FILES.roads)?.push(sha256(roads));
    }
    for (const { address, hasChecksum } of PLACES) {
      const size = world.sites.files.get(address)?.bytes.length ?? 0;
      const faults = Array.from({ length: random.int(0, 5) }, () => anyFault(random, size, hasChecksum));
      world.sites.next(address, ...faults);
    }
    const stop = new AbortController();
    const isStopped = random.chance(0.3);
    if (isStopped) setTimeout(() => stop.abort(), random.int(1, 120));
    const report = await world.fetch({ patience: HURRY, signal: stop.signal }).catch((error: unknown) => {
      if (!stop.signal.aborted || error instanceof InputError) throw error;
      return null;
    });
    for (const { file } of PLACES) {
      const hash = world.hash(file);
      expect(hash === null || versions.get(file)?.includes(hash), `${file} after call ${call}`).toBe(true);
    }
    for (const { source, arrived, problem, kept } of report?.outcomes ?? []) {
      const told = arrived?.file ?? kept;
      expect(told?.sha256 ?? null, `${source.file}: ${problem}`).toBe(world.hash(source.file));
      expect(arrived === null, source.file).toBe((problem ?? "") !== "");
    }
  }
  // The site is well again: all is had, and the newest.
  world.sites.faults.clear();
  const report = await world.fetch({ patience: HURRY });
  expect(report.outcomes.map(({ problem }) => problem)).toEqual([null, null, null, null]);
  for (const { file, address } of PLACES) {
    expect(world.hash(file), join(world.folder, file)).toBe(
      sha256(world.sites.files.get(address)?.bytes ?? Buffer.alloc(0)),
    );
  }
});
