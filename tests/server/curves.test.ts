import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { CurvesAnswer } from "../../server/schemas/figure-answers.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { servedTown } from "../helpers/served-town.ts";

let study: Study;

beforeAll(() => {
  study = createStudy(servedTown());
});

const url = (query: string): string => `/api/v1/courbes?${query}`;

describe("/api/v1/courbes", () => {
  test.each([
    ["genre=commune", {}],
    ["genre=departement&exclure=bus", { exclude: ["bus"] as const }],
    ["genre=region&exclure=bus,fixe,antenne", { exclude: ["antenne", "fixe", "bus"] as const }],
  ])("with %s has the figure of each territory at each minute", async (query, selection) => {
    const { get } = await studyApp(study);
    const { territories } = (await get(url(query))).json<CurvesAnswer>();
    expect(territories.length).toBeGreaterThan(0);
    for (const row of territories) {
      const figure = study.coverage({ territory: row.ref, selection });
      expect(row.covered).toHaveLength(61);
      expect(row.population).toBeCloseTo(figure.population, 1);
      expect(row.structures).toBe(figure.structures.inTerritory);
      expect(row.covered[0]).toBeCloseTo(figure.curve[0].share * figure.population, 1);
      for (let minutes = 1; minutes <= 60; minutes++) {
        const { covered } = study.coverage({ territory: row.ref, minutes, selection });
        expect(Math.abs(row.covered[minutes] - covered), `${row.ref} ${minutes}`).toBeLessThanOrEqual(0.0501);
      }
      for (const name of ["meanMinutes", "p95Minutes"] as const) {
        const own = row[name];
        const expected = figure[name];
        expect(own === null).toBe(expected === null);
        expect(Math.abs((own ?? 0) - (expected ?? 0))).toBeLessThanOrEqual(0.00501);
      }
    }
  });

  test("agrees with the detail of the coverage", async () => {
    const { get } = await studyApp(study);
    const { territories } = (await get(url("territoire=reg:94&genre=commune"))).json<CurvesAnswer>();
    for (const minutes of [3, 10, 30]) {
      const detail = (
        await get(`/api/v1/couverture?territoire=reg:94&detail=commune&minutes=${minutes}`)
      ).json<CoverageAnswer>().territories;
      expect(territories.map(({ ref, name }) => [ref, name])).toEqual(
        detail?.map(({ territory }) => [territory.ref, territory.name]),
      );
      territories.forEach(({ covered, population }, row) =>
        expect(covered[minutes] / population).toBeCloseTo(detail?.[row].share ?? -1, 2),
      );
    }
  });

  test("only tells of the territories inside", async () => {
    const { get } = await studyApp(study);
    const answer = (await get(url("territoire=dep:2B&genre=commune"))).json<CurvesAnswer>();
    expect(answer).toMatchObject({ kind: "commune", territory: { kind: "departement", code: "2B" } });
    expect(answer.territories.map(({ ref }) => ref)).toEqual(["com:2B002"]);
    expect(answer.provenance.parameters["territory"]).toBe("dep:2B");
  });

  test("of a world known by heart", async () => {
    const { get } = await testApp();
    const { territories } = (await get(url("genre=commune"))).json<CurvesAnswer>();
    // Cells 0 to 9 have 1 to 10 people, at 0, 2 … 18 minutes.
    const [first] = territories;
    expect(first.population).toBe(55);
    expect([0, 1, 2, 4, 17, 18, 60].map((minutes) => first.covered[minutes])).toEqual([
      1, 1, 3, 6, 45, 55, 55,
    ]);
    expect(first).toMatchObject({ ref: "com:01001", meanMinutes: 12, p95Minutes: 18 });
    // The last of them reaches nothing.
    expect(territories[2].population - territories[2].covered[60]).toBe(20);
  });
});

describe("curves are refused", () => {
  test.each([
    ["genre=commune&territoire=dep:99", 404, "territoire"],
    ["", 400, "genre"],
    ["genre=rue", 400, "genre"],
    ["genre=commune&minutes=20", 400, "minutes"],
    ["genre=commune&exclure=voiture", 400, "exclure"],
  ])("with %s", async (query, status, parametre) => {
    const { get } = await testApp();
    expect(problemOf(await get(url(query)))).toMatchObject({ status, parametre });
  });

  test("without a population", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    expect(problemOf(await get(url("genre=commune")))).toMatchObject({ status: 404 });
  });
});
