import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import { problemOf, studyApp } from "../helpers/app.ts";
import { servedTown } from "../helpers/served-town.ts";

let study: Study;

beforeAll(() => {
  study = createStudy(servedTown());
});

async function ask(query: string): Promise<CoverageAnswer> {
  const { get } = await studyApp(study);
  return (await get(`/api/v1/couverture?${query}`)).json<CoverageAnswer>();
}

describe("/api/v1/couverture with comparer", () => {
  test("holds the reports of both territories, and their differences", async () => {
    const minutes = 8;
    const { comparison, territories, ...own } = await ask(
      "territoire=dep:2A&comparer=reg:94&minutes=8&exclure=bus",
    );
    const query = { minutes, selection: { exclude: ["bus"] as const } };
    const [here, there] = ["dep:2A", "reg:94"].map((territory) => study.coverage({ ...query, territory }));
    expect(territories).toBeUndefined();
    expect(own).toEqual(here);
    const { differences, ...other } = comparison ?? { differences: null };
    expect(other).toEqual(there);
    const covered = (report: typeof here): number => (100 * report.covered) / report.population;
    expect(covered(here)).not.toBe(covered(there));
    expect(differences?.sharePoints).toBeCloseTo(covered(here) - covered(there), 9);
    expect(differences?.curve).toHaveLength(here.curve.length);
    const atLimit = differences?.curve.find((point) => point.minutes === minutes);
    expect(atLimit?.points).toBeCloseTo(covered(here) - covered(there), 9);
    expect(differences?.meanMinutes).toBeCloseTo((here.meanMinutes ?? 0) - (there.meanMinutes ?? 0), 9);
    expect(differences?.medianMinutes).toBeCloseTo((here.medianMinutes ?? 0) - (there.medianMinutes ?? 0), 9);
    expect(differences?.p95Minutes).toBeCloseTo((here.p95Minutes ?? 0) - (there.p95Minutes ?? 0), 9);
  });

  test("keeps the detail of the territory asked for", async () => {
    const answer = await ask("comparer=com:2A001&detail=commune");
    expect(answer.territories?.map(({ territory }) => territory.ref)).toEqual(["com:2A001", "com:2B002"]);
    expect(answer.comparison?.territory.code).toBe("2A001");
  });

  test("has no difference in minutes where nobody reaches a structure", async () => {
    const answer = await ask("territoire=dep:2A&comparer=reg:94&exclure=principal,antenne");
    expect(answer.comparison?.differences).toMatchObject({
      sharePoints: 0,
      meanMinutes: null,
      medianMinutes: null,
      p95Minutes: null,
    });
  });

  test("refuses a territory that is not there by its own parameter", async () => {
    const { get } = await studyApp(study);
    const problem = problemOf(await get("/api/v1/couverture?comparer=dep:99"));
    expect(problem).toMatchObject({
      status: 404,
      type: "/problemes/territoire-inconnu",
      parametre: "comparer",
    });
    expect(problem.detail).toContain("dep:99");
    const here = problemOf(await get("/api/v1/couverture?territoire=dep:98&comparer=dep:99"));
    expect(here).toMatchObject({ status: 404, parametre: "territoire" });
  });
});
