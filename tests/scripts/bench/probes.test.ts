import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { writeIsochrones } from "../../../data/export/isochrones/write-isochrones.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { choosePlaces, readPlaces, writePlaces } from "../../../scripts/bench/bench-places.ts";
import { coverageWords } from "../../../scripts/bench/coverage-words.ts";
import { openOsrmProbe } from "../../../scripts/bench/probes/osrm-probe.ts";
import type { TrenteSpec, TrenteTask } from "../../../scripts/bench/probes/probe-protocol.ts";
import { openTrenteProbe } from "../../../scripts/bench/probes/trente-probe.ts";
import { projectRoot } from "../../../scripts/cli/project-root.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { type FakeOsrm, startFakeOsrm } from "../../helpers/fake-osrm.ts";
import { ORIGIN, squares } from "../../helpers/mini-cells.ts";
import { miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";
import { gridToLonLat } from "../../../isochrones/geo/grid-projection.ts";

// Once is enough to be right: half a second of repeats a round is for those who measure.
vi.mock("../../../scripts/bench/repeat.ts", async (original) => ({
  ...(await original<object>()),
  repeatInRound: async (once: () => Promise<number>) => once(),
}));

useCompiled();

const KILOMETRES = 30;

/** A straight road with a cell at each kilometre: a desk at its beginning, an antenne at its end. */
function straightRoad() {
  const at = (km: number): [number, number] =>
    gridToLonLat(3035, ORIGIN.easting + km * 1000 + 500, ORIGIN.northing + 500);
  const kilometres = Array.from({ length: KILOMETRES }, (_, km) => km);
  const place = (km: number) => ({ lon: at(km)[0], lat: at(km)[1] });
  return miniDataset({
    nodes: kilometres.map(at),
    ways: [{ nodes: kilometres }],
    structures: [
      miniStructure({ id: "1", ...place(0) }),
      miniStructure({ id: "2", type: "antenne", ...place(KILOMETRES - 1) }),
    ],
    cells: squares(kilometres.map((km) => [km, 0] as const)),
  });
}

const folder = mkdtempSync(join(tmpdir(), "trente-probes-"));
const dataset = join(folder, "jeu");
const places = join(folder, "places.bin");
let server: FakeOsrm;

beforeAll(async () => {
  writeBundle(dataset, straightRoad());
  writePlaces(places, choosePlaces(readBundle(dataset), 1));
  server = await startFakeOsrm(readBundle(dataset));
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

function spec(task: TrenteTask): TrenteSpec {
  return { kind: "trente", task, root: projectRoot(), dataset, places, threads: 2 };
}

/** The figure as a study gives it, in a probe's words. */
function figure(exclude: readonly "antenne"[] = []): string {
  const { share } = createStudy(readBundle(dataset)).coverage({ selection: { exclude } });
  return `${(100 * share).toFixed(3)} % within 30 minutes`;
}

describe("what our own engine is timed at", () => {
  test.each([
    ["load", () => readBundle(dataset).id],
    ["coverage-first", figure],
    ["coverage", figure],
    ["change", () => figure(["antenne"])],
  ] as const)("%s gives the study's answer", async (task, expected) => {
    const work = await openTrenteProbe(spec(task));
    await work.check?.();
    const { milliseconds, answer } = await work.round();
    expect(answer).toBe(expected());
    expect(milliseconds).toBeGreaterThan(0);
  });

  test("the change is one that people feel", () => {
    expect(figure(["antenne"])).not.toBe(figure());
  });

  test("a closure is compared with the plain search, and leaves people to the others", async () => {
    const work = await openTrenteProbe(spec("closure"));
    await work.check?.();
    const { answer } = await work.round();
    const read = readBundle(dataset);
    const last = read.structures[readPlaces(places).sampledStructures.at(-1) ?? NaN].id;
    const times = createStudy(read).cellTimesAfter({ closed: [last] }).deciseconds;
    expect(answer).toBe(coverageWords(times, read.cells?.people ?? []));
    expect(answer).not.toBe(figure());
  });

  test("isochrone writes all polygons", async () => {
    const { answer } = await (await openTrenteProbe(spec("isochrone"))).round();
    const study = createStudy(readBundle(dataset));
    const texts = ["1", "2"].map((structureId) =>
      JSON.stringify(study.isochrones({ structureId }, [30]).map(({ area }) => area)),
    );
    expect(answer).toBe(`${texts.join("").length} letters of GeoJSON`);
  });

  test("isochrones are those of the command, whatever the number of threads", async () => {
    const answers = new Set<string | null>();
    for (const threads of [1, 2]) {
      answers.add((await (await openTrenteProbe({ ...spec("isochrones"), threads })).round()).answer);
    }
    const out = join(folder, "isochrones");
    await writeIsochrones(readBundle(dataset), { out, minutes: [30] });
    const { size } = statSync(join(out, "isochrones.geojsonl"));
    expect([...answers]).toEqual([`${size} bytes of GeoJSON`]);
  });

  test("a table takes some time", async () => {
    expect((await (await openTrenteProbe(spec("table"))).round()).milliseconds).toBeGreaterThan(0);
  });
});

describe("what an OSRM server is timed at", () => {
  test("coverage is the least of each row of a table, and the same figure", async () => {
    const before = server.requests.length;
    const work = await openOsrmProbe({ kind: "osrm", task: "coverage", url: server.url, places });
    expect((await work.round()).answer).toBe(figure());
    expect(server.requests.slice(before).every((request) => request.startsWith("/table/"))).toBe(true);
  });

  test.each(["table", "route", "nearest"] as const)("%s asks for it", async (task) => {
    const before = server.requests.length;
    const work = await openOsrmProbe({ kind: "osrm", task, url: server.url, places });
    expect((await work.round()).milliseconds).toBeGreaterThan(0);
    const asked = server.requests.slice(before);
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((request) => request.startsWith(`/${task}/`))).toBe(true);
  });
});
