import type { FeatureCollection } from "geojson";
import { parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, test } from "vitest";

import { cellRows } from "../../data/export/cell-rows.ts";
import { cellsAsCsv } from "../../data/export/write-cells.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { manyCells } from "../helpers/many-cells.ts";
import { servedTown } from "../helpers/served-town.ts";

/** More than a row group of Parquet, so that files of each format come in several parts. */
const LEAST_CELLS = 20_001;

let small: Study;
let large: Study;

beforeAll(() => {
  const town = servedTown();
  small = createStudy(town);
  large = createStudy(manyCells(town, Math.ceil(LEAST_CELLS / (town.cells?.count ?? 1))));
});

interface Wanted {
  readonly territory?: string;
  readonly selection?: StructureSelection;
  readonly above?: number;
  readonly upTo?: number;
}

/** The cells that are wanted, by looking at each. */
function cellsOf(
  study: Study,
  { territory = "france", selection = {}, above = -1, upTo = Infinity }: Wanted,
) {
  const { deciseconds } = study.cellTimes(selection);
  const minutes = (cell: number): number =>
    deciseconds[cell] === UNREACHED ? Infinity : deciseconds[cell] / 600;
  return [...study.cellsOf(territory)].filter((cell) => minutes(cell) > above && minutes(cell) <= upTo);
}

describe("/api/v1/carreaux", () => {
  test.each<{ query: string; wanted: Wanted }>([
    { query: "", wanted: {} },
    { query: "territoire=com:2B002", wanted: { territory: "com:2B002" } },
    { query: "minutes_max=8", wanted: { upTo: 8 } },
    { query: "minutes_min=8", wanted: { above: 8 } },
    {
      query: "minutes_min=4&minutes_max=8&territoire=dep:2A",
      wanted: { territory: "dep:2A", above: 4, upTo: 8 },
    },
    { query: "exclure=bus&minutes_min=8", wanted: { selection: { exclude: ["bus"] }, above: 8 } },
    { query: "minutes_min=119&minutes_max=120", wanted: { above: 119, upTo: 120 } },
  ])("with « $query » holds the cells asked for", async ({ query, wanted }) => {
    const { get } = await studyApp(small);
    const cells = cellsOf(small, wanted);
    const response = await get(`/api/v1/carreaux?${query}`);
    expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(response.body).toBe(
      [...cellsAsCsv(small.dataset, small.cellTimes(wanted.selection), cells)].join(""),
    );
    const drawn = (await get(`/api/v1/carreaux?${query}&f=geojson`)).json<FeatureCollection>();
    expect(geojsonFaults(drawn)).toEqual([]);
    expect(drawn.features).toHaveLength(cells.length);
  });

  test("tells cells without a way apart from all times", () => {
    expect(small.cellTimes().deciseconds).toContain(UNREACHED);
    const both = [...cellsOf(small, { upTo: 8 }), ...cellsOf(small, { above: 8 })];
    expect(both.sort((a, b) => a - b)).toEqual([...small.cellsOf("france")]);
  });

  test("as CSV, GeoJSON and Parquet is the same, in however many parts", async () => {
    const { get } = await studyApp(large);
    const cells = cellsOf(large, {});
    expect(cells.length).toBeGreaterThanOrEqual(LEAST_CELLS);
    const csv = await get("/api/v1/carreaux");
    const expected = [...cellsAsCsv(large.dataset, large.cellTimes(), cells)].join("");
    expect(csv.body === expected).toBe(true);

    const rows = [...cellRows(large.dataset, large.cellTimes(), cells)];
    const geojson = await get("/api/v1/carreaux?f=geojson");
    expect(geojson.headers["content-type"]).toContain("application/geo+json");
    const { features, dataset } = geojson.json<FeatureCollection & { dataset: { id: string } }>();
    expect(dataset.id).toBe(large.dataset.id);
    expect(features.map(({ properties }) => properties)).toEqual(
      rows.map(({ lon: _lon, lat: _lat, ...properties }) => properties),
    );

    const parquet = await get("/api/v1/carreaux?f=parquet");
    expect(parquet.headers["content-type"]).toBe("application/vnd.apache.parquet");
    expect(parquet.headers["content-disposition"]).toBe('attachment; filename="carreaux-france.parquet"');
    const file = new Uint8Array(parquet.rawPayload).buffer;
    expect(await parquetReadObjects({ file })).toEqual(rows);
  });

  test("without any cell is a file all the same", async () => {
    const { get } = await studyApp(small);
    const none = "minutes_min=119&minutes_max=120";
    expect((await get(`/api/v1/carreaux?${none}`)).body).toMatch(/^id,[a-z_,]+\r\n$/u);
    expect((await get(`/api/v1/carreaux?${none}&f=geojson`)).json()).toMatchObject({ features: [] });
    const file = new Uint8Array((await get(`/api/v1/carreaux?${none}&f=parquet`)).rawPayload).buffer;
    expect(await parquetReadObjects({ file })).toEqual([]);
  });

  test("is written by threads as by the caller's own", async () => {
    const { get } = await studyApp(small);
    const threads = await studyApp(small, askThreads(small.dataset));
    for (const f of ["csv", "geojson", "parquet"]) {
      const url = `/api/v1/carreaux?territoire=com:2A001&f=${f}`;
      const [own, theirs] = [await get(url), await threads.get(url)];
      expect(theirs.rawPayload.equals(own.rawPayload), f).toBe(true);
    }
  });

  test("HEAD asks no thread for a row", async () => {
    const asker = { ask: () => Promise.reject(new Error("asked")), close: async () => {} };
    const { app } = await studyApp(small, asker);
    const response = await app.inject({ method: "HEAD", url: "/api/v1/carreaux?f=parquet" });
    expect(response.statusCode).toBe(200);
    expect(response.headers["content-type"]).toBe("application/vnd.apache.parquet");
    expect(response.headers["content-length"]).toBeUndefined();
  });

  test.each([
    { query: "minutes_min=-1", status: 400, parameter: "minutes_min" },
    { query: "minutes_max=121", status: 400, parameter: "minutes_max" },
    { query: "minutes_min=30&minutes_max=30", status: 400, parameter: "minutes_max" },
    { query: "f=json", status: 400, parameter: "f" },
    { query: "exclure=velo", status: 400, parameter: "exclure" },
    { query: "territoire=dep:99", status: 404, parameter: "territoire" },
  ])("refuses $query", async ({ query, status, parameter }) => {
    const { get } = await testApp();
    expect(problemOf(await get(`/api/v1/carreaux?${query}`))).toMatchObject({ status, parametre: parameter });
  });

  test("refuses a dataset without a population", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    const problem = problemOf(await get("/api/v1/carreaux"));
    expect(problem).toMatchObject({ status: 404, type: "/problemes/population-absente" });
  });
});
