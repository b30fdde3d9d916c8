import { describe, expect, test } from "vitest";

import type { SourceFeature } from "../../../server/ogc/source.ts";
import { problemOf } from "../../helpers/app.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { ALL, ORIGIN, PAGE, PLACED, STEP, gridSource, ogcApp } from "../../helpers/ogc-world.ts";
import { FEATURE, FEATURES, JSON_DOCUMENTS } from "../../helpers/ogc-world.ts";
import type { OgcJson } from "../../helpers/ogc-world.ts";

/** OGC 17-069r4: names of tests are those of the requirements. */

function linkOf({ links }: Pick<OgcJson, "links">, rel: string, type?: string): string {
  const found = links.filter((link) => link.rel === rel && (type === undefined || link.type === type));
  if (found.length !== 1) throw new Error(`${rel} ${type}: got ${found.length} links`);
  return found[0].href;
}

/** The path below the landing page, as `get` takes it. */
function pathOf(href: string): string {
  const { pathname, search } = new URL(href);
  return `${pathname.replace(/^\/ogc/, "")}${search}`;
}

function ids({ features }: OgcJson): string[] {
  return features.map(({ id }) => id);
}

describe("landing page", () => {
  test.each(["", "/"])("/req/core/root-op, /req/core/root-success at /ogc%s", async (path) => {
    const { json } = await ogcApp();
    const landing = await json(path);
    expect(landing.title).toBe("Essai");
    const types = (rel: string): string[] =>
      landing.links.filter((link) => link.rel === rel).map(({ type }) => type);
    expect(types("conformance")).toEqual(["application/json", "text/html"]);
    expect(types("data")).toEqual(["application/json", "text/html"]);
    // /req/oas30/oas-definition-1
    expect(types("service-desc")).toEqual(["application/vnd.oai.openapi+json;version=3.0"]);
    expect(types("service-doc")).toEqual(["text/html"]);
  });

  test("/req/core/api-definition-op, /req/core/api-definition-success: linked documents are what the link says", async () => {
    const { get, json } = await ogcApp();
    for (const { href, type } of (await json("")).links) {
      const response = await get(pathOf(href));
      expect(response.statusCode).toBe(200);
      expect(String(response.headers["content-type"]).startsWith(type)).toBe(true);
    }
  });
});

test("/req/core/conformance-op, /req/core/conformance-success", async () => {
  const { get } = await ogcApp();
  const { conformsTo } = (await get("/conformance")).json<{ conformsTo: string[] }>();
  const part = (number: number, name: string): string =>
    `http://www.opengis.net/spec/ogcapi-features-${number}/1.0/conf/${name}`;
  expect(conformsTo).toEqual([
    ...["core", "geojson", "html", "oas30"].map((name) => part(1, name)),
    part(2, "crs"),
  ]);
});

describe("collections", () => {
  test("/req/core/fc-md-op, fc-md-success, fc-md-items: all of them are listed", async () => {
    const { get } = await ogcApp({ sources: [gridSource("a"), gridSource("b-c")] });
    const { collections } = (await get("/collections")).json<{ collections: { id: string }[] }>();
    expect(collections.map(({ id }) => id)).toEqual(["a", "b-c"]);
  });

  test("/req/core/fc-md-links, fc-md-items-links: every link has its type, features are offered in each encoding", async () => {
    const { get, json } = await ogcApp();
    const { collections } = (await get("/collections")).json<{ collections: OgcJson[] }>();
    expect(linkOf(await json("/collections"), "self", "application/json")).toContain("f=json");
    expect(linkOf(await json("/collections"), "alternate", "text/html")).toContain("f=html");
    const items = collections[0].links.filter(({ rel }) => rel === "items").map(({ type }) => type);
    expect(items).toEqual(["application/geo+json", "text/html"]);
  });

  test("/rec/core/fc-md-descriptions: a JSON Schema is linked", async () => {
    const { get, json } = await ogcApp();
    const href = linkOf(await json("/collections/points"), "describedBy", "application/schema+json");
    const response = await get(pathOf(href));
    expect(response.headers["content-type"]).toBe("application/schema+json; charset=utf-8");
    expect(response.json()).toMatchObject({
      $id: "http://localhost:80/ogc/collections/points/schema",
      properties: { properties: { properties: { rank: { type: "integer" }, weight: { type: "number" } } } },
    });
  });

  test("/req/core/fc-md-extent: holds all geometries and all days", async () => {
    const { get } = await ogcApp();
    const { extent } = (await get("/collections/points")).json<{ extent: object }>();
    const { lon, lat } = ORIGIN;
    expect(extent).toEqual({
      spatial: {
        bbox: [[lon, lat, lon + 4 * STEP, lat + 4 * STEP]],
        crs: "http://www.opengis.net/def/crs/OGC/1.3/CRS84",
      },
      temporal: {
        interval: [["2020-01-01T00:00:00Z", "2020-01-24T23:59:59Z"]],
        trs: "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
      },
    });
  });

  test("/req/core/sfc-md-op, sfc-md-success: a collection says of itself what the list says of it", async () => {
    const { get } = await ogcApp();
    const { links, ...alone } = (await get("/collections/points")).json<OgcJson>();
    const { collections } = (await get("/collections")).json<{ collections: OgcJson[] }>();
    const { links: listedLinks, ...listed } = collections[0];
    expect(alone).toEqual(listed);
    const items = (all: OgcJson["links"]) => all.filter(({ rel }) => rel === "items");
    expect(items(links)).toEqual(items(listedLinks));
  });

  test.each([
    "/collections/autre",
    "/collections/autre/schema",
    "/collections/autre/items",
    "/collections/autre/items/1",
  ])("%s is not there", async (path) => {
    const { get } = await ogcApp();
    const problem = problemOf(await get(path));
    expect(problem).toMatchObject({ type: "/problemes/collection-inconnue", status: 404 });
    expect(problem.detail).toContain("points");
  });
});

describe("features", () => {
  test("/req/core/fc-op, fc-response, fc-numberReturned, fc-numberMatched, fc-timeStamp", async () => {
    const { json } = await ogcApp();
    const before = Date.now();
    const page = await json(FEATURES);
    expect(page.type).toBe("FeatureCollection");
    expect(page.numberMatched).toBe(ALL);
    expect(page.numberReturned).toBe(page.features.length);
    expect(page.timeStamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
    expect(Date.parse(page.timeStamp)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(page.timeStamp)).toBeLessThanOrEqual(Date.now());
  });

  test("/req/geojson/definition, /req/geojson/content, /req/core/crs84: valid GeoJSON, longitude first", async () => {
    const { get, json } = await ogcApp();
    for (const path of [FEATURES, FEATURE]) {
      const response = await get(path);
      expect(response.headers["content-type"]).toBe("application/geo+json; charset=utf-8");
      expect(geojsonFaults(response.json())).toEqual([]);
    }
    expect((await json(FEATURES)).features[0].geometry).toEqual({
      type: "Point",
      coordinates: [ORIGIN.lon, ORIGIN.lat],
    });
    for (const path of JSON_DOCUMENTS) {
      expect((await get(path)).headers["content-type"]).toBe("application/json; charset=utf-8");
    }
  });

  test("/req/core/fc-links, fc-rel-type: itself, its other encoding, its collection, all with their type", async () => {
    const { get, json } = await ogcApp();
    const page = await json(`${FEATURES}?limit=5&colour=bleu`);
    const self = await get(pathOf(linkOf(page, "self", "application/geo+json")));
    expect(self.json<OgcJson>().features).toEqual(page.features);
    const alternate = await get(pathOf(linkOf(page, "alternate", "text/html")));
    expect(alternate.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(alternate.body).toContain("p%2F9");
    expect(page.links.every(({ href, rel, type }) => href !== "" && rel !== "" && type !== "")).toBe(true);
    expect(linkOf(page, "collection", "application/json")).toMatch(/\/ogc\/collections\/points$/);
  });

  test("/req/core/fc-limit-definition, fc-limit-response-1: a default, and more than the maximum is the maximum", async () => {
    const { json } = await ogcApp();
    expect((await json(FEATURES)).numberReturned).toBe(PAGE.default);
    expect((await json(`${FEATURES}?limit=3`)).numberReturned).toBe(3);
    expect((await json(`${FEATURES}?limit=${PAGE.max + 1}`)).numberReturned).toBe(PAGE.max);
    expect((await json(`${FEATURES}?limit=10000`)).numberReturned).toBe(PAGE.max);
  });

  test("/rec/core/fc-next-1, fc-prev: links lead through all features and back", async () => {
    const { json } = await ogcApp();
    const forward: string[][] = [];
    let page = await json(`${FEATURES}?limit=7`);
    for (;;) {
      forward.push(ids(page));
      if (!page.links.some(({ rel }) => rel === "next")) break;
      page = await json(pathOf(linkOf(page, "next", "application/geo+json")));
    }
    expect(forward.flat()).toEqual(Array.from({ length: ALL }, (_, i) => `p/${i}`));
    const back: string[][] = [ids(page)];
    while (page.links.some(({ rel }) => rel === "prev")) {
      page = await json(pathOf(linkOf(page, "prev", "application/geo+json")));
      back.unshift(ids(page));
    }
    expect(back).toEqual(forward);
  });

  test("next keeps the filters and the encoding", async () => {
    const { json } = await ogcApp();
    const bbox = "2.5,46,5,48";
    const page = await json(`${FEATURES}?colour=rouge&limit=2&bbox=${bbox}&datetime=2020-01-01/..`);
    const { searchParams } = new URL(linkOf(page, "next"));
    expect(Object.fromEntries(searchParams)).toEqual({
      colour: "rouge",
      limit: "2",
      bbox,
      datetime: "2020-01-01/..",
      f: "json",
      offset: "2",
    });
  });

  test("a page after the last is empty", async () => {
    const { json } = await ogcApp();
    const page = await json(`${FEATURES}?offset=1000`);
    expect(page).toMatchObject({ features: [], numberMatched: ALL, numberReturned: 0 });
    expect(page.links.some(({ rel }) => rel === "next")).toBe(false);
  });

  test("/req/core/fc-bbox-definition, fc-bbox-response: what touches the box, and what has no place", async () => {
    const { json } = await ogcApp();
    const { lon, lat } = ORIGIN;
    // The two western points of the two southern rows.
    const box = [lon - 0.01, lat - 0.01, lon + 1.5 * STEP, lat + 1.5 * STEP].join(",");
    expect(ids(await json(`${FEATURES}?bbox=${box}`))).toEqual(["p/0", "p/1", "p/5", "p/6", `p/${PLACED}`]);
    const [west, south, east, north] = box.split(",");
    const withHeights = [west, south, "-10", east, north, "100"].join(",");
    expect((await json(`${FEATURES}?bbox=${withHeights}`)).numberMatched).toBe(5);
    expect(ids(await json(`${FEATURES}?bbox=10,10,11,11`))).toEqual([`p/${PLACED}`]);
  });

  test.each([
    { datetime: "2020-01-03", ranks: [2, 24, 25] },
    { datetime: "2020-01-03T12:00:00Z", ranks: [2, 24, 25] },
    { datetime: "2020-01-03/2020-01-05T01:00:00%2B01:00", ranks: [2, 3, 4, 24, 25] },
    { datetime: "../2020-01-02", ranks: [0, 1, 24, 25] },
    { datetime: "2020-01-24/..", ranks: [23, 24, 25] },
    { datetime: "2031-01-01", ranks: [24, 25] },
  ])(
    "/req/core/fc-time-definition, fc-time-response: $datetime, and what has no day",
    async ({ datetime, ranks }) => {
      const { json } = await ogcApp();
      expect(ids(await json(`${FEATURES}?datetime=${datetime}`))).toEqual(ranks.map((rank) => `p/${rank}`));
    },
  );

  test("/rec/core/fc-filters: values of properties, several at once", async () => {
    const { json } = await ogcApp();
    expect((await json(`${FEATURES}?colour=bleu`)).numberMatched).toBe(PLACED - (PLACED - 1) / 2);
    expect(ids(await json(`${FEATURES}?rank=7`))).toEqual(["p/7"]);
    expect(ids(await json(`${FEATURES}?rank=7&colour=bleu&bbox=3,46,4,47&datetime=2020-01-08`))).toEqual([
      "p/7",
    ]);
    expect((await json(`${FEATURES}?rank=7&colour=rouge`)).numberMatched).toBe(0);
  });
});

describe("a feature", () => {
  test("/req/core/f-op, f-success, f-links", async () => {
    const { get, json } = await ogcApp();
    const feature = (await get(FEATURE)).json<OgcJson & { id: string }>();
    expect(feature).toMatchObject({ type: "Feature", id: "p/7", properties: { rank: 7 } });
    expect(pathOf(linkOf(feature, "self", "application/geo+json"))).toBe(`${FEATURE}?f=json`);
    expect(pathOf(linkOf(feature, "alternate", "text/html"))).toBe(`${FEATURE}?f=html`);
    expect(pathOf(linkOf(feature, "collection", "application/json"))).toBe("/collections/points");
    const { links: _, ...alone } = feature;
    expect((await json(`${FEATURES}?rank=7`)).features).toEqual([alone]);
  });

  test("leaves out a property without a value", async () => {
    const { get } = await ogcApp();
    const { properties } = (await get(`${FEATURES}/p%2F${PLACED}`)).json<SourceFeature>();
    expect(Object.keys(properties)).toEqual(["name", "rank", "colour", "weight"]);
  });

  test("of an unknown id is not there", async () => {
    const { get } = await ogcApp();
    expect(problemOf(await get(`${FEATURES}/p%2F99`))).toMatchObject({
      type: "/problemes/objet-inconnu",
      status: 404,
      parametre: "featureId",
    });
  });
});
