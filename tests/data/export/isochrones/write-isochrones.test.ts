import { spawnSync } from "node:child_process";
import { appendFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";

import { writeBundle } from "../../../../data/bundle/write-bundle.ts";
import { readBundle } from "../../../../data/bundle/read-bundle.ts";
import { isochroneShare } from "../../../../data/export/isochrones/draw-isochrones.ts";
import {
  type WriteIsochronesOptions,
  writeIsochrones,
} from "../../../../data/export/isochrones/write-isochrones.ts";
import { InputError } from "../../../../data/input-error.ts";
import { PausedError } from "../../../../data/paused-error.ts";
import { createStudy } from "../../../../isochrones/create-study.ts";
import type { Dataset } from "../../../../isochrones/model/dataset.ts";
import { EdgeSearch } from "../../../../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../../../../isochrones/routing/point-times.ts";
import { makeSeeds } from "../../../../isochrones/routing/seeds.ts";
import { WorkerPool } from "../../../../workers/pool.ts";
import { tempFolder } from "../../../helpers/temp-folder.ts";
import { DEADLY, REFUSED, tasks as dyingTasks } from "./dying-tasks.mjs";
import { makeTown } from "./town.ts";

const MINUTES = [5, 20];
const TOWN = makeTown(20);

/** What a folder says, whatever the order in which it was filled. */
async function contentsOf(folder: string): Promise<{ features: string[]; times: string[] }> {
  const features = readFileSync(join(folder, "isochrones.geojsonl"), "utf8").split("\n").filter(Boolean);
  const times: string[] = [];
  for (const file of readdirSync(join(folder, "temps"))) {
    const bytes = new Uint8Array(readFileSync(join(folder, "temps", file)));
    for (const row of await parquetReadObjects({ file: bytes.buffer })) times.push(JSON.stringify(row));
  }
  return { features: features.sort(), times: times.sort() };
}

/** What there should be: drawn one by one, with the times of a search to the end. */
function expectedOf(dataset: Dataset, minutes = MINUTES): { features: string[]; times: string[] } {
  const { network, structures, structureSnaps, cells, cellSnaps } = dataset;
  if (cells === null || cellSnaps === null) throw new Error("got no population");
  const study = createStudy(dataset);
  const search = new EdgeSearch(network, "arrival");
  const features: string[] = [];
  const times: string[] = [];
  structures.forEach(({ id, name }, index) => {
    for (const { area, minutes: limit, people } of study.isochrones({ structureId: id }, minutes)) {
      const properties = { structure: id, nom: name, minutes: limit, habitants: people };
      features.push(JSON.stringify({ type: "Feature", geometry: area, properties }));
    }
    const seeds = makeSeeds(network, structureSnaps, [index]);
    search.run(seeds);
    timesAtPoints(search, seeds, cellSnaps).durations.forEach((decisecondes, cell) => {
      if (decisecondes > Math.max(...minutes) * 600) return;
      const [nord, est] = [cells.northings[cell], cells.eastings[cell]];
      times.push(JSON.stringify({ structure: id, crs: 3035, cote: 200, nord, est, decisecondes }));
    });
  });
  return { features: features.sort(), times: times.sort() };
}

function into(out: string, more: Partial<WriteIsochronesOptions> = {}): WriteIsochronesOptions {
  return { out, minutes: MINUTES, threads: 0, ...more };
}

/** Aborts when so many structures are there. */
function stopAfter(count: number): Partial<WriteIsochronesOptions> {
  const stop = new AbortController();
  const advance = (done: number): void => {
    if (done >= count) stop.abort();
  };
  return { progress: { stage() {}, advance }, signal: stop.signal };
}

describe("the folder of all isochrones", () => {
  test.each([0, 2])(
    "holds each structure's areas and the times of its cells (threads: %i)",
    async (threads) => {
      const out = join(tempFolder(), "new", "zones");
      const written = await writeIsochrones(TOWN, into(out, { threads }));
      expect(await contentsOf(out)).toEqual(expectedOf(TOWN));
      expect(written).toMatchObject({ found: 0, drawn: 20, failed: [] });
      expect(written.cellCount).toBe(expectedOf(TOWN).times.length);
      expect(readdirSync(out).sort()).toEqual(["isochrones.geojsonl", "manifest.json", "temps"]);
    },
  );

  test("says what it was made of and that it is whole", async () => {
    const out = tempFolder();
    await writeIsochrones(TOWN, into(out, { selection: { exclude: ["bus"], asOf: "2024-01-01" } }));
    const manifest: unknown = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    expect(manifest).toMatchObject({
      format: "trente-isochrones",
      isComplete: true,
      provenance: {
        dataset: { id: TOWN.id },
        engine: "embedded",
        parameters: { minutes: ["5", "20"], exclude: ["bus"], asOf: "2024-01-01" },
      },
    });
  });

  test("holds only the structures that count", async () => {
    const out = tempFolder();
    const dataset: Dataset = {
      ...TOWN,
      structures: TOWN.structures.map((structure, index) => ({
        ...structure,
        format: index < 3 ? "bus" : "fixe",
      })),
    };
    const written = await writeIsochrones(dataset, into(out, { selection: { exclude: ["bus"] } }));
    expect(written.drawn).toBe(17);
    expect((await contentsOf(out)).features.filter((line) => line.includes('"fs-0"'))).toEqual([]);
  });

  test("of a dataset without a population has areas alone", async () => {
    const out = tempFolder();
    await writeIsochrones({ ...TOWN, cells: null, cellSnaps: null, cellsByRoad: null }, into(out));
    const { features, times } = await contentsOf(out);
    expect(features).toHaveLength(40);
    expect(features[0]).toContain('"habitants":null');
    expect(times).toEqual([]);
  });

  test("of a dataset without structures is empty and whole", async () => {
    const out = tempFolder();
    const written = await writeIsochrones(makeTown(0), into(out));
    expect(written).toMatchObject({ found: 0, drawn: 0, cellCount: 0 });
    expect(await contentsOf(out)).toEqual({ features: [], times: [] });
  });
});

describe("work that was stopped", () => {
  test("by Ctrl-C is gone on with: each structure is there once", async () => {
    const out = tempFolder();
    await expect(writeIsochrones(TOWN, into(out, stopAfter(7)))).rejects.toThrow(PausedError);
    const before = (await contentsOf(out)).features.length / MINUTES.length;
    expect(before).toBeGreaterThanOrEqual(7);
    expect(before).toBeLessThan(20);
    const written = await writeIsochrones(TOWN, into(out));
    expect(written).toMatchObject({ found: before, drawn: 20 - before });
    expect(await contentsOf(out)).toEqual(expectedOf(TOWN));
    expect(await writeIsochrones(TOWN, into(out))).toMatchObject({ found: 20, drawn: 0 });
    expect(await contentsOf(out)).toEqual(expectedOf(TOWN));
  });

  test("by being killed is gone on with, at whatever moment that was", async () => {
    const folder = tempFolder();
    const [bundle, out] = [join(folder, "jeu"), join(folder, "zones")];
    writeBundle(bundle, TOWN);
    const dataset = readBundle(bundle);
    const script = fileURLToPath(new URL("./draw-and-die.mjs", import.meta.url));
    let found = 0;
    for (const count of [4, 8, 4]) {
      const { signal, stderr } = spawnSync(process.execPath, [script, bundle, out, String(count)]);
      expect({ signal, stderr: String(stderr) }).toEqual({ signal: "SIGKILL", stderr: "" });
      // In the middle of the next part: its lines, its times and a manifest are there, and nothing names them.
      appendFileSync(join(out, "isochrones.geojsonl"), '{"type":"Feature","geom');
      writeFileSync(join(out, "temps", "partie-9999.parquet"), "PAR1");
      writeFileSync(join(out, "manifest.json.tmp"), "{");
      found += count;
    }
    const written = await writeIsochrones(dataset, into(out));
    expect(written).toMatchObject({ found, drawn: 20 - found });
    expect(await contentsOf(out)).toEqual(expectedOf(dataset));
  });

  test("before its first part is gone on with", async () => {
    const out = tempFolder();
    await expect(writeIsochrones(TOWN, into(out, { signal: AbortSignal.abort() }))).rejects.toThrow(
      /^interrupted: 0 of 20 structures are in /u,
    );
    rmSync(join(out, "isochrones.geojsonl"));
    rmSync(join(out, "temps"), { recursive: true });
    await writeIsochrones(TOWN, into(out));
    expect(await contentsOf(out)).toEqual(expectedOf(TOWN));
  });
});

test("structures at which threads die are told, and all others are there", async () => {
  const out = tempFolder();
  // So many that a part holds several.
  const dataset = makeTown(130);
  const pool = new WorkerPool(dyingTasks, { threads: 2, shared: isochroneShare(dataset) });
  try {
    const { drawn, failed } = await writeIsochrones(dataset, into(out, { pool }));
    expect(drawn).toBe(127);
    expect(failed.map(({ structure }) => structure.id).sort()).toEqual([REFUSED, ...DEADLY].sort());
    const causes = Object.fromEntries(failed.map(({ structure, cause }) => [structure.id, cause.message]));
    expect(causes).toMatchObject({
      [DEADLY[0]]: 'task "draw": its thread died 2 times: it exited with code 7',
      [REFUSED]: "not this one",
    });
    expect((await contentsOf(out)).features).toHaveLength(127 * MINUTES.length);
  } finally {
    await pool.close();
  }
  const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as { isComplete: boolean };
  expect(manifest.isComplete).toBe(false);
  expect(await writeIsochrones(dataset, into(out))).toMatchObject({ found: 127, drawn: 3, failed: [] });
  expect(await contentsOf(out)).toEqual(expectedOf(dataset));
}, 60_000);

describe("a folder that will not do is left as it is", () => {
  async function refusalOf(out: string, more: Partial<WriteIsochronesOptions> = {}): Promise<string> {
    const error: unknown = await writeIsochrones(TOWN, into(out, more)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).message.replace(out, "DIR");
  }

  test("with other files", async () => {
    const out = tempFolder();
    writeFileSync(join(out, "notes.txt"), "");
    expect(await refusalOf(out)).toBe(
      "DIR: holds other files (notes.txt …), expected an empty folder or one of isochrones",
    );
    expect(readdirSync(out)).toEqual(["notes.txt"]);
  });

  test("with isochrones of another question", async () => {
    const out = tempFolder();
    await writeIsochrones(TOWN, into(out));
    const before = await contentsOf(out);
    expect(await refusalOf(out, { minutes: [30] })).toMatch(
      /^DIR: holds isochrones of dataset 0123456789abcdef with .*minutes \["5","20"\].*, expected .*minutes \["30"\]/u,
    );
    expect(await refusalOf(out, { selection: { exclude: ["bus"] } })).toContain('exclude ["bus"]');
    expect(await contentsOf(out)).toEqual(before);
  });

  test.each([
    ["isochrones.geojsonl", /^DIR: isochrones\.geojsonl: got 10 bytes, expected \d+: remove the folder/u],
    ["temps/partie-0002.parquet", /^DIR: temps\/partie-0002\.parquet: got 10 bytes, expected \d+/u],
  ])("with a cut file: %s", async (file, expected) => {
    const out = tempFolder();
    await writeIsochrones(TOWN, into(out));
    truncateSync(join(out, file), 10);
    expect(await refusalOf(out)).toMatch(expected);
  });

  test("with a file that is missing", async () => {
    const out = tempFolder();
    await writeIsochrones(TOWN, into(out));
    rmSync(join(out, "temps", "partie-0001.parquet"));
    expect(await refusalOf(out)).toMatch(/partie-0001\.parquet: got 0 bytes, expected \d+/u);
  });

  test.each([
    ["no JSON", "{", "got no JSON, expected a manifest"],
    ["another manifest", '{"format":"trente-dataset"}', "not the manifest of a folder of isochrones"],
    ["nothing", "null", "not the manifest of a folder of isochrones"],
    [
      "a newer one",
      '{"format":"trente-isochrones","formatVersion":2,"provenance":{},"polygonBytes":0,"parts":[]}',
      "got format 2, expected 1: choose another folder or remove it",
    ],
  ])("with %s as its manifest", async (_, text, expected) => {
    const out = tempFolder();
    writeFileSync(join(out, "manifest.json"), text);
    expect(await refusalOf(out)).toBe(`DIR/manifest.json: ${expected}`);
  });
});
