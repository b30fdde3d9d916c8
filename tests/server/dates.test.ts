import { expect, test } from "vitest";

import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { DatesAnswer } from "../../server/schemas/figure-answers.ts";
import { problemOf, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";

test("/api/v1/dates tells when structures were labelled, and how many had no date", async () => {
  const { get } = await testApp();
  const { dates, undated, dataset } = (await get("/api/v1/dates")).json<DatesAnswer>();
  expect(dates).toEqual([
    { date: "2021-01-01", added: 1, counted: 1 },
    { date: "2023-05-01", added: 1, counted: 2 },
  ]);
  expect(undated).toBe(1);
  expect(dataset.id).toBe("fake-1");
  for (const { date, counted } of dates) {
    const { structures } = (await get(`/api/v1/couverture?au=${date}`)).json<CoverageAnswer>();
    expect(structures.counted).toBe(counted);
  }
});

test("without those that do not count", async () => {
  const { get } = await testApp();
  const answer = (await get("/api/v1/dates?exclure=bus,antenne")).json<DatesAnswer>();
  expect(answer).toMatchObject({ dates: [{ date: "2021-01-01", added: 1, counted: 1 }], undated: 0 });
  expect(answer.provenance.parameters["exclude"]).toEqual(["antenne", "bus"]);
});

test("needs no population, and takes nothing else", async () => {
  const { get } = await testApp(fakeStudy({ withPopulation: false }));
  expect((await get("/api/v1/dates")).statusCode).toBe(200);
  for (const query of ["au=2022-01-01", "exclure=voiture", "territoire=france"])
    expect(problemOf(await get(`/api/v1/dates?${query}`)).status).toBe(400);
});
