import type { LightMyRequestResponse } from "fastify";
import { expect, test } from "vitest";

import { AnswerSchemas } from "../../helpers/answer-schemas.ts";
import { describedWorld, examplesOf, openWorld, operationsOf } from "../../helpers/described-world.ts";
import type { DescribedWorld } from "../../helpers/described-world.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { decodeTile } from "../../helpers/vector-tile.ts";

const PROBLEM = "application/problem+json";

function mediaOf(headers: Readonly<Record<string, unknown>>): string {
  return String(headers["content-type"]).split(";")[0];
}

function headersOf(world: DescribedWorld, path: string, status: number): string[] {
  return Object.keys(world.document.paths[path].get!.responses[status].headers ?? {});
}

/** What is wrong with the body of an example's answer. */
function bodyFaults(
  schemas: AnswerSchemas,
  path: string,
  type: string,
  response: LightMyRequestResponse,
): string[] {
  if (type.includes("mapbox")) return decodeTile(response.rawPayload).size > 0 ? [] : ["no layer"];
  const answer: unknown = type.includes("json") ? response.json() : response.body;
  const isGeoJson = type === "application/geo+json";
  return [...schemas.faults(path, 200, type, answer), ...(isGeoJson ? geojsonFaults(answer) : [])];
}

test("every example is answered as its schema says, with the headers that are told", async () => {
  const world = await describedWorld();
  const schemas = new AnswerSchemas(world.document);
  for (const one of operationsOf(world.document)) {
    for (const { type, url } of examplesOf(one)) {
      const response = await world.get(url);
      // A tile of the town may be empty.
      if (response.statusCode === 204 && Object.hasOwn(one.operation.responses, "204")) continue;
      expect(response.statusCode, `${url}: ${response.body.slice(0, 200)}`).toBe(200);
      expect(mediaOf(response.headers), url).toBe(type);
      expect(bodyFaults(schemas, one.path, type, response), url).toEqual([]);
      // A table alone is a file to save, and what a geocoder has found may be another place the next time.
      const absent = [
        ...(type === "text/csv" ? [] : ["Content-Disposition"]),
        ...(url.includes("adresse=") ? ["ETag"] : []),
      ];
      const told = headersOf(world, one.path, 200).filter((name) => !absent.includes(name));
      for (const name of told) expect(response.headers, url).toHaveProperty(name.toLowerCase());
    }
  }
});

test("HEAD and a held ETag are answered as told", async () => {
  const world = await describedWorld();
  for (const one of operationsOf(world.document)) {
    const [{ url }] = examplesOf(one);
    const head = await world.head(url);
    expect([200, Object.hasOwn(one.operation.responses, "204") ? 204 : 200], url).toContain(head.statusCode);
    expect(head.body).toBe("");
    const responses = one.operation.responses;
    expect(Object.hasOwn(responses, "304"), url).toBe(head.headers.etag !== undefined);
    if (head.headers.etag === undefined) continue;
    const again = await world.get(url, { "if-none-match": head.headers.etag });
    expect(again.statusCode, url).toBe(304);
    for (const name of headersOf(world, one.path, 304)) {
      expect(again.headers, url).toHaveProperty(name.toLowerCase());
    }
  }
});

test.each([
  // The town is small: only short times leave gaps in it.
  { path: "/api/v1/zones-blanches", query: "minutes=1", type: "application/json" },
  { path: "/api/v1/zones-blanches", query: "minutes=1&format=geojson", type: "application/geo+json" },
  { path: "/api/v1/couverture", query: "detail=epci&exclure=bus,itinerante", type: "application/json" },
  { path: "/api/v1/couverture", query: "exclure=fixe,multisite,bus,itinerante", type: "application/json" },
  { path: "/api/v1/structures", query: "territoire=france&au=2022-01-01", type: "application/geo+json" },
  { path: "/api/v1/territoires", query: "q=zzz", type: "application/json" },
])("$path?$query too", async ({ path, query, type }) => {
  const { get, document } = await describedWorld();
  const response = await get(`${path}?${query}`);
  expect(response.statusCode).toBe(200);
  expect(new AnswerSchemas(document).faults(path, 200, type, response.json())).toEqual([]);
});

test("so are the answers of a study with other kinds of values", async () => {
  const { get, document } = await openWorld(fakeStudy());
  const schemas = new AnswerSchemas(document);
  for (const [path, url, type] of [
    ["/api/v1/jeu", "/api/v1/jeu", "application/json"],
    ["/api/v1/couverture", "/api/v1/couverture?detail=commune", "application/json"],
    ["/api/v1/structures", "/api/v1/structures", "application/geo+json"],
    ["/api/v1/zones-blanches", "/api/v1/zones-blanches?minutes=20", "application/json"],
    ["/tiles/fond.json", "/tiles/fond.json", "application/json"],
    ["/sante", "/sante", "application/json"],
  ]) {
    expect(schemas.faults(path, 200, type, (await get(url)).json()), url).toEqual([]);
  }
  const roads = await openWorld(fakeStudy({ withPopulation: false }));
  const [jeu, sante] = [await roads.get("/api/v1/jeu"), await roads.get("/sante")];
  expect(schemas.faults("/api/v1/jeu", 200, "application/json", jeu.json())).toEqual([]);
  expect(schemas.faults("/sante", 200, "application/json", sante.json())).toEqual([]);
});

test("a schema is not content with just anything", async () => {
  const { get, document } = await describedWorld();
  const schemas = new AnswerSchemas(document);
  const path = "/api/v1/couverture";
  const answer = (await get(path)).json<Record<string, unknown>>();
  const faults = (changed: unknown): string[] => schemas.faults(path, 200, "application/json", changed);
  expect(faults(answer)).toEqual([]);
  const { share, ...withoutShare } = answer;
  expect(faults(withoutShare)).toHaveLength(1);
  expect(faults({ ...answer, share: Number(share) + 1 })).toHaveLength(1);
  expect(faults({ ...answer, more: 1 })).toHaveLength(1);
});

/** How a parameter that is fine becomes one that nothing in the dataset answers to. */
const BROKEN: readonly (readonly [name: string, value: string])[] = [
  ["inconnu", "1"],
  ["territoire", "dep:99"],
  ["minutes", "abc"],
  ["exclure", "voiture"],
  ["limite", "0"],
  ["format", "xml"],
  ["detail", "rue"],
  ["lat", "-89"],
  ["lon", "400"],
  ["jeu", "autre"],
];

test("every refusal is a problem of a status and a type that are told", async () => {
  const { document, get } = await describedWorld();
  const schemas = new AnswerSchemas(document);
  const seen = new Set<string>();
  for (const one of operationsOf(document)) {
    const [{ url }] = examplesOf(one);
    const broken = BROKEN.map(([name, value]) => withParameter(url, name, value));
    const elsewhere = one.path.includes("{") ? [one.path.replaceAll(/\{\w+\}/g, "99")] : [];
    const empty = [url.split("?")[0]];
    for (const asked of [...broken, ...elsewhere, ...empty]) {
      const response = await get(asked);
      if (response.statusCode < 400) continue;
      const told = one.operation.responses[response.statusCode];
      expect(told, `${response.statusCode} of ${asked}`).toBeDefined();
      expect(mediaOf(response.headers)).toBe(PROBLEM);
      const problem = response.json<{ type: string }>();
      expect(schemas.faults(one.path, response.statusCode, PROBLEM, problem), asked).toEqual([]);
      expect(told.description, asked).toContain(`\`${problem.type}\``);
      seen.add(problem.type);
    }
  }
  const common = [
    "adresse-inconnue",
    "jeu-inconnu",
    "parametre-inconnu",
    "parametre-invalide",
    "parametre-manquant",
    "point-hors-emprise",
    "structure-inconnue",
    "territoire-inconnu",
  ].map((slug) => `/problemes/${slug}`);
  expect([...seen]).toEqual(expect.arrayContaining(common));
});

function withParameter(url: string, name: string, value: string): string {
  const [path, query = ""] = url.split("?");
  const others = query.split("&").filter((pair) => pair !== "" && !pair.startsWith(`${name}=`));
  return `${path}?${[...others, `${name}=${value}`].join("&")}`;
}

test("what is sent by POST is answered as told, and so are its refusals", async () => {
  const { document, post } = await describedWorld();
  const schemas = new AnswerSchemas(document);
  for (const [path, { post: operation }] of Object.entries(document.paths)) {
    if (operation?.requestBody === undefined) continue;
    const [[type, { examples = {} }]] = Object.entries(operation.requestBody.content);
    expect(Object.keys(examples).length).toBeGreaterThan(0);
    for (const { value } of Object.values(examples)) {
      expect(schemas.postFaults(path, null, type, value)).toEqual([]);
      const response = await post(path, type, JSON.stringify(value));
      const good = Object.keys(operation.responses).filter((status) => status.startsWith("2"));
      expect(good, response.body).toContain(String(response.statusCode));
      const { content = {} } = operation.responses[response.statusCode];
      expect(Object.keys(content)).toContain(mediaOf(response.headers));
    }
    const refused = [
      await post(`${path}?inconnu=1`, type, "[]"),
      await post(path, type, "[]"),
      await post(path, type, "{"),
      await post(path, "image/png", "a"),
      await post(path, type, `[${" ".repeat(5_000_000)}]`),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([400, 400, 400, 415, 413]);
    for (const response of refused) {
      const problem = response.json<{ type: string }>();
      expect(schemas.postFaults(path, response.statusCode, PROBLEM, problem)).toEqual([]);
      expect(operation.responses[response.statusCode].description).toContain(`\`${problem.type}\``);
    }
  }
});

test("the server's own troubles are told too", async () => {
  const study = fakeStudy();
  const { get, document } = await openWorld(study);
  study.coverage = () => {
    throw new Error("out of order");
  };
  const schemas = new AnswerSchemas(document);
  const failed = await get("/api/v1/couverture");
  expect(failed.statusCode).toBe(500);
  expect(schemas.faults("/api/v1/couverture", 500, PROBLEM, failed.json())).toEqual([]);
  const notReady = await get("/sante");
  expect(notReady.statusCode).toBe(503);
  expect(schemas.faults("/sante", 503, PROBLEM, notReady.json())).toEqual([]);
});
