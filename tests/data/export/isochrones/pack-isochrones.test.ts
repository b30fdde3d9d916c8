import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { expect, onTestFinished, test } from "vitest";

import { countedStructures, openIsochronePool } from "../../../../data/export/isochrones/draw-isochrones.ts";
import {
  type PackedIsochrones,
  packIsochrones,
  type PackOptions,
} from "../../../../data/export/isochrones/pack-isochrones.ts";
import { writeIsochrones } from "../../../../data/export/isochrones/write-isochrones.ts";
import { geojsonFaults } from "../../../helpers/geojson-faults.ts";
import { tempFolder } from "../../../helpers/temp-folder.ts";
import { makeTown } from "./town.ts";

const TOWN = makeTown(20);
const MINUTES = [5, 20];
const STRUCTURES = countedStructures(TOWN, {});

async function pack(
  options: Partial<PackOptions>,
  structures = STRUCTURES,
  town = TOWN,
): Promise<PackedIsochrones> {
  const pool = openIsochronePool(town, 0);
  onTestFinished(async () => pool.close());
  const common = { minutes: MINUTES, members: {}, mostBytes: Infinity, format: "geojsonl" } as const;
  return packIsochrones(pool, town, structures, { ...common, ...options });
}

const textOf = ({ bytes }: PackedIsochrones): string => gunzipSync(bytes).toString();

test("lines are those of a folder of isochrones", async () => {
  const out = join(tempFolder(), "zones");
  await writeIsochrones(TOWN, { out, minutes: MINUTES, threads: 0 });
  const progress: string[] = [];
  const packed = await pack({ onProgress: (done, total) => progress.push(`${done}/${total}`) });
  expect(textOf(packed)).toBe(readFileSync(join(out, "isochrones.geojsonl"), "utf8"));
  expect(packed).toMatchObject({
    drawn: STRUCTURES.length,
    failed: [],
    plainBytes: Buffer.byteLength(textOf(packed)),
  });
  expect(progress.at(-1)).toBe(`${STRUCTURES.length}/${STRUCTURES.length}`);
  expect(progress.length).toBeGreaterThan(2);
});

test("a collection has the same features, and the members it was given", async () => {
  for (const structures of [STRUCTURES, STRUCTURES.slice(0, 1), []]) {
    const [lines, collection] = [
      textOf(await pack({}, structures)),
      textOf(await pack({ format: "geojson", members: { jeu: "a" } }, structures)),
    ];
    const features = lines.split("\n").filter(Boolean);
    const parsed = JSON.parse(collection) as { features: unknown[] };
    expect(geojsonFaults(parsed)).toEqual([]);
    expect(parsed).toEqual({
      type: "FeatureCollection",
      features: features.map((line) => JSON.parse(line) as unknown),
      jeu: "a",
    });
    for (const feature of features) expect(collection).toContain(`\n${feature}`);
  }
});

test("a pack that becomes too long is given up, and one of just that length is not", async () => {
  const { bytes } = await pack({});
  await expect(pack({ mostBytes: bytes.length - 1 })).rejects.toMatchObject({ name: "PackTooLargeError" });
  expect((await pack({ mostBytes: bytes.length })).bytes).toEqual(bytes);
});

test("one that will be too long by far is given up long before", async () => {
  const town = makeTown(300);
  const structures = countedStructures(town, {});
  const { bytes } = await pack({}, structures, town);
  const lastOf = async (mostBytes: number): Promise<number> => {
    let last = 0;
    const packing = pack({ mostBytes, onProgress: (done) => void (last = done) }, structures, town);
    await expect(packing).rejects.toMatchObject({ name: "PackTooLargeError" });
    return last / structures.length;
  };
  expect(await lastOf(bytes.length / 3)).toBeLessThan(0.25);
  // By little it may still fit: it is drawn until it does not.
  expect(await lastOf(bytes.length * 0.9)).toBeGreaterThan(0.7);
});

test("a signal that is aborted ends it with its reason", async () => {
  const stop = new AbortController();
  const packing = pack({ signal: stop.signal, onProgress: () => stop.abort(new Error("assez")) });
  await expect(packing).rejects.toThrow("assez");
});
