import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CatchmentAnswer } from "../../server/schemas/answers.ts";
import type { ClosureAnswer } from "../../server/schemas/figure-answers.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { servedTown } from "../helpers/served-town.ts";
import { withoutStructure } from "../helpers/without-structure.ts";

let study: Study;

beforeAll(() => {
  study = createStudy(servedTown());
});

const url = (id: string, query = ""): string =>
  `/api/v1/structures/${encodeURIComponent(id)}/fermeture?${query}`;

describe("/api/v1/structures/:id/fermeture", () => {
  test("says what the town would be without it", async () => {
    const { get } = await studyApp(study);
    const answer = (await get(url("trois", "minutes=3,5"))).json<ClosureAnswer>();
    const catchment = (await get("/api/v1/structures/trois/bassin")).json<CatchmentAnswer>();
    const never = createStudy(withoutStructure(study.dataset, 2));
    expect(answer.structure).toEqual(catchment.structure);
    expect(answer.people).toBe(catchment.people);
    expect(answer.stranded).toBe(0);
    expect(answer.losses.map(({ minutes }) => minutes)).toEqual([3, 5]);
    for (const { minutes, lost, gained, communes, communeCount } of answer.losses) {
      const [with_, without] = [study, never].map((one) => one.coverage({ minutes }).covered);
      expect(lost).toBeGreaterThan(0);
      expect(with_ - lost + gained).toBeCloseTo(without, 6);
      expect(communes).toHaveLength(communeCount);
    }
    const { people = new Float64Array(0) } = study.dataset.cells ?? {};
    const [before, after] = [study.cellTimes(), never.cellTimes()];
    let weighted = 0;
    people.forEach((count, cell) => {
      if (before.deciseconds[cell] === UNREACHED) return;
      weighted += count * (after.deciseconds[cell] - before.deciseconds[cell]);
    });
    expect(answer.meanExtraMinutes).toBeCloseTo(weighted / answer.people / 600, 9);
    expect(answer.meanExtraMinutes).toBeGreaterThan(0);
    expect(answer.provenance.parameters).toMatchObject({ closed: "trois", minutes: ["3", "5"] });
  });

  test("of the last one counted leaves nobody a structure", async () => {
    const { get } = await studyApp(study);
    const query = "exclure=bus,principal&minutes=20";
    const answer = (await get(url("trois", query))).json<ClosureAnswer>();
    expect(answer.people).toBeGreaterThan(0);
    expect(answer.stranded).toBe(answer.people);
    expect(answer.meanExtraMinutes).toBeNull();
    const { covered } = study.coverage({ minutes: 20, selection: { exclude: ["bus", "principal"] } });
    expect(answer.losses[0].lost).toBeCloseTo(covered, 9);
  });

  test("of a desk beside another loses nothing, at 20 and 30 minutes if none are asked", async () => {
    const { get } = await studyApp(study);
    const answer = (await get(url("=4"))).json<ClosureAnswer>();
    expect(answer).toMatchObject({ people: 0, stranded: 0, meanExtraMinutes: null });
    expect(answer.losses).toEqual(
      [20, 30].map((minutes) => ({ minutes, lost: 0, gained: 0, communes: [], communeCount: 0 })),
    );
  });

  test("does not change the figure for those who ask next", async () => {
    const { get } = await studyApp(study);
    const before = (await get("/api/v1/couverture?minutes=7")).body;
    await get(url("un"));
    expect((await get("/api/v1/couverture?minutes=7&")).json()).toEqual(JSON.parse(before));
  });
});

describe("a closure is refused", () => {
  test("of a structure that is not known, or not counted", async () => {
    const { get } = await studyApp(study);
    expect(problemOf(await get(url("nulle")))).toMatchObject({ status: 404, parametre: "id" });
    expect(problemOf(await get(url("bus", "exclure=bus")))).toMatchObject({
      status: 400,
      type: "/problemes/structure-non-comptee",
      parametre: "id",
      detail: "La structure « bus » n’est pas comptée par cette demande : format bus exclu.",
    });
    expect(problemOf(await get(url("un", "au=2020-12-31")))).toMatchObject({
      status: 400,
      detail: "La structure « un » n’est pas comptée par cette demande : labellisée après le 2020-12-31.",
    });
  });

  test("without a population", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    expect(problemOf(await get(url("1")))).toMatchObject({
      status: 404,
      type: "/problemes/population-absente",
    });
  });

  test.each(["minutes=0", "minutes=a", "minutes=10,121", "f=csv"])("with %s", async (query) => {
    const { get } = await testApp();
    expect(problemOf(await get(url("1", query)))).toMatchObject({ status: 400 });
  });
});
