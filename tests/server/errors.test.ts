import { describe, expect, test } from "vitest";

import { problemOf, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";

describe("a refused request", () => {
  test.each([
    { url: "/api/v1/couverture?minutes=abc", parameter: "minutes", got: "abc", expected: "de 1 à 120" },
    { url: "/api/v1/couverture?minutes=0", parameter: "minutes", got: "0", expected: "de 1 à 120" },
    { url: "/api/v1/couverture?minutes=121", parameter: "minutes", got: "121", expected: "de 1 à 120" },
    { url: "/api/v1/couverture?minutes=30.5", parameter: "minutes", got: "30.5", expected: "entier" },
    { url: "/api/v1/couverture?minutes=", parameter: "minutes", got: "", expected: "entier" },
    {
      url: "/api/v1/couverture?minutes=10&minutes=20",
      parameter: "minutes",
      got: "10 & 20",
      expected: "entier",
    },
    { url: "/api/v1/couverture?exclure=velo", parameter: "exclure", got: "velo", expected: "antenne" },
    { url: "/api/v1/couverture?exclure=bus,", parameter: "exclure", got: "bus,", expected: "antenne" },
    { url: "/api/v1/couverture?au=01/09/2022", parameter: "au", got: "01/09/2022", expected: "AAAA-MM-JJ" },
    { url: "/api/v1/couverture?au=2022-02-30", parameter: "au", got: "2022-02-30", expected: "AAAA-MM-JJ" },
    {
      url: "/api/v1/couverture?ouvert_le=dimanche",
      parameter: "ouvert_le",
      got: "dimanche",
      expected: "lundi à samedi",
    },
    {
      url: "/api/v1/structures?ouvert_le=samedi-25h",
      parameter: "ouvert_le",
      got: "samedi-25h",
      expected: "mardi-17h30",
    },
    {
      url: "/api/v1/zones-blanches?ouvert_le=samedi+matin",
      parameter: "ouvert_le",
      got: "samedi matin",
      expected: "samedi-matin",
    },
    {
      url: `/tiles/carreaux/5/16/11.mvt?ouvert_le=${"a".repeat(41)}`,
      parameter: "ouvert_le",
      got: "aaa",
      expected: "samedi-matin",
    },
    { url: "/api/v1/couverture?detail=canton", parameter: "detail", got: "canton", expected: "epci" },
    { url: "/api/v1/territoires?limite=1001", parameter: "limite", got: "1001", expected: "1000" },
    { url: "/api/v1/territoires?genre=canton", parameter: "genre", got: "canton", expected: "departement" },
    { url: `/api/v1/territoires?q=${"a".repeat(101)}`, parameter: "q", got: "aaa", expected: "100" },
    { url: "/api/v1/zones-blanches?format=xml", parameter: "format", got: "xml", expected: "geojson" },
    {
      url: "/api/v1/structures/1/isochrone?minutes=10;20",
      parameter: "minutes",
      got: "10;20",
      expected: "virgules",
    },
    {
      url: "/api/v1/structures/1/isochrone?minutes=0,10",
      parameter: "minutes",
      got: "0,10",
      expected: "virgules",
    },
    {
      url: "/api/v1/structures/1/isochrone?minutes=10,121",
      parameter: "minutes",
      got: "10,121",
      expected: "120",
    },
    {
      url: "/api/v1/structures/1/isochrone?minutes=1,2,3,4,5,6,7",
      parameter: "minutes",
      got: "1,2",
      expected: "6",
    },
    { url: "/api/v1/isochrone?lat=abc&lon=6", parameter: "lat", got: "abc", expected: "latitude" },
    { url: "/api/v1/isochrone?lat=91&lon=6", parameter: "lat", got: "91", expected: "90" },
    { url: "/tiles/fond/15/0/0.mvt", parameter: "z", got: "15", expected: "14" },
    { url: "/tiles/fond/a/0/0.mvt", parameter: "z", got: "a", expected: "zoom" },
  ])(
    "$url: says the parameter, what was got and what was expected",
    async ({ url, parameter, got, expected }) => {
      const { get, study } = await testApp();
      const response = await get(url);
      const problem = problemOf(response);
      expect(problem).toMatchObject({
        type: "/problemes/parametre-invalide",
        status: 400,
        parametre: parameter,
      });
      expect(problem.detail).toContain(`« ${parameter} »`);
      expect(problem.detail).toContain(`« ${got}`);
      expect(problem.detail).toContain(expected);
      expect(study.calls).toEqual({ coverage: 0, gaps: 0, isochrones: 0 });
      expect(response.headers).not.toHaveProperty("etag");
      expect(response.headers["cache-control"]).toBe("no-store");
    },
  );

  test("a misspelt parameter is not passed over, for it would change the figure in silence", async () => {
    const { get } = await testApp();
    const problem = problemOf(await get("/api/v1/couverture?minute=20"));
    expect(problem).toMatchObject({ type: "/problemes/parametre-inconnu", status: 400, parametre: "minute" });
    expect(problem.detail).toContain(
      "territoire, minutes, exclure, au, ouvert_le, realisation_min, sans_reorientation_min, scenario, detail",
    );
  });

  test.each(["point", "constructor", "__proto__"])(
    "an unknown parameter `%s` is called by its own name",
    async (name) => {
      const { get } = await testApp();
      expect(problemOf(await get(`/api/v1/couverture?${name}=1`))).toMatchObject({
        status: 400,
        parametre: name,
      });
    },
  );

  test("a missing parameter is named", async () => {
    const { get } = await testApp();
    const problem = problemOf(await get("/api/v1/isochrone?lat=45"));
    expect(problem).toMatchObject({ type: "/problemes/parametre-manquant", status: 400, parametre: "lon" });
  });

  test("swapped coordinates are recognised, and the right order offered", async () => {
    const { get } = await testApp();
    const problem = problemOf(await get("/api/v1/isochrone?lat=5.94&lon=45.5"));
    expect(problem).toMatchObject({ type: "/problemes/coordonnees-inversees", status: 400 });
    expect(problem.detail).toContain("lat=45.5&lon=5.94");
  });

  test("a point outside the dataset is told how far that goes", async () => {
    const { get } = await testApp();
    const problem = problemOf(await get("/api/v1/isochrone?lat=48.85&lon=2.35"));
    expect(problem).toMatchObject({ type: "/problemes/point-hors-emprise", status: 400 });
  });

  test.each([
    { url: "/api/v1/couverture?territoire=dep:99", type: "territoire-inconnu", parameter: "territoire" },
    { url: "/api/v1/zones-blanches?territoire=Beauval", type: "territoire-inconnu", parameter: "territoire" },
    { url: "/api/v1/structures?territoire=com:99999", type: "territoire-inconnu", parameter: "territoire" },
    { url: "/api/v1/structures/404", type: "structure-inconnue", parameter: "id" },
    { url: "/api/v1/structures/404/isochrone", type: "structure-inconnue", parameter: "id" },
    { url: "/tiles/fond/1/2/0.mvt", type: "tuile-inconnue", parameter: "x" },
    { url: "/tiles/carreaux/1/0/2.mvt", type: "tuile-inconnue", parameter: "y" },
    { url: "/tiles/carreaux/1/0/0.mvt?jeu=autre", type: "jeu-inconnu", parameter: "jeu" },
  ])("$url does not exist", async ({ url, type, parameter }) => {
    const { get } = await testApp();
    expect(problemOf(await get(url))).toMatchObject({
      type: `/problemes/${type}`,
      status: 404,
      parametre: parameter,
    });
  });

  test("without a population there is no figure, and the server says so", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    const problem = problemOf(await get("/api/v1/couverture"));
    expect(problem.type).toBe("/problemes/population-absente");
    expect(problem).not.toHaveProperty("parametre");
  });

  test.each(["GET", "POST"] as const)("%s on an unknown address is a problem too", async (method) => {
    const { app } = await testApp();
    const response = await app.inject({ method, url: "/api/v2/couverture?x=1" });
    const problem = problemOf(response);
    expect(problem).toMatchObject({ type: "/problemes/adresse-inconnue", status: 404 });
    expect(problem.detail).toContain(`${method} /api/v2/couverture.`);
  });

  test("an address that is not well written is a problem too", async () => {
    const { get } = await testApp();
    expect(problemOf(await get("/api/%zz")).status).toBe(400);
  });

  test("a failure of the server keeps its reasons to itself", async () => {
    const study = fakeStudy();
    study.coverage = () => {
      throw new Error("secret path and stack");
    };
    const { get } = await testApp(study);
    const response = await get("/api/v1/couverture");
    expect(problemOf(response)).toMatchObject({ type: "/problemes/erreur-interne", status: 500 });
    expect(response.body).not.toContain("secret");
    expect(response.headers).not.toHaveProperty("etag");
  });
});
