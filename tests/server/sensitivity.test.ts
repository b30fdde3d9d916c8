import { beforeAll, describe, expect, test } from "vitest";

import { assumptionsFor } from "../../isochrones/accessibility/sensitivity.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import { wordOf } from "../../server/questions/assumptions.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { AssumptionsAnswer, SensitivityAnswer } from "../../server/schemas/figure-answers.ts";
import { ASSUMPTION_WORDS } from "../../server/schemas/parameters.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { servedTown } from "../helpers/served-town.ts";

let study: Study;

beforeAll(() => {
  study = createStudy(servedTown());
});

const url = (query: string): string => `/api/v1/sensibilite?${query}`;

/** People of a commune within so many minutes by the times of an assumption, cell by cell. */
function shareWithin(deciseconds: Uint32Array, ref: string, minutes: number): number {
  const { people = new Float64Array(0) } = study.dataset.cells ?? {};
  const members = [...study.cellsOf(ref)];
  const sum = (cells: readonly number[]): number => cells.reduce((total, cell) => total + people[cell], 0);
  return sum(members.filter((cell) => deciseconds[cell] <= minutes * 600)) / sum(members);
}

describe("/api/v1/sensibilite", () => {
  test("knows the assumptions of the terminal, in its order", () => {
    const known = assumptionsFor({ exclude: ["bus"] }, null).map(wordOf);
    expect(known).toEqual(ASSUMPTION_WORDS);
  });

  test.each(ASSUMPTION_WORDS)("%s has the curve of its own times", async (hypothese) => {
    const { get } = await studyApp(study);
    const selection = { exclude: ["bus"] as const };
    const assumption = assumptionsFor(selection, null).find((one) => wordOf(one) === hypothese);
    if (assumption === undefined) throw new Error(`no assumption ${hypothese}`);
    const answer = (
      await get(url(`territoire=com:2B002&exclure=bus&hypothese=${hypothese}`))
    ).json<SensitivityAnswer>();
    const { deciseconds } = study.timesUnder(assumption, selection);
    expect(answer).toMatchObject({ assumption: hypothese, territory: { code: "2B002" } });
    expect(answer.provenance.parameters).toMatchObject({ assumption: hypothese, exclude: ["bus"] });
    expect(answer.curve.map(({ minutes }) => minutes)).toEqual(Array.from({ length: 61 }, (_, m) => m));
    for (const { minutes, share } of answer.curve) {
      expect(share, `${minutes} minutes`).toBeCloseTo(shareWithin(deciseconds, "com:2B002", minutes), 9);
    }
  });

  test("moves the figure to the side that one expects", async () => {
    const { get } = await studyApp(study);
    const sumOf = async (hypothese: string): Promise<number> => {
      const { curve } = (await get(url(`hypothese=${hypothese}`))).json<SensitivityAnswer>();
      return curve.reduce((sum, { share }) => sum + share, 0);
    };
    const asked = await sumOf("telle-que-demandee");
    for (const worse of ["vitesse-moins-20", "vitesse-moins-10", "sans-bus", "trajet-hors-route"])
      expect(await sumOf(worse), worse).toBeLessThan(asked);
    expect(await sumOf("vitesse-moins-20")).toBeLessThan(await sumOf("vitesse-moins-10"));
    expect(await sumOf("vitesse-plus-10")).toBeGreaterThan(asked);
  });

  test("without structures of a kind is the coverage that excludes them", async () => {
    const { get } = await studyApp(study);
    for (const [hypothese, exclure, counted] of [
      ["telle-que-demandee", "", 4],
      ["sans-bus", "bus", 3],
      ["sans-antenne", "antenne", 3],
      ["sans-bus-ni-antenne", "bus,antenne", 2],
    ] as const) {
      const answer = (await get(url(`hypothese=${hypothese}`))).json<SensitivityAnswer>();
      const figure = (await get(`/api/v1/couverture?exclure=${exclure}`)).json<CoverageAnswer>();
      expect(answer.structures).toBe(counted);
      expect(answer.population).toBeCloseTo(figure.population, 9);
      answer.curve.forEach(({ share }, at) => expect(share).toBeCloseTo(figure.curve[at].share, 9));
      expect(answer.meanMinutes).toBeCloseTo(figure.meanMinutes ?? -1, 9);
      expect(answer.p95Minutes).toBe(figure.p95Minutes);
    }
  });

  test("lists the assumptions, and says which cannot be tried", async () => {
    const { get } = await studyApp(study);
    const obstaclesOf = async (query: string): Promise<[string, string | null][]> => {
      const { assumptions } = (await get(url(query))).json<AssumptionsAnswer>();
      expect(assumptions.map(({ assumption }) => assumption)).toEqual(ASSUMPTION_WORDS);
      for (const { label, isAvailable, obstacle } of assumptions) {
        expect(label).toMatch(/^\p{Lu}/u);
        expect(isAvailable).toBe(obstacle === null);
      }
      return assumptions
        .filter(({ isAvailable }) => !isAvailable)
        .map(({ assumption, obstacle }) => [assumption, obstacle]);
    };
    expect(await obstaclesOf("exclure=bus")).toEqual([]);
    expect(await obstaclesOf("")).toEqual([["toutes-structures", "la demande n’exclut aucune structure"]]);
  });

  test("without a population lists them all as out of reach", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    const { assumptions } = (await get(url(""))).json<AssumptionsAnswer>();
    expect(assumptions.some(({ isAvailable }) => isAvailable)).toBe(false);
    expect(problemOf(await get(url("hypothese=sans-bus")))).toMatchObject({
      status: 404,
      type: "/problemes/population-absente",
    });
  });
});

describe("an assumption is refused", () => {
  test("that is unknown, with those that are", async () => {
    const { get } = await studyApp(study);
    const { status, parametre, detail } = problemOf(await get(url("hypothese=vitesse-moins-30")));
    expect({ status, parametre }).toEqual({ status: 400, parametre: "hypothese" });
    for (const word of ASSUMPTION_WORDS) expect(detail).toContain(word);
  });

  test("that changes nothing", async () => {
    const { get } = await studyApp(study);
    expect(problemOf(await get(url("hypothese=toutes-structures")))).toMatchObject({
      status: 400,
      parametre: "hypothese",
      detail:
        "Paramètre « hypothese » : « toutes-structures » ne change rien à une demande sans « exclure ».",
    });
  });

  test.each([
    ["territoire=dep:99", 404],
    ["territoire=dep:99&hypothese=sans-bus", 404],
    ["minutes=20", 400],
  ])("with %s", async (query, status) => {
    const { get } = await studyApp(study);
    expect(problemOf(await get(url(query)))).toMatchObject({ status });
  });
});
