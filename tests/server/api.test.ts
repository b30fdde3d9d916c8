import { describe, expect, test } from "vitest";

import type {
  CoverageAnswer,
  DatasetAnswer,
  GapsAnswer,
  GapsGeoJson,
  IsochronesAnswer,
  StructuresAnswer,
  TerritoriesAnswer,
} from "../../server/schemas/answers.ts";
import { testApp } from "../helpers/app.ts";
import { geojsonFaults } from "../helpers/geojson-faults.ts";
import { CELL_COUNT, EMAIL, MINUTES_PER_CELL, POPULATION, fakeStudy } from "../helpers/fake-study.ts";

/** People in cells 0 to n. */
const peopleUpTo = (cell: number): number => ((cell + 1) * (cell + 2)) / 2;

describe("/api/v1/jeu", () => {
  test("says what the figures rest on", async () => {
    const { get } = await testApp();
    const response = await get("/api/v1/jeu");
    const answer = response.json<DatasetAnswer>();
    expect(response.statusCode).toBe(200);
    expect(answer).toMatchObject({ id: "fake-1", name: "Pays d’essai", fictitious: true, profile: "car" });
    expect(answer.counts).toEqual({
      nodes: 3,
      edges: 4,
      structures: 3,
      cells: CELL_COUNT,
      people: POPULATION,
      communes: 3,
    });
    expect(answer.sources[0].licence).toBe("ODbL");
    expect(answer.warnings).toEqual([{ code: "dataset.fictitious", message: "Données fictives." }]);
  });

  test("roads alone are a dataset without people", async () => {
    const { get } = await testApp(fakeStudy({ withPopulation: false }));
    const answer = (await get("/api/v1/jeu")).json<DatasetAnswer>();
    expect(answer.counts).toMatchObject({ cells: 0, people: 0 });
    expect(answer.warnings).toEqual([]);
  });
});

describe("/api/v1/territoires", () => {
  test.each([
    { q: "saint-oeuf", found: "com:01001" },
    { q: "St Œuf l'étang", found: "com:01001" },
    { q: "ETANG", found: "com:01001" },
    { q: "cote", found: "com:01003" },
    { q: "auvergne rhone", found: "reg:84" },
    { q: "dep:01", found: "dep:01" },
    { q: "01003", found: "com:01003" },
  ])("finds $found when one types « $q »", async ({ q, found }) => {
    const { get } = await testApp();
    const answer = (await get(`/api/v1/territoires?q=${encodeURIComponent(q)}`)).json<TerritoriesAnswer>();
    expect(answer.territories[0].ref).toBe(found);
  });

  test("a postcode finds its communes, most people first", async () => {
    const { get } = await testApp();
    const answer = (await get("/api/v1/territoires?q=01000")).json<TerritoriesAnswer>();
    expect(answer.territories.map(({ name }) => name)).toEqual(["Beauval", "Saint-Œuf-l’Étang", "La Côte"]);
  });

  test("without a text lists all, as many as asked for, and says how many there are", async () => {
    const { get } = await testApp();
    const answer = (await get("/api/v1/territoires?genre=commune&limite=2")).json<TerritoriesAnswer>();
    expect(answer.territories).toHaveLength(2);
    expect(answer.total).toBe(3);
  });

  test("signs alone match nothing", async () => {
    const { get } = await testApp();
    expect((await get("/api/v1/territoires?q=%2D%27")).json<TerritoriesAnswer>().total).toBe(0);
  });
});

describe("/api/v1/couverture", () => {
  test("gives the figure of everything within thirty minutes", async () => {
    const { get } = await testApp();
    const answer = (await get("/api/v1/couverture")).json<CoverageAnswer>();
    const covered = peopleUpTo(30 / MINUTES_PER_CELL);
    expect(answer).toMatchObject({
      minutes: 30,
      population: POPULATION,
      covered,
      share: covered / POPULATION,
    });
    expect(answer).not.toHaveProperty("territories");
  });

  test("counts the structures, minutes and territory that it is asked for", async () => {
    const { get } = await testApp();
    const url = "/api/v1/couverture?territoire=com:01001&minutes=12&exclure=bus,antenne&au=2022-09-01";
    const answer = (await get(url)).json<CoverageAnswer>();
    // Cells 0 to 9 live there; without buses all are ten minutes farther, so cells 0 and 1 remain.
    expect(answer).toMatchObject({ minutes: 12, population: peopleUpTo(9), covered: peopleUpTo(1) });
    expect(answer.structures.counted).toBe(1);
  });

  test("with a level of detail adds the territories inside, each with its reference", async () => {
    const { get } = await testApp();
    const answer = (await get("/api/v1/couverture?detail=commune&minutes=10")).json<CoverageAnswer>();
    const rows = answer.territories ?? [];
    expect(rows.map(({ territory }) => territory.ref)).toEqual(["com:01001", "com:01002", "com:01003"]);
    expect(rows.reduce((sum, { population }) => sum + population, 0)).toBe(POPULATION);
  });

  test("counts the structures open at a time of the week, and says why others are not", async () => {
    const { get } = await testApp();
    const ask = async (when: string): Promise<CoverageAnswer["structures"]> =>
      (await get(`/api/v1/couverture?ouvert_le=${when}`)).json<CoverageAnswer>().structures;
    expect(await ask("samedi-apres-midi")).toMatchObject({
      counted: 1,
      excluded: [{ reason: "fermée le samedi après-midi", count: 2 }],
    });
    expect(await ask("apr%C3%A8s-17h")).toMatchObject({
      counted: 0,
      excluded: [{ reason: "horaires inconnus en semaine après 17h", count: 3 }],
    });
  });

  test("an empty exclusion excludes nothing", async () => {
    const { get } = await testApp();
    const answer = (await get("/api/v1/couverture?exclure=")).json<CoverageAnswer>();
    expect(answer.structures.counted).toBe(3);
  });
});

describe("/api/v1/structures", () => {
  test("lists them as GeoJSON", async () => {
    const { get } = await testApp();
    const response = await get("/api/v1/structures");
    expect(response.headers["content-type"]).toContain("application/geo+json");
    const { features, dataset } = response.json<StructuresAnswer>();
    expect(features.map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(features[0].geometry).toEqual({ type: "Point", coordinates: [6.2, 45.5] });
    expect(features[0].properties).toMatchObject({ name: "France services de Beauval", format: "fixe" });
    expect(dataset).toMatchObject({ id: "fake-1", fictitious: true, attributions: ["© Essai"] });
  });

  test.each([
    { query: "exclure=bus", ids: ["1", "3"] },
    { query: "exclure=bus,antenne", ids: ["1"] },
    { query: "au=2022-12-31", ids: ["1"] },
    { query: "au=2023-05-01", ids: ["1", "2"] },
    { query: "territoire=com:01001", ids: ["2"] },
    { query: "ouvert_le=lundi-matin", ids: ["1", "2", "3"] },
    { query: "ouvert_le=lundi-matin&exclure=bus", ids: ["1", "3"] },
    { query: "ouvert_le=lundi-apres-midi", ids: [] },
    { query: "ouvert_le=samedi", ids: ["3"] },
    { query: "ouvert_le=samedi-17:29", ids: ["3"] },
    { query: "ouvert_le=Samedi-17h30", ids: [] },
    { query: "ouvert_le=mardi", ids: [] },
    { query: "ouvert_le=", ids: ["1", "2", "3"] },
    { query: "territoire=dep:01", ids: ["1", "2", "3"] },
  ])("keeps those that $query asks for", async ({ query, ids }) => {
    const { get } = await testApp();
    const { features } = (await get(`/api/v1/structures?${query}`)).json<StructuresAnswer>();
    expect(features.map(({ id }) => id)).toEqual(ids);
  });

  test("gives one by its identifier", async () => {
    const { get } = await testApp();
    const response = await get("/api/v1/structures/2");
    expect(response.json()).toMatchObject({ type: "Feature", id: "2", properties: { format: "bus" } });
  });
});

describe("isochrones", () => {
  test.each([
    "/api/v1/structures/1/isochrone?minutes=10,30,20,10",
    "/api/v1/isochrone?lat=45.5&lon=5.94&minutes=10,30,20,10",
  ])("%s has one feature per band, the largest first", async (url) => {
    const { get } = await testApp();
    const { features, type } = (await get(url)).json<IsochronesAnswer>();
    expect(type).toBe("FeatureCollection");
    expect(features.map(({ properties }) => properties)).toEqual([
      { minutes: 30, people: 30 },
      { minutes: 20, people: 20 },
      { minutes: 10, people: 10 },
    ]);
    expect(features.every(({ geometry }) => geometry.type === "MultiPolygon")).toBe(true);
  });

  test("ten, twenty and thirty minutes are drawn when none are asked for", async () => {
    const { get } = await testApp();
    const { features } = (await get("/api/v1/structures/1/isochrone")).json<IsochronesAnswer>();
    expect(features.map(({ properties }) => properties.minutes)).toEqual([30, 20, 10]);
  });
});

describe("/api/v1/zones-blanches", () => {
  test("lists the gaps with their people and without the indices of their cells", async () => {
    const { get } = await testApp();
    const answer = (await get("/api/v1/zones-blanches")).json<GapsAnswer>();
    const people = POPULATION - peopleUpTo(30 / MINUTES_PER_CELL);
    expect(answer).toMatchObject({ minutes: 30, people });
    expect(answer.gaps[0]).toMatchObject({ id: "zb-essai", people, cellCount: 4 });
    expect(answer.gaps[0]).not.toHaveProperty("cells");
    expect(answer.provenance.dataset.id).toBe("fake-1");
  });

  test("lists the most peopled alone, without outlines, and says how many there are", async () => {
    const { get } = await testApp();
    const all = (await get("/api/v1/zones-blanches")).json<GapsAnswer>();
    const [first] = all.gaps;
    const { gaps, total, people } = (
      await get("/api/v1/zones-blanches?limite=1&contours=false")
    ).json<GapsAnswer>();
    expect({ total, people }).toEqual({ total: all.gaps.length, people: all.people });
    expect(gaps.map(({ id }) => id)).toEqual([first.id]);
    expect(gaps[0]).not.toHaveProperty("outline");
    const ring = first.outline?.coordinates.flat(2) ?? [];
    const lons = ring.map(([lon]) => lon);
    const lats = ring.map(([, lat]) => lat);
    expect(gaps[0].bbox).toEqual([
      Math.min(...lons),
      Math.min(...lats),
      Math.max(...lons),
      Math.max(...lats),
    ]);
  });

  test("draws them as GeoJSON", async () => {
    const { get } = await testApp();
    const response = await get("/api/v1/zones-blanches?format=geojson");
    expect(response.headers["content-type"]).toContain("application/geo+json");
    const [feature] = response.json<GapsGeoJson>().features;
    expect(feature.geometry.type).toBe("MultiPolygon");
    expect(Object.keys(feature.properties)).not.toContain("outline");
    expect(feature.properties.worstMinutes).toBeNull();
  });

  test("writes them as a CSV file that a spreadsheet opens without harm", async () => {
    const { get } = await testApp();
    const response = await get("/api/v1/zones-blanches?format=csv&territoire=dep:01&minutes=36");
    expect(response.headers["content-type"]).toBe("text/csv; charset=utf-8");
    expect(response.headers["content-disposition"]).toBe(
      'attachment; filename="zones-blanches-dep-01-36-min.csv"',
    );
    const [header, row] = response.body.split("\r\n");
    expect(header.startsWith("\uFEFFid,habitants,carreaux,")).toBe(true);
    expect(row).toContain('"La Côte, dite « =A1 »"');
    expect(row).toContain(",'=HYPERLINK(1),1,32,");
    expect(row.startsWith(`zb-essai,${CELL_COUNT},1,35.3,,`)).toBe(true);
  });

  test("there are none when all are within reach", async () => {
    const { get } = await testApp();
    const answer = (await get("/api/v1/zones-blanches?minutes=120&territoire=com:01001")).json<GapsAnswer>();
    expect(answer.gaps).toEqual([]);
    expect(answer.people).toBe(0);
  });
});

test.each([
  "/api/v1/structures",
  "/api/v1/structures?limite=2",
  "/api/v1/structures/1",
  "/api/v1/structures/1/bassin?f=geojson",
  "/api/v1/structures/1/isochrone",
  "/api/v1/carreaux?f=geojson",
  "/api/v1/isochrone?lat=45.5&lon=5.94",
  "/api/v1/zones-blanches?format=geojson",
])("%s is valid GeoJSON", async (url) => {
  const { get } = await testApp();
  const response = await get(url);
  expect(response.headers["content-type"]).toContain("application/geo+json");
  expect(geojsonFaults(response.json())).toEqual([]);
});

test("no answer holds an e-mail, not even from a comment", async () => {
  const { get } = await testApp();
  const urls = [
    "/api/v1/jeu",
    "/api/v1/structures",
    "/api/v1/structures/1",
    "/api/v1/structures/1/isochrone",
    "/api/v1/couverture?detail=commune",
    "/api/v1/zones-blanches",
    "/api/v1/zones-blanches?format=csv",
    "/api/v1/structures?f=json",
    "/api/v1/structures?f=csv",
    "/api/v1/structures/1/bassin",
    "/api/v1/courbes?genre=commune",
    "/api/v1/dates",
    "/api/v1/sensibilite",
  ];
  const bodies = await Promise.all(urls.map(async (url) => (await get(url)).body));
  for (const body of bodies) {
    expect(body).not.toContain(EMAIL);
    expect(body).not.toContain("@");
  }
  expect(bodies[1]).toContain("Écrire à [adresse électronique] ou passer");
});

test("/sante is ready when the study answers", async () => {
  const { get } = await testApp();
  const response = await get("/sante");
  const share = peopleUpTo(30 / MINUTES_PER_CELL) / POPULATION;
  expect(response.json()).toEqual({ status: "ok", dataset: "fake-1", share, near: "search", state: "none" });
  expect(response.headers["cache-control"]).toBe("no-store");
});

test("/sante is not ready when the study fails or says the impossible", async () => {
  const failing = fakeStudy();
  failing.coverage = () => {
    throw new Error("the bundle is gone");
  };
  const lying = fakeStudy();
  const honest = lying.coverage();
  lying.coverage = () => ({ ...honest, covered: POPULATION + 1 });
  for (const study of [failing, lying]) {
    const { get } = await testApp(study);
    const response = await get("/sante");
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ type: "/problemes/service-indisponible" });
    expect(response.body).not.toContain("bundle");
  }
});
