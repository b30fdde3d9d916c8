import { describe, expect, test } from "vitest";

import { problemOf } from "../../helpers/app.ts";
import { DOCUMENTS, FEATURES, ogcApp } from "../../helpers/ogc-world.ts";

/** OGC 17-069r4: names of tests are those of the requirements. */

describe("parameters", () => {
  test.each(DOCUMENTS)("/req/core/query-param-unknown: %s", async (path) => {
    const { get } = await ogcApp();
    expect(problemOf(await get(`${path}?inconnu=1`))).toMatchObject({
      type: "/problemes/parametre-inconnu",
      status: 400,
      parametre: "inconnu",
    });
  });

  test.each([
    "limit=0",
    "limit=-1",
    "limit=abc",
    "limit=1.5",
    "limit=",
    "limit=1&limit=2",
    "offset=-1",
    "offset=a",
    "bbox=1,2,3",
    "bbox=1,2,3,a",
    "bbox=3,91,4,92",
    "bbox=3,47,4,46",
    "datetime=hier",
    "datetime=2020-02-30",
    "datetime=2020-01-02/2020-01-01",
    "f=xml",
    "rank=a",
    "rank=-1",
    "colour=vert",
  ])("/req/core/query-param-invalid: %s", async (query) => {
    const { get } = await ogcApp();
    const [parameter] = query.split("=");
    const response = await get(`${FEATURES}?${query}`);
    expect(problemOf(response)).toMatchObject({
      type: "/problemes/parametre-invalide",
      status: 400,
      parametre: parameter,
    });
    expect(response.headers).not.toHaveProperty("etag");
  });
});

describe("HTTP", () => {
  test.each(DOCUMENTS)("/req/core/http: HEAD %s answers as GET does, without a body", async (path) => {
    const { app, get } = await ogcApp();
    const full = await get(path);
    const head = await app.inject({ method: "HEAD", url: `/ogc${path}` });
    expect(head.statusCode).toBe(200);
    expect(head.body).toBe("");
    for (const name of ["content-type", "etag", "content-crs", "vary"]) {
      expect(head.headers[name]).toBe(full.headers[name]);
    }
  });

  test.each(DOCUMENTS)("/rec/core/etag: %s is not sent again to a client that holds it", async (path) => {
    const { get } = await ogcApp();
    const first = await get(path);
    const etag = String(first.headers.etag);
    // Weak, for answers say when they were made.
    expect(etag).toMatch(/^W\/"[\w-]{20,}"$/);
    expect(first.headers.vary).toBe("accept-encoding, accept");
    for (const held of [etag, etag.slice(2), `"other", ${etag}`]) {
      const again = await get(path, { "if-none-match": held });
      expect([again.statusCode, again.body]).toEqual([304, ""]);
    }
  });

  test("each encoding of one address has its own ETag", async () => {
    const { get } = await ogcApp();
    const page = await get(FEATURES, { accept: "text/html" });
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.headers.etag).not.toBe((await get(FEATURES)).headers.etag);
  });

  test("a host that is none is refused, not repeated in links", async () => {
    const { get } = await ogcApp();
    const { statusCode, body } = await get(FEATURES, { host: "a<b>" });
    expect(statusCode).toBe(400);
    expect(body).not.toContain("<b>");
  });

  test("links name the host that the client asked, and the path under which a proxy shows the server", async () => {
    const { get } = await ogcApp({ prefix: "/trente" });
    for (const path of DOCUMENTS) {
      const { body } = await get(path, { host: "carte.exemple.test:8443" });
      const own = new URL("http://carte.exemple.test:8443/trente/ogc");
      const hrefs = [...body.matchAll(/"(?:href|url|\$id)":"([^"]+)"/g)].map((match) => new URL(match[1]));
      expect(hrefs.length).toBeGreaterThan(0);
      for (const href of hrefs) {
        expect(href.origin).toBe(own.origin);
        expect(href.pathname).toMatch(/^\/trente\/ogc(\/|$)/);
      }
    }
  });
});
