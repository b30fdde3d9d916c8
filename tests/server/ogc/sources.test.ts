import { Check } from "typebox/schema";
import { describe, expect, test } from "vitest";

import type { FeatureQuery } from "../../../server/ogc/source.ts";
import type { Study } from "../../../isochrones/study.ts";
import { askHere } from "../../../server/questions/ask-here.ts";
import { studyCollections } from "../../../server/ogc/sources/study-sources.ts";
import { testApp } from "../../helpers/app.ts";
import { CELL_COUNT, EMAIL, MINUTES_PER_CELL, POPULATION, fakeStudy } from "../../helpers/fake-study.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import type { OgcJson } from "../../helpers/ogc-world.ts";

/** The collections of a study asked in this thread. */
function collectionsOf(study: Study): ReturnType<typeof studyCollections> {
  return studyCollections(study, askHere(study));
}

const ALL: FeatureQuery = { bbox: null, datetime: null, filters: new Map(), offset: 0, limit: 10 };

async function items(collection: string, query = ""): Promise<OgcJson> {
  const { get } = await testApp();
  const response = await get(`/ogc/collections/${collection}/items${query}`);
  expect(response.statusCode).toBe(200);
  const page = response.json<OgcJson>();
  expect(geojsonFaults(page)).toEqual([]);
  return page;
}

function ids({ features }: Pick<OgcJson, "features">): string[] {
  return features.map(({ id }) => id);
}

describe("structures", () => {
  test("are open data, without e-mails", async () => {
    const { get } = await testApp();
    for (const path of ["/items", "/items/1", "/items?f=html", "/items/1?f=html"]) {
      const { body } = await get(`/ogc/collections/structures${path}`);
      expect(body).toContain("France services de Beauval");
      expect(body).not.toContain(EMAIL);
    }
  });

  test("have the properties that the collection describes, and no others", async () => {
    const [structures] = collectionsOf(fakeStudy()).sources;
    const { features } = await structures.list(ALL);
    for (const { properties } of features) {
      expect(Object.keys(properties).sort()).toEqual(Object.keys(structures.properties).sort());
    }
  });

  test.each([
    { query: "?format=bus", found: ["2"] },
    { query: "?type=antenne", found: ["3"] },
    { query: "?communeCode=01002", found: ["1"] },
    { query: "?departementCode=01", found: ["1", "2", "3"] },
    { query: "?departementCode=2A", found: [] },
    { query: "?byAppointment=false", found: ["1", "2", "3"] },
    { query: "?byAppointment=true", found: [] },
    // Structure 3 has no day: it is of any time.
    { query: "?datetime=../2022-01-01", found: ["1", "3"] },
    { query: "?datetime=2023-05-01", found: ["2", "3"] },
  ])("$query", async ({ query, found }) => {
    expect(ids(await items("structures", query))).toEqual(found);
  });
});

describe("communes", () => {
  test("have the figures of the study at 30 minutes", async () => {
    const { features } = await items("communes");
    expect(ids({ features })).toEqual(["01001", "01002", "01003"]);
    const sum = (name: string): number =>
      features.reduce((total, { properties }) => total + Number(properties[name]), 0);
    expect(sum("population")).toBe(POPULATION);
    // Cell i has i + 1 people and is 2 i minutes away: those of cells 0 to 15.
    const coveredCells = 30 / MINUTES_PER_CELL + 1;
    expect(sum("covered")).toBe((coveredCells * (coveredCells + 1)) / 2);
    expect(features[2].properties["name"]).toBe("La Côte");
  });

  test("have figures without the noise of adding decimals", async () => {
    const study = fakeStudy();
    // 0.1 + 0.2 is 0.30000000000000004.
    const figures = {
      population: 0.1 + 0.2,
      covered: 0.1 + 0.2,
      share: 1,
      meanMinutes: 0.1 + 0.2,
      structures: 1,
    };
    const territory = { kind: "commune", code: "01001", name: "Saint-Œuf-l’Étang" } as const;
    study.subTerritories = () => [{ territory, ...figures }];
    const communes = collectionsOf(study).sources.find(({ id }) => id === "communes");
    const page = await communes?.list(ALL);
    expect(page?.features[0].properties).toMatchObject({
      population: 0.3,
      covered: 0.3,
      share: 1,
      meanMinutes: 0.3,
    });
    // Nobody lives in the others: there is no share of nobody.
    expect(page?.features[1].properties).toMatchObject({ population: 0, covered: 0, share: null });
  });

  test("without an outline are there, without a geometry", async () => {
    const study = fakeStudy({ withShapes: false });
    const communes = collectionsOf(study).sources.find(({ id }) => id === "communes");
    const page = await communes?.list(ALL);
    expect(page?.features.map(({ geometry }) => geometry)).toEqual([null, null, null]);
    expect(communes?.extent()).toBeNull();
  });

  test("of a box are those that touch it", async () => {
    const { dataset } = fakeStudy();
    const [west, south, , north] = dataset.bbox;
    // Communes are three stripes from south to north: a point in the middle of the first.
    const lat = south + (north - south) / 6;
    const bbox = [west + 0.001, lat, west + 0.002, lat].join(",");
    expect(ids(await items("communes", `?bbox=${bbox}`))).toEqual(["01001"]);
  });

  test("are asked for once", async () => {
    const study = fakeStudy();
    let asked = 0;
    const figures = fakeStudy();
    study.subTerritories = (query) => {
      asked++;
      return figures.subTerritories(query);
    };
    const { get } = await testApp(study);
    await Promise.all(
      ["?limit=1", "?limit=2", "/01001"].map((path) => get(`/ogc/collections/communes/items${path}`)),
    );
    expect(asked).toBe(1);
  });
});

describe("gaps", () => {
  test("name their principal commune and their nearest structure", async () => {
    const { features } = await items("zones-blanches");
    expect(ids({ features })).toEqual(["zb-essai"]);
    expect(features[0].properties).toMatchObject({
      cellCount: CELL_COUNT - (30 / MINUTES_PER_CELL + 1),
      communeCode: "01003",
      departementCode: "01",
      nearestId: "1",
      nearestMinutes: 32,
    });
    expect(ids(await items("zones-blanches", "?departementCode=01"))).toEqual(["zb-essai"]);
    expect(ids(await items("zones-blanches", "?departementCode=02"))).toEqual([]);
  });

  test("are not offered, nor are communes, where there is no population", () => {
    const { sources } = collectionsOf(fakeStudy({ withPopulation: false }));
    expect(sources.map(({ id }) => id)).toEqual(["structures", "isochrones"]);
  });
});

test("every collection's features have the properties and the geometry that it describes", async () => {
  for (const source of collectionsOf(fakeStudy()).sources) {
    const { features } = await source.list(ALL);
    expect(features.length).toBeGreaterThan(0);
    for (const feature of features) {
      expect(Object.keys(feature.properties).sort()).toEqual(Object.keys(source.properties).sort());
      expect(feature.geometry?.type).toBe(source.geometryType);
      expect(await source.get(feature.id)).toEqual(feature);
    }
    expect(await source.get("absent")).toBeNull();
  }
});

test("every feature that is sent is what its collection's schema says, and others are not", async () => {
  const { get } = await testApp();
  for (const { id } of collectionsOf(fakeStudy()).sources) {
    const path = `/ogc/collections/${id}`;
    const schema = (await get(`${path}/schema`)).json<Record<string, unknown>>();
    const { features } = (await get(`${path}/items`)).json<OgcJson>();
    for (const feature of features) {
      expect(Check(schema, feature)).toBe(true);
      expect(Check(schema, { ...feature, geometry: null })).toBe(true);
      expect(Check(schema, { ...feature, properties: { name: 1, people: "1" } })).toBe(false);
    }
  }
});

describe("HTTP of the whole server", () => {
  test("any site may read them, their system too", async () => {
    const { app } = await testApp();
    const url = "/ogc/collections/structures/items";
    const response = await app.inject({ url, headers: { origin: "https://exemple.test" } });
    expect(response.headers["access-control-allow-origin"]).toBe("*");
    expect(response.headers["access-control-expose-headers"]).toContain("Content-Crs");
    const preflight = await app.inject({
      method: "OPTIONS",
      url,
      headers: { origin: "https://exemple.test" },
    });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers["access-control-allow-methods"]).toBe("GET, HEAD, POST");
  });

  test("writing is refused", async () => {
    const { app } = await testApp();
    expect((await app.inject({ method: "POST", url: "/ogc/collections/structures/items" })).statusCode).toBe(
      405,
    );
  });

  test("pages are bound by the policy of the map", async () => {
    const { get } = await testApp();
    const { headers } = await get("/ogc?f=html");
    expect(String(headers["content-security-policy"])).toContain("style-src 'self'");
  });
});
