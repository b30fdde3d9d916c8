import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { doubleArea, type Ring } from "../../isochrones/geo/rings.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { CoverageGeoJson } from "../../server/schemas/figure-answers.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { areaFaults } from "../helpers/areas.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { servedTown } from "../helpers/served-town.ts";

const url = (query: string): string => `/api/v1/couverture?${query}`;

function areaOf(geometry: CoverageGeoJson["features"][number]["geometry"]): number {
  const rings = (geometry?.coordinates.flat() ?? []) as Ring[];
  return rings.reduce((sum, ring) => sum + doubleArea(ring) / 2, 0);
}

describe("/api/v1/couverture?f=csv", () => {
  test("has the rows of the detail, and nothing of them is lost", async () => {
    const { get } = await studyApp(createStudy(servedTown()));
    const query = "territoire=reg:94&minutes=5&exclure=bus&detail=commune";
    const { territories = [] } = (await get(url(query))).json<CoverageAnswer>();
    const response = await get(url(`${query}&f=csv`));
    expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(response.headers["content-disposition"]).toBe(
      'attachment; filename="couverture-reg-94-commune-5-min.csv"',
    );
    expect(response.body.startsWith("\uFEFF")).toBe(true);
    const rows: Record<string, string>[] = parse(response.body, {
      columns: true,
      bom: true,
      record_delimiter: "\r\n",
    });
    expect(rows).toEqual(
      territories.map(({ territory, population, covered, share, meanMinutes, structures }) => ({
        territoire: territory.ref,
        code: territory.code,
        nom: territory.name,
        habitants: String(population),
        habitants_couverts: String(covered),
        part: String(share),
        minutes_moyennes: String(meanMinutes),
        structures: String(structures),
      })),
    );
    expect(rows.length).toBe(2);
  });
});

describe("/api/v1/couverture?f=geojson", () => {
  test("draws communes as the dataset has them", async () => {
    const { get, study } = await testApp();
    const response = await get(url("minutes=20&detail=commune&f=geojson"));
    expect(response.headers["content-type"]).toContain("application/geo+json");
    const answer = response.json<CoverageGeoJson>();
    const { territories = [], provenance } = (
      await get(url("minutes=20&detail=commune"))
    ).json<CoverageAnswer>();
    expect(geojsonFaults(answer)).toEqual([]);
    expect(answer.provenance).toEqual(provenance);
    expect(answer).toMatchObject({ minutes: 20, territory: { kind: "france" } });
    expect(answer.features.map(({ id, properties }) => ({ id, ...properties }))).toEqual(
      territories.map(({ territory, ...figures }) => ({ id: territory.ref, ...territory, ...figures })),
    );
    expect(answer.features.map(({ geometry }) => geometry?.coordinates)).toEqual(study.dataset.communeShapes);
  });

  test.each(["departement", "region"])("draws a %s as its communes together", async (kind) => {
    const { get, study } = await testApp();
    const answer = (await get(url(`detail=${kind}&f=geojson`))).json<CoverageGeoJson>();
    expect(answer.features).toHaveLength(1);
    const [{ geometry }] = answer.features;
    if (geometry === null) throw new Error("no outline");
    expect(areaFaults(geometry)).toEqual([]);
    expect(geometry.coordinates).toHaveLength(1);
    expect(geometry.coordinates[0]).toHaveLength(1);
    const communes = study.dataset.communeShapes.flatMap((shape) => (shape ?? []).flat()) as Ring[];
    const whole = communes.reduce((sum, ring) => sum + doubleArea(ring) / 2, 0);
    expect(areaOf(geometry)).toBeCloseTo(whole, 6);
  });

  test("without outlines has the figures alone", async () => {
    const { get } = await testApp(fakeStudy({ withShapes: false }));
    for (const kind of ["commune", "departement"]) {
      const answer = (await get(url(`detail=${kind}&f=geojson`))).json<CoverageGeoJson>();
      expect(answer.features.length).toBeGreaterThan(0);
      for (const { geometry } of answer.features) expect(geometry).toBeNull();
    }
  });

  test("refuses outlines that nobody could read", async () => {
    const study = fakeStudy();
    const [west, south] = [5, 45];
    const ring = Array.from({ length: 1_600_000 }, (_, i): [number, number] => [west + i / 1e6, south]);
    const dataset = { ...study.dataset, communeShapes: [[[ring]], null, null] };
    const { get } = await testApp({ ...study, dataset });
    const refused = problemOf(await get(url("detail=commune&f=geojson")));
    expect(refused).toMatchObject({ status: 400, parametre: "f" });
    expect(refused.detail).toContain("par région ou par département");
  });
});

describe("a table is refused", () => {
  test.each([
    ["f=csv", "f", "detail"],
    ["f=geojson", "f", "detail"],
    ["f=csv&detail=commune&comparer=france", "comparer", "JSON"],
    ["f=xml&detail=commune", "f", "geojson"],
  ])("with %s", async (query, parametre, words) => {
    const { get } = await testApp();
    const problem = problemOf(await get(url(query)));
    expect(problem).toMatchObject({ status: 400, parametre });
    expect(problem.detail).toContain(words);
  });

  test("of a territory that is unknown, or without a population", async () => {
    const { get } = await testApp();
    expect(problemOf(await get(url("territoire=dep:99&detail=commune&f=csv"))).status).toBe(404);
    const empty = await testApp(fakeStudy({ withPopulation: false }));
    expect(problemOf(await empty.get(url("detail=commune&f=geojson"))).status).toBe(404);
  });
});
