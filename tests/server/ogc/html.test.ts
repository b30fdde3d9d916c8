import { describe, expect, test } from "vitest";

import { MARKUP, ogcApp } from "../../helpers/ogc-world.ts";
import type { OgcJson } from "../../helpers/ogc-world.ts";

const PAGES = [
  "",
  "/api",
  "/conformance",
  "/collections",
  "/collections/points",
  "/collections/points/schema",
  "/collections/points/items",
  "/collections/points/items?offset=1000",
  "/collections/points/items/p%2F7",
];

async function page(path: string): Promise<string> {
  const { get } = await ogcApp();
  const response = await get(path, { accept: "text/html" });
  expect(response.statusCode).toBe(200);
  // /req/html/definition
  expect(response.headers["content-type"]).toBe("text/html; charset=utf-8");
  return response.body;
}

describe.each(PAGES)("/req/html/content: %s", (path) => {
  test("is a French HTML 5 page with a title, one heading and one main part", async () => {
    const body = await page(path);
    expect(body).toMatch(/^<!doctype html>\s*<html lang="fr">/);
    expect(body).toMatch(/<title>[^<]+<\/title>/);
    expect(body.match(/<h1>/g)).toHaveLength(1);
    expect(body.match(/<main /g)).toHaveLength(1);
    expect(body.match(/<\/main>/g)).toHaveLength(1);
  });

  test("has all links of the JSON document", async () => {
    const { get } = await ogcApp();
    const [address, query = ""] = path.split("?");
    const separator = query === "" ? "?" : "&";
    const { links = [] } = (await get(`${path}${separator}f=json`)).json<Partial<OgcJson>>();
    const body = (await get(`${path}${separator}f=html`)).body;
    const shown = new Set(
      [...body.matchAll(/<a href="([^"]+)"/g)].map((match) => match[1].replaceAll("&amp;", "&")),
    );
    expect(links.length > 0 || ["/api", "/collections/points/schema"].includes(address)).toBe(true);
    for (const { href, rel } of links) {
      // Pages go on in their own encoding, and name that of others, since browsers ask for pages.
      const isTurn = rel === "next" || rel === "prev";
      const named = href.includes("f=") ? href : `${href}?f=json`;
      expect(shown).toContain(isTurn ? named.replace("f=json", "f=html") : named);
    }
  });

  test("loads nothing but its stylesheet, and has no inline script or style", async () => {
    const body = await page(path);
    expect(body).not.toMatch(/<script|<style|<img|<iframe|style=|\son\w+=/i);
    const loaded = [...body.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((match) => match[1]);
    expect(loaded).toEqual(["http://localhost:80/ogc/style.css"]);
  });

  test("escapes what it shows", async () => {
    const body = await page(path);
    expect(body).not.toContain(MARKUP);
    expect(body).not.toContain("<script>");
  });

  test("tables have a caption and heads, and closed elements", async () => {
    const body = await page(path);
    const count = (sign: RegExp): number => (body.match(sign) ?? []).length;
    expect(count(/<caption>/g)).toBe(count(/<table>/g));
    expect(count(/<th>/g)).toBe(0);
    for (const name of ["table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p", "div", "a", "code"]) {
      expect(count(new RegExp(`<${name}[ >]`, "g"))).toBe(count(new RegExp(`</${name}>`, "g")));
    }
  });
});

test("a page of features shows their values, and leads to each of them", async () => {
  const body = await page("/collections/points/items?limit=2&rank=7");
  expect(body).toContain("/ogc/collections/points/items/p%2F7?f=html");
  expect(body).toContain("<td>2020-01-08</td>");
  expect(body).toContain("sur 1 qui correspondent");
});

test("the stylesheet is served, as a stylesheet", async () => {
  const { get } = await ogcApp();
  const response = await get("/style.css");
  expect(response.headers["content-type"]).toBe("text/css; charset=utf-8");
  expect(response.body).not.toMatch(/url\(|@import/);
});
