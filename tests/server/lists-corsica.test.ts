import { parse } from "csv-parse/sync";
import { parquetReadObjects } from "hyparquet";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import type { Asker } from "../../server/questions/questions.ts";
import { buildApp } from "../../server/app.ts";
import type {
  CatchmentAnswer,
  CatchmentGeoJson,
  CoverageAnswer,
  StructuresAnswer,
} from "../../server/schemas/answers.ts";
import { areaFaults } from "../helpers/areas.ts";
import { buildCorsica, corsicanFiles } from "../helpers/corsica.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";

const files = corsicanFiles();

describe.skipIf(files === null)("lists of Corsica (skipped without the real data of ../shared)", () => {
  let study: Study;
  let asker: Asker;
  let get: (url: string) => Promise<LightMyRequestResponse>;
  let ids: string[];

  beforeAll(async () => {
    if (files === null) return;
    const { dataset } = await buildCorsica(files, files.census);
    study = createStudy(dataset);
    asker = askThreads(dataset);
    const app = await buildApp({ study, asker, webRoot: null });
    get = async (url) => app.inject({ method: "GET", url });
    ids = (await get("/api/v1/structures")).json<StructuresAnswer>().features.map(({ id }) => String(id));
  });

  afterAll(async () => asker?.close());

  test("catchments hold everyone who reaches a structure once, and their bands the figure", async () => {
    const figure = (await get("/api/v1/couverture")).json<CoverageAnswer>();
    const reached = figure.population - figure.unlinked.people - figure.unreached.people;
    const [sums, communes] = [{ all: 0, covered: 0, cells: 0, shares: 0 }, new Set<string>()];
    for (const id of ids) {
      const answer = (await get(`/api/v1/structures/${id}/bassin`)).json<CatchmentAnswer>();
      sums.all += answer.people;
      sums.cells += answer.cells;
      sums.shares += answer.share;
      sums.covered += answer.bands[2].people;
      for (const { code } of answer.communes) communes.add(code);
    }
    expect(ids).toHaveLength(37);
    expect(sums.all).toBeCloseTo(reached, 3);
    expect(sums.covered).toBeCloseTo(figure.covered, 3);
    expect(sums.shares).toBeCloseTo(reached / figure.population, 6);
    expect(sums.cells).toBe(figure.cells.count - figure.unlinked.cells - figure.unreached.cells);
    expect(communes.size).toBeGreaterThan(300);
  });

  test("outlines of catchments are valid", async () => {
    for (const id of ids.slice(0, 6)) {
      const answer = (await get(`/api/v1/structures/${id}/bassin?f=geojson`)).json<CatchmentGeoJson>();
      expect(geojsonFaults(answer)).toEqual([]);
      for (const { geometry } of answer.features)
        expect(areaFaults(geometry, { mayTouch: true })).toEqual([]);
    }
  });

  test("cells add up to the figure of each territory", async () => {
    for (const territory of ["france", "dep:2A", "com:2A004"]) {
      const figure = (await get(`/api/v1/couverture?territoire=${territory}`)).json<CoverageAnswer>();
      const peopleIn = async (query: string): Promise<number> => {
        const { body } = await get(`/api/v1/carreaux?territoire=${territory}${query}`);
        const rows: { population: string }[] = parse(body, { columns: true });
        return rows.reduce((sum, { population }) => sum + Number(population), 0);
      };
      expect(await peopleIn("")).toBeCloseTo(figure.population, 3);
      expect(await peopleIn("&minutes_max=30")).toBeCloseTo(figure.covered, 3);
      expect(await peopleIn("&minutes_min=30")).toBeCloseTo(figure.population - figure.covered, 3);
    }
  });

  test("cells as Parquet are those as CSV", async () => {
    const csv: Record<string, string>[] = parse((await get("/api/v1/carreaux")).body, { columns: true });
    const file = new Uint8Array((await get("/api/v1/carreaux?f=parquet")).rawPayload).buffer;
    const rows = (await parquetReadObjects({ file })) as Record<string, string | number | boolean | null>[];
    const asText = (value: string | number | boolean | null): string =>
      typeof value === "boolean" ? String(Number(value)) : String(value ?? "");
    expect(
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)])),
      ),
    ).toEqual(csv);
  });
});
