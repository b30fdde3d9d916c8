import type { LightMyRequestResponse } from "fastify";
import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageAnswer, GapsAnswer } from "../../server/schemas/answers.ts";
import type { CurvesAnswer } from "../../server/schemas/figure-answers.ts";
import type { ScenarioAnswer } from "../../server/schemas/scenario-answers.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { servedTown } from "../helpers/served-town.ts";
import { decodeTile } from "../helpers/vector-tile.ts";
import { withStructures } from "../helpers/with-structures.ts";

let study: Study;

beforeAll(() => {
  study = createStudy(servedTown());
});

type Post = (body: unknown, query?: string) => Promise<LightMyRequestResponse>;

async function posting(
  of: Study = study,
): Promise<{ post: Post; get: (url: string) => Promise<LightMyRequestResponse> }> {
  const { app, get } = await studyApp(of);
  const post: Post = async (body, query = "") =>
    app.inject({
      method: "POST",
      url: `/api/v1/scenarios${query}`,
      headers: { "content-type": "application/json" },
      payload: typeof body === "string" ? body : JSON.stringify(body),
    });
  return { post, get };
}

const NEW = { lon: 9.085, lat: 42.085 };

describe("POST /api/v1/scenarios", () => {
  test("says what one more structure brings, as a list with it would", async () => {
    const { post, get } = await posting();
    const body = { minutes: 3, modifications: [{ ajouter: { ...NEW, nom: "Au nord-est" } }] };
    const answer = (await post(body)).json<ScenarioAnswer>();
    const { dataset } = study;
    const never = createStudy(
      withStructures(dataset, [...dataset.structures, { ...dataset.structures[0], ...NEW }]),
    );
    const [before, after] = [study, never].map((one) => one.coverage({ minutes: 3 }));
    expect(answer.before.covered).toBeCloseTo(before.covered, 9);
    expect(answer.after.covered).toBeCloseTo(after.covered, 9);
    expect(answer.after.curve).toHaveLength(61);
    answer.after.curve.forEach((share, minute) => expect(share).toBeCloseTo(after.curve[minute].share, 9));
    expect(answer.after.meanMinutes).toBeCloseTo(after.meanMinutes ?? -1, 9);
    expect(answer.gained).toBeGreaterThan(0);
    expect(answer.gained - answer.lost).toBeCloseTo(after.covered - before.covered, 9);
    expect(answer.after.structures.counted).toBe(5);
    expect(answer.edits).toHaveLength(1);
    expect(answer.edits[0]).toMatchObject({
      action: "ajouter",
      structureId: null,
      name: "Au nord-est",
      ...NEW,
      commune: { code: "2B002", name: "L’Est" },
      countedBefore: false,
      countedAfter: true,
    });
    const east = answer.territories.departement.rows[0];
    expect(east).toMatchObject({ ref: "dep:2B", name: "Haute-Corse" });
    expect(east.after.covered - east.before.covered).toBeCloseTo(east.gained - east.lost, 9);
    const gapsAfter = (
      await get(`/api/v1/zones-blanches?minutes=3&scenario=${encodeURIComponent(answer.scenario)}`)
    ).json<GapsAnswer>();
    expect(answer.gaps.countAfter).toBe(gapsAfter.total);
    expect(answer.gaps.countBefore).toBe(study.gaps({ minutes: 3 }).length);
    expect(answer.provenance.parameters).toMatchObject({ scenario: [answer.scenario] });
  });

  test("counts a structure otherwise that is changed", async () => {
    const { post } = await posting();
    const covered = (exclude: readonly ("bus" | "antenne")[]): number =>
      study.coverage({ minutes: 3, selection: { exclude } }).covered;
    const asFixed = [{ modifier: { id: "bus", format: "fixe" } }];
    const fixed = (await post({ minutes: 3, exclure: "bus", modifications: asFixed })).json<ScenarioAnswer>();
    expect(fixed.before.covered).toBeCloseTo(covered(["bus"]), 9);
    expect(fixed.after.covered).toBeCloseTo(covered([]), 9);
    expect(fixed.edits[0]).toMatchObject({ countedBefore: false, countedAfter: true });
    const asAntenne = [{ modifier: { id: "bus", type: "antenne" } }];
    const antenne = (
      await post({ minutes: 3, exclure: "antenne", modifications: asAntenne })
    ).json<ScenarioAnswer>();
    expect(antenne.before.covered).toBeCloseTo(covered(["antenne"]), 9);
    expect(antenne.after.covered).toBeCloseTo(covered(["antenne", "bus"]), 9);
    const hours = { modifier: { id: "trois", horaires: { samedi: ["9h-12h"] } } };
    const saturday = (
      await post({ minutes: 30, ouvert_le: "samedi", modifications: [hours] })
    ).json<ScenarioAnswer>();
    expect(saturday.before.covered).toBe(0);
    expect(saturday.after.structures.counted).toBe(1);
    expect(saturday.gained).toBeGreaterThan(0);
  });

  test("changes nothing without edits, nor for those who ask next", async () => {
    const { post, get } = await posting();
    const before = (await get("/api/v1/couverture?minutes=4")).body;
    const none = (await post({ minutes: 4, modifications: [] })).json<ScenarioAnswer>();
    expect(none.after).toEqual(none.before);
    expect(none).toMatchObject({ gained: 0, lost: 0, changedCells: 0, scenario: "" });
    await post({ minutes: 4, modifications: [{ fermer: "un" }, { deplacer: { id: "trois", ...NEW } }] });
    expect((await get("/api/v1/couverture?minutes=4&")).json()).toEqual(JSON.parse(before));
  });
});

describe("the text of an address in place of edits", () => {
  const modifications = [{ fermer: "=4" }, { ajouter: { ...NEW, nom: "À l’est ; ici" } }];

  test("says the same", async () => {
    const { post } = await posting();
    const told = (await post({ minutes: 3, modifications })).json<ScenarioAnswer>();
    expect((await post({ minutes: 3, scenario: told.scenario })).json()).toEqual(told);
    const nothing = (await post({ minutes: 3, scenario: "" })).json<ScenarioAnswer>();
    expect(nothing).toMatchObject({ edits: [], gained: 0, lost: 0 });
  });

  test("may be longer than an address", async () => {
    const { post } = await posting();
    const scenario = Array.from({ length: 200 }, () => `ajouter:9.085,42.085,${"x".repeat(100)}`).join(";");
    const answer = (await post({ minutes: 3, scenario })).json<ScenarioAnswer>();
    expect(answer.edits).toHaveLength(200);
    expect(answer.scenario).toBe(scenario);
  });

  test.each<[string, unknown, string, string]>([
    ["an edit that cannot be read", { scenario: "fermer:un;raser:un" }, "scenario", "n° 2"],
    ["a structure that there is not", { scenario: "fermer:un;fermer:rien" }, "modifications[1]", "rien"],
    ["a contradiction", { scenario: "fermer:un;fermer:un" }, "modifications[1]", "déjà fermée"],
    ["both", { scenario: "fermer:un", modifications }, "scenario", "l’un des deux"],
    ["neither", {}, "modifications", "nécessaire"],
    ["another type", { scenario: 3 }, "scenario", "texte"],
    ["too many", { scenario: Array(1001).fill("ajouter:9,42").join(";") }, "scenario", "1001"],
  ])("%s is refused", async (_, body, parametre, word) => {
    const { post } = await posting();
    const problem = problemOf(await post(body));
    expect(problem).toMatchObject({ parametre });
    expect(problem.detail).toContain(word);
  });
});

test("cell tiles of a scenario have the seconds of before where they differ", async () => {
  const { get } = await posting();
  const tile = "/tiles/carreaux/10/537/379.mvt?";
  // Of those that count, all go: where any was reached, none is; and one comes.
  const scenario = "fermer:un;fermer:bus;fermer:trois;fermer:%3D4;ajouter:9.085,42.085";
  const cellsOf = async (query: string) =>
    decodeTile((await get(`${tile}${query}`)).rawPayload).get("carreaux")?.features ?? [];
  const plain = await cellsOf("");
  const changed = await cellsOf(`scenario=${encodeURIComponent(scenario)}`);
  expect(changed).toHaveLength(plain.length);
  let differing = 0;
  changed.forEach(({ properties, paths }, index) => {
    const before = plain[index];
    expect(paths).toEqual(before.paths);
    const { avant = properties["seconds"], ...others } = properties;
    expect(avant).toBe(before.properties["seconds"]);
    expect(Object.hasOwn(properties, "avant")).toBe(others["seconds"] !== before.properties["seconds"]);
    if (others["seconds"] !== avant) differing++;
  });
  expect(differing).toBeGreaterThan(5);
  expect(differing).toBeLessThan(changed.length);
  expect(plain.some(({ properties }) => "avant" in properties)).toBe(false);
});

describe("scenario=", () => {
  test("is counted by coverage, curves, gaps and tiles", async () => {
    const { get, post } = await posting();
    const modifications = [{ fermer: "=4" }, { fermer: "un" }, { ajouter: NEW }];
    const { scenario, after } = (await post({ minutes: 3, modifications })).json<ScenarioAnswer>();
    expect(scenario).toBe("fermer:%3D4;fermer:un;ajouter:9.085,42.085");
    const query = `scenario=${encodeURIComponent(scenario)}`;
    const coverage = (await get(`/api/v1/couverture?minutes=3&${query}`)).json<CoverageAnswer>();
    expect(coverage.covered).toBe(after.covered);
    expect(coverage.structures.inTerritory).toBe(3);
    const curves = (await get(`/api/v1/courbes?genre=departement&${query}`)).json<CurvesAnswer>();
    const sum = curves.territories.reduce((total, { covered }) => total + covered[3], 0);
    const inside = study.subTerritories({ kind: "departement", minutes: 3, selection: { edits: [] } });
    expect(inside).toHaveLength(curves.territories.length);
    expect(sum).toBeGreaterThan(0);
    const tiles = ["carreaux", "zones-blanches"].map((set) => `/tiles/${set}/10/537/379.mvt?`);
    for (const tile of tiles) {
      const plain = await get(tile);
      const changed = await get(`${tile}${query}`);
      expect([200, 204]).toContain(changed.statusCode);
      expect(plain.statusCode).toBe(200);
      expect(changed.rawPayload.equals(plain.rawPayload), tile).toBe(tile.includes("zones"));
    }
    const description = (await get(`/tiles/carreaux.json?${query}`)).json<{ tiles: string[] }>();
    expect(new URL(description.tiles[0].replaceAll(/[{}]/g, "")).searchParams.get("scenario")).toBe(scenario);
  });

  test.each(["fermer:rien", "fermer:un;fermer:un", "ajouter:0,0", "raser:un"])(
    "%s is refused",
    async (scenario) => {
      const { get } = await posting();
      for (const address of [
        "/api/v1/couverture?",
        "/api/v1/courbes?genre=commune&",
        "/api/v1/zones-blanches?",
        "/tiles/carreaux/10/537/379.mvt?",
      ]) {
        const { status, detail } = problemOf(await get(`${address}scenario=${encodeURIComponent(scenario)}`));
        expect([400, 404]).toContain(status);
        expect(detail).toMatch(/^Modification n° [12] : /);
      }
    },
  );
});

describe("a scenario is refused", () => {
  test.each([
    ["structure-inconnue", 404, 0, [{ fermer: "rien" }]],
    ["modifications-contradictoires", 400, 1, [{ fermer: "un" }, { fermer: "un" }]],
    ["modifications-contradictoires", 400, 1, [{ fermer: "un" }, { deplacer: { id: "un", ...NEW } }]],
    ["point-hors-emprise", 400, 1, [{ fermer: "un" }, { ajouter: { lon: 0, lat: 0 } }]],
    ["point-hors-emprise", 400, 0, [{ deplacer: { id: "un", lon: 0, lat: 0 } }]],
    ["scenario-invalide", 400, 0, [{ ajouter: { lon: "9", lat: 42 } }]],
    ["scenario-invalide", 400, 0, [{ ajouter: { lon: 9, lat: 95 } }]],
    ["scenario-invalide", 400, 1, [{ fermer: "un" }, { raser: "bus" }]],
    ["scenario-invalide", 400, 0, [{ fermer: "un", ajouter: NEW }]],
    ["scenario-invalide", 400, 0, [{ ajouter: { ...NEW, couleur: "bleu" } }]],
    ["scenario-invalide", 400, 0, [{ ajouter: { ...NEW, nom: 1 } }]],
    ["scenario-invalide", 400, 0, [{ modifier: { id: "un" } }]],
    ["scenario-invalide", 400, 0, [{ modifier: { id: "un", format: "péniche" } }]],
    ["scenario-invalide", 400, 0, [{ modifier: { id: "un", horaires: { dimanche: ["9h-12h"] } } }]],
    ["scenario-invalide", 400, 0, [{ modifier: { id: "un", horaires: { lundi: "9h-12h" } } }]],
    ["scenario-invalide", 400, 0, [{ fermer: "\uD800" }]],
    ["scenario-invalide", 400, 0, [null]],
  ])("%s (%i) at %i", async (slug, status, index, modifications) => {
    const { post } = await posting();
    const problem = problemOf(await post({ modifications }));
    expect(problem).toMatchObject({
      type: `/problemes/${slug}`,
      status,
      parametre: `modifications[${index}]`,
    });
    expect(problem.detail).toContain(`odification n° ${index + 1} : `);
  });

  test.each([
    ["modifications", 400, {}],
    ["modifications", 400, []],
    ["modifications", 413, { modifications: Array.from({ length: 1001 }, () => ({ ajouter: NEW })) }],
    ["minutes", 400, { minutes: 0, modifications: [] }],
    ["minutes", 400, { minutes: "30", modifications: [] }],
    ["territoire", 404, { territoire: "dep:99", modifications: [] }],
    ["exclure", 400, { exclure: "voiture", modifications: [] }],
    ["au", 400, { au: "hier", modifications: [] }],
    ["ouvert_le", 400, { ouvert_le: 3, modifications: [] }],
    ["modification", 400, { modification: [], modifications: [] }],
  ])("for %s (%i)", async (parametre, status, body) => {
    const { post } = await posting();
    expect(problemOf(await post(body))).toMatchObject({ status, parametre });
  });

  test("that is no JSON, or too long", async () => {
    const { post } = await posting();
    for (const body of ["{", "", "null", "3", '{"modifications":[}']) {
      expect(problemOf(await post(body)), body).toMatchObject({ status: 400, parametre: "modifications" });
    }
    const long = JSON.stringify({ modifications: [], au: "x".repeat(1_100_000) });
    expect(problemOf(await post(long))).toMatchObject({
      status: 413,
      type: "/problemes/scenario-trop-grand",
    });
  });

  test("without a population", async () => {
    const { app } = await testApp(fakeStudy({ withPopulation: false }));
    const response = await app.inject({
      method: "POST",
      url: "/api/v1/scenarios",
      payload: { modifications: [{ fermer: "1" }] },
    });
    expect(problemOf(response)).toMatchObject({ status: 404, type: "/problemes/population-absente" });
  });
});
