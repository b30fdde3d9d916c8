import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import type { ClosureAnswer } from "../../server/schemas/figure-answers.ts";
import type { RobustnessAnswer } from "../../server/schemas/robustness-answers.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { servedTown } from "../helpers/served-town.ts";

let study: Study;

beforeAll(() => {
  study = createStudy(servedTown());
});

describe("/api/v1/robustesse", () => {
  test.each(["", "&exclure=bus", "&exclure=antenne"])("has the loss of each closure%s", async (query) => {
    const { get } = await studyApp(study);
    let alone = 0;
    for (const minutes of [1, 3, 5, 8, 30]) {
      const url = `/api/v1/robustesse?minutes=${minutes}${query}`;
      const answer = (await get(url)).json<RobustnessAnswer>();
      const { coveredByOne, coveredByTwo, coveredByMore, covered, structures } = answer;
      expect(coveredByOne + coveredByTwo + coveredByMore).toBeCloseTo(covered, 9);
      const exclude = query === "" ? [] : [query.endsWith("bus") ? ("bus" as const) : ("antenne" as const)];
      expect(covered).toBeCloseTo(study.coverage({ minutes, selection: { exclude } }).covered, 9);
      for (const row of structures) {
        const closure = `/api/v1/structures/${encodeURIComponent(row.id)}/fermeture?minutes=${minutes}${query}`;
        const { losses, people } = (await get(closure)).json<ClosureAnswer>();
        expect(row.alone, `${row.id} ${minutes}`).toBeCloseTo(losses[0].lost, 9);
        expect(row.people).toBeCloseTo(people, 9);
        if (row.alone > 0) alone++;
      }
      expect(structures.reduce((sum, row) => sum + row.alone, 0)).toBeCloseTo(coveredByOne, 9);
      const sorted = structures.toSorted((a, b) => b.alone - a.alone).filter((row) => row.alone > 0);
      expect(answer.mostNeeded).toEqual(sorted.slice(0, 10).map(({ id }) => id));
    }
    expect(alone).toBeGreaterThan(2);
  });

  test("of a territory sums up its people alone, and territories sum up to the whole", async () => {
    const { get } = await studyApp(study);
    const ask = async (ref: string): Promise<RobustnessAnswer> =>
      (await get(`/api/v1/robustesse?minutes=4&territoire=${ref}`)).json<RobustnessAnswer>();
    const parts = [await ask("dep:2A"), await ask("dep:2B")];
    parts.forEach(({ population, covered, territory }) => {
      const figure = study.coverage({ minutes: 4, territory: `dep:${territory.code}` });
      expect(population).toBeCloseTo(figure.population, 9);
      expect(covered).toBeCloseTo(figure.covered, 9);
    });
    // Those that stand there are listed though they serve nobody: "=4" stands beside "un".
    expect(parts[0].structures.map(({ id }) => id)).toEqual(expect.arrayContaining(["un", "=4"]));
  });

  test("is refused for what is unknown, and without a population", async () => {
    const { get } = await studyApp(study);
    expect(problemOf(await get("/api/v1/robustesse?territoire=dep:99")).status).toBe(404);
    expect(problemOf(await get("/api/v1/robustesse?minutes=0")).status).toBe(400);
    const without = await testApp(fakeStudy({ withPopulation: false }));
    expect(problemOf(await without.get("/api/v1/robustesse"))).toMatchObject({
      type: "/problemes/population-absente",
    });
  });
});
