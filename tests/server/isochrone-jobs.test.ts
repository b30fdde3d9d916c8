import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { describe, expect, test } from "vitest";

import { writeIsochrones } from "../../data/export/isochrones/write-isochrones.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import { tooLargeFile } from "../../server/isochrone-files/too-large-file.ts";
import { openJobWorker } from "../../server/long-work/job-worker.ts";
import type { IsochronesAnswer } from "../../server/schemas/answers.ts";
import type { IsochroneJob } from "../../server/schemas/isochrone-job-answers.ts";
import { problemOf } from "../helpers/app.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { endlessWorker, jobApp } from "../helpers/job-app.ts";
import { servedTown } from "../helpers/served-town.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const URL = "/api/v1/isochrones";
const town = servedTown();
const study = createStudy(town);

interface Zone {
  readonly geometry: unknown;
  readonly properties: { readonly structure: string; readonly nom: string; readonly minutes: number };
}

/** What the terminal writes. */
async function linesOfTerminal(minutes: readonly number[], selection: StructureSelection): Promise<string> {
  const out = join(tempFolder(), "zones");
  await writeIsochrones(town, { out, minutes, selection, threads: 0 });
  return readFileSync(join(out, "isochrones.geojsonl"), "utf8");
}

describe("a job of all isochrones", () => {
  test.each([
    { threads: 0 as const, minutes: [2, 5], exclure: undefined, selection: {} },
    { threads: 1 as const, minutes: [3], exclure: "bus", selection: { exclude: ["bus"] as const } },
  ])(
    "has the bytes of the terminal, on $threads threads",
    async ({ threads, minutes, exclure, selection }) => {
      const { get, ended } = await jobApp(study, { jobWorker: openJobWorker(town, { threads }) });
      const body = { minutes, format: "geojsonl", ...(exclure !== undefined && { exclure }) };
      const job = await ended<IsochroneJob>(URL, body);
      const expected = await linesOfTerminal(minutes, selection);
      const file = await get(`${job.url}?f=geojsonl`);
      expect(file.body).toBe(expected);
      expect(file.headers["content-type"]).toContain("application/x-ndjson");
      expect(expected.trim().split("\n").length).toBeGreaterThan(2);
      expect(job).toMatchObject({ state: "terminee", stage: "isochrones", problem: null });
      expect(job.done).toBe(job.total);
      expect(job.result).toMatchObject({
        format: "geojsonl",
        structures: expected.trim().split("\n").length / minutes.length,
        features: expected.trim().split("\n").length,
        bytes: Buffer.byteLength(expected),
        failed: [],
      });
    },
  );

  test("is a collection of the zones that GET draws of each structure of the territory", async () => {
    const { get, ended } = await jobApp(study);
    const job = await ended<IsochroneJob>(URL, { territoire: "dep:2B", minutes: [5, 2, 5] });
    expect(job.question).toMatchObject({ territoire: "dep:2B", minutes: [2, 5], format: "geojson" });
    const file = await get(`${job.url}?f=geojson`);
    expect(file.headers).toMatchObject({
      "content-type": "application/geo+json; charset=utf-8",
      "content-disposition": 'attachment; filename="isochrones-dep-2B-2-5.geojson"',
    });
    const collection = file.json<
      Omit<IsochronesAnswer, "features"> & { readonly features: readonly Zone[] }
    >();
    expect(geojsonFaults(collection)).toEqual([]);
    expect(collection.provenance.parameters).toMatchObject({
      territory: "dep:2B",
      minutes: ["2", "5"],
      direction: "arrival",
      exclude: [],
    });
    expect(collection.dataset.id).toBe(town.id);
    const ids = new Set(collection.features.map(({ properties }) => properties.structure));
    expect([...ids].sort()).toEqual(["bus", "trois"]);
    for (const id of ids) {
      const own = collection.features.filter(({ properties }) => properties.structure === id);
      const drawn = (await get(`/api/v1/structures/${id}/isochrone?minutes=2,5`)).json<IsochronesAnswer>();
      expect(own.map(({ geometry }) => geometry)).toEqual(drawn.features.map(({ geometry }) => geometry));
      expect(own.map(({ properties }) => properties.minutes)).toEqual([5, 2]);
    }
    expect(job.result).toMatchObject({ structures: 2, features: 4, bytes: Buffer.byteLength(file.body) });
  });

  test("goes over the line as it is kept where gzip is taken, and inflated where not", async () => {
    const { get, ended } = await jobApp(study);
    const { url, result } = await ended<IsochroneJob>(URL, { minutes: [5] });
    const plain = await get(`${url}?f=geojson`);
    expect(plain.headers["content-encoding"]).toBeUndefined();
    const packed = await get(`${url}?f=geojson`, { "accept-encoding": "br;q=0.5, gzip" });
    expect(packed.headers["content-encoding"]).toBe("gzip");
    expect(packed.rawPayload).toHaveLength(result?.compressedBytes ?? -1);
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
    const refused = await get(`${url}?f=geojson`, { "accept-encoding": "gzip;q=0, identity" });
    expect(refused.body).toBe(plain.body);
    for (const { headers } of [plain, packed]) expect(headers["vary"]).toContain("accept-encoding");
  });

  test("of a territory without structures is an empty collection", async () => {
    const { get, ended } = await jobApp(study);
    const { url, result } = await ended<IsochroneJob>(URL, {
      territoire: "com:2B002",
      exclure: "bus,antenne",
    });
    expect(result).toMatchObject({ structures: 0, features: 0 });
    const collection = (await get(`${url}?f=geojson`)).json<IsochronesAnswer>();
    expect(geojsonFaults(collection)).toEqual([]);
    expect(collection.features).toEqual([]);
  });

  test("has no file before its end, nor one of another format", async () => {
    const waiting = await jobApp(study, { jobWorker: endlessWorker("isochrones") });
    const { url } = (await waiting.post(URL, {})).json<IsochroneJob>();
    expect(problemOf(await waiting.get(`${url}?f=geojson`))).toMatchObject({
      status: 409,
      parametre: "f",
      detail: expect.stringContaining("il n’a pas de zones à donner") as string,
    });
    expect((await waiting.remove(url)).json<IsochroneJob>()).toMatchObject({
      state: "annulee",
      result: null,
    });
    const { get, ended } = await jobApp(study);
    const done = await ended<IsochroneJob>(URL, { minutes: [2], format: "geojsonl" });
    const other = problemOf(await get(`${done.url}?f=geojson`));
    expect(other).toMatchObject({ status: 400, parametre: "f" });
    expect(other.detail).toContain("f=geojsonl");
  });

  test("is cancelled on its thread", async () => {
    const { post, remove, ended } = await jobApp(study, { jobWorker: openJobWorker(town) });
    const { url } = (await post(URL, { minutes: [30] })).json<IsochroneJob>();
    const removed = (await remove(url)).json<IsochroneJob>();
    expect(removed.state).toMatch(/annulee|terminee/);
    expect((await ended<IsochroneJob>(URL, { minutes: [2] })).state).toBe("terminee");
  });
});

const REFUSED: readonly (readonly [string, unknown, number, string])[] = [
  ["no JSON", "{", 400, "corps"],
  ["a book", { territoire: "x".repeat(70_000) }, 400, "corps"],
  ["an unknown field", { direction: "depart" }, 400, "direction"],
  ["an unknown territory", { territoire: "dep:75" }, 404, "territoire"],
  ["minutes in words", { minutes: "10,20" }, 400, "minutes"],
  ["no minutes", { minutes: [] }, 400, "minutes"],
  ["half a minute", { minutes: [0.5] }, 400, "minutes"],
  ["too many minutes", { minutes: [121] }, 400, "minutes"],
  ["too many times", { minutes: [1, 2, 3, 4, 5, 6, 7] }, 400, "minutes"],
  ["an unknown format", { format: "shp" }, 400, "format"],
];

test.each(REFUSED)("a question with %s is refused", async (_, body, status, parametre) => {
  const { post } = await jobApp(study, { jobWorker: endlessWorker("isochrones") });
  expect(problemOf(await post(URL, body))).toMatchObject({ status, parametre });
});

test("a file that is too long is refused with the command that has no such limit", async () => {
  const error = tooLargeFile(
    { minutes: [10, 30], selection: { exclude: ["bus"], asOf: "2024-01-01" } },
    48 * 1024 * 1024,
  );
  expect(error).toMatchObject({ code: "isochrones.too_large", parameter: "territoire" });
  expect(error.message).toContain("48 Mo");
  expect(error.message).toContain(
    "npx trente isochrones --dataset JEU --out DOSSIER --minutes 10,30 --exclure bus --au 2024-01-01",
  );
  const { ended } = await jobApp(study, {
    jobWorker: { run: { isochrones: async () => Promise.reject(error) }, close: async () => {} },
  });
  expect(await ended<IsochroneJob>(URL, {})).toMatchObject({
    state: "echouee",
    result: null,
    problem: { status: 413, type: "/problemes/isochrones-trop-lourdes", detail: error.message },
  });
});
