import { describe, expect, test } from "vitest";

import { describedWorld, examplesOf, openWorld, operationsOf } from "../../helpers/described-world.ts";
import type { DescribedWorld } from "../../helpers/described-world.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";

async function page(world: DescribedWorld, url = "/documentation"): Promise<string> {
  const response = await world.get(url);
  expect(response.statusCode).toBe(200);
  expect(response.headers["content-type"]).toBe("text/html; charset=utf-8");
  return response.body;
}

/** A page with all its excerpts, which the first request may not have waited for. */
async function wholePage(world: DescribedWorld): Promise<string> {
  const etag = async (): Promise<unknown> => (await world.get("/documentation")).headers.etag;
  await expect.poll(etag, { timeout: 30_000 }).toBeDefined();
  return page(world);
}

/** Addresses on the same server, from its root. */
function linksOf(body: string, from = "/documentation"): string[] {
  return [...body.matchAll(/<a href="([^"]+)"/g)].map((match) => {
    const url = new URL(match[1].replaceAll("&amp;", "&"), `http://localhost${from}`);
    expect(url.origin).toBe("http://localhost");
    return url.href.slice(url.origin.length);
  });
}

describe.each(["/documentation", "/problemes/parametre-invalide"])("%s", (url) => {
  test("is a French HTML 5 page with a title, one heading, and nothing inline or from elsewhere", async () => {
    const body = await page(await openWorld(fakeStudy()), url);
    expect(body).toMatch(/^<!doctype html>\s*<html lang="fr">/);
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body).not.toMatch(/<script|<style|<img|<iframe|style=|\son\w+=|https?:\/\/(?!serveur\.example)/i);
  });

  test("has closed elements, and names and captions for its tables", async () => {
    const body = await page(await openWorld(fakeStudy()), url);
    const count = (sign: RegExp): number => (body.match(sign) ?? []).length;
    expect(count(/<caption>/g)).toBe(count(/<table>/g));
    for (const name of [
      "section",
      "details",
      "table",
      "tr",
      "th",
      "td",
      "ul",
      "li",
      "p",
      "pre",
      "a",
      "code",
    ]) {
      expect(count(new RegExp(`<${name}[ >]`, "g")), name).toBe(count(new RegExp(`</${name}>`, "g")));
    }
    const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test("every link leads somewhere, to the place on the page where it names one", async () => {
  const world = await describedWorld();
  const body = await page(world);
  const ids = new Set([...body.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1]));
  const links = linksOf(body);
  for (const link of new Set(links)) {
    const [address, place] = link.split("#");
    // The map is absent from this server.
    const isThere = address === "/" ? [404] : address.startsWith("/tiles/") ? [200, 204] : [200];
    expect(isThere, address).toContain((await world.get(address)).statusCode);
    expect(place === undefined || ids.has(place), link).toBe(true);
  }
  const examples = operationsOf(world.document).flatMap((one) => examplesOf(one).map(({ url }) => url));
  for (const url of examples) expect(links).toContain(url);
});

test("the page of a problem leads to the operations that answer so", async () => {
  const world = await describedWorld();
  const body = await page(world, "/problemes/territoire-inconnu");
  const links = linksOf(body, "/problemes/territoire-inconnu");
  for (const id of ["lireCouverture", "listerZonesBlanches", "listerStructures"]) {
    expect(links).toContain(`/documentation#${id}`);
  }
  expect(links).not.toContain("/documentation#lireJeu");
  expect((await world.get("/problemes/autre")).statusCode).toBe(404);
});

test("each operation has its parameters, its answers, and the beginning of one of this dataset", async () => {
  const world = await describedWorld();
  const body = await wholePage(world);
  for (const { path, operation } of operationsOf(world.document)) {
    const section = new RegExp(`<section aria-labelledby="${operation.operationId}">.*?</section>`, "s").exec(
      body,
    )?.[0];
    expect(section, path).toBeDefined();
    for (const parameter of operation.parameters) {
      const name = "name" in parameter ? String(parameter.name) : "If-None-Match";
      expect(section).toContain(`<code>${name}</code>`);
    }
    for (const status of Object.keys(operation.responses)) expect(section).toContain(`>${status}</th>`);
    const [type] = Object.keys(operation.responses["200"].content ?? {});
    const isText = /json|csv/.test(type) && operation.requestBody === undefined;
    const isShown = isText && examplesOf({ path, operation }).length > 0;
    expect(section?.includes("Extrait de la réponse"), path).toBe(isShown);
  }
  expect(body).toContain("&quot;name&quot;: &quot;France services Mairie&quot;");
});

test("a page whose excerpts are all there is kept, one without some is not", async () => {
  const world = await describedWorld();
  await wholePage(world);
  const whole = await world.get("/documentation");
  expect(whole.headers).toMatchObject({ "cache-control": "public, no-cache" });
  const held = { "if-none-match": String(whole.headers.etag) };
  expect((await world.get("/documentation", held)).statusCode).toBe(304);
  // It has no roads, so that nothing is near.
  const partial = await (await openWorld(fakeStudy())).get("/documentation");
  expect(partial.headers).toMatchObject({ "cache-control": "no-store" });
  expect(partial.headers.etag).toBeUndefined();
});

test("what the dataset says of itself is text", async () => {
  const study = fakeStudy();
  const name = `<script>"'&`;
  const body = await page(await openWorld({ ...study, dataset: { ...study.dataset, name } }));
  expect(body).not.toContain("<script>");
  expect(body).toContain("&lt;script&gt;&quot;&#39;&amp;");
});

test("invented data are said to be invented", async () => {
  const study = fakeStudy();
  expect(await page(await openWorld(study))).toContain("Ses données sont fictives.");
  const real = { ...study, dataset: { ...study.dataset, fictitious: false } };
  expect(await page(await openWorld(real))).not.toContain("Ses données sont fictives.");
});
