import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

import { testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const URLS = [
  "/api/v1/jeu",
  "/api/v1/territoires",
  "/api/v1/territoires/dep:01",
  "/api/v1/couverture?minutes=20",
  "/api/v1/structures",
  "/api/v1/structures?f=csv&limite=2",
  "/api/v1/structures/1/bassin",
  "/api/v1/courbes?genre=commune",
  "/api/v1/dates",
  "/api/v1/sensibilite",
  "/api/v1/carreaux",
  "/api/v1/structures/1/isochrone",
  "/api/v1/zones-blanches?format=csv",
  "/tiles/fond/6/33/22.mvt",
  "/tiles/territoires/6/33/22.mvt",
  "/tiles/carreaux/6/33/22.mvt",
];

describe("caching", () => {
  test.each(URLS)("%s is not sent, nor computed, again to a client that holds it", async (url) => {
    const { app, study, get } = await testApp();
    const first = await get(url);
    expect(first.statusCode).toBe(200);
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"[\w-]{20,}"$/);
    const computed = { ...study.calls };
    for (const held of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await app.inject({ url, headers: { "if-none-match": held } });
      expect(again.statusCode).toBe(304);
      expect(again.body).toBe("");
      expect(again.headers.etag).toBe(etag);
      expect(again.headers.vary).toContain("accept-encoding");
    }
    expect(study.calls).toEqual(computed);
  });

  test("what took long to compute is computed once, whoever asks and however", async () => {
    const { app, study } = await testApp();
    const url = "/api/v1/structures/1/isochrone?minutes=15";
    const answers = await Promise.all([
      app.inject(url),
      app.inject(url),
      app.inject({ url, method: "HEAD" }),
      app.inject({ url, headers: { "accept-encoding": "gzip" } }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    expect(study.calls.isochrones).toBe(1);
  });

  test("a refusal is not kept: the next who asks is told again", async () => {
    const { get, study } = await testApp();
    const url = "/api/v1/couverture?territoire=dep:99";
    expect((await get(url)).statusCode).toBe(404);
    expect((await get(url)).statusCode).toBe(404);
    expect(study.calls.coverage).toBe(2);
  });

  test("another address or another dataset has another ETag", async () => {
    const { get } = await testApp();
    const study = fakeStudy();
    const other = await testApp({ ...study, dataset: { ...study.dataset, id: "fake-2" } });
    const etags = await Promise.all([
      get("/api/v1/couverture?minutes=20"),
      get("/api/v1/couverture?minutes=21"),
      other.get("/api/v1/couverture?minutes=20"),
    ]);
    expect(new Set(etags.map(({ headers }) => headers.etag)).size).toBe(3);
  });

  test("the same dataset and address have the same ETag after a restart", async () => {
    const [before, after] = [await testApp(), await testApp()];
    const [first, second] = [await before.get("/api/v1/jeu"), await after.get("/api/v1/jeu")];
    expect(first.headers.etag).toBe(second.headers.etag);
  });

  test("a compressed answer has its own ETag, for its bytes are others", async () => {
    const { app } = await testApp();
    const plain = await app.inject("/api/v1/structures");
    const zipped = await app.inject({ url: "/api/v1/structures", headers: { "accept-encoding": "gzip" } });
    expect(zipped.headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(zipped.rawPayload).toString()).toBe(plain.body);
    expect(zipped.headers.etag).not.toBe(plain.headers.etag);
  });

  test("`If-None-Match: *` does not hide an answer from who holds none", async () => {
    const { app } = await testApp();
    const response = await app.inject({ url: "/api/v1/jeu", headers: { "if-none-match": "*" } });
    expect(response.statusCode).toBe(200);
  });

  test("tiles whose address names the dataset may be kept, others are asked for again", async () => {
    const { get } = await testApp();
    const bound = await get("/tiles/fond/6/33/22.mvt?jeu=fake-1");
    const free = await get("/tiles/fond/6/33/22.mvt");
    expect(bound.headers["cache-control"]).toBe("public, max-age=86400");
    expect(free.headers["cache-control"]).toBe("public, no-cache");
  });
});

test.each([...URLS, "/sante", "/tiles/fond.json"])(
  "HEAD %s answers as GET does, without a body",
  async (url) => {
    const { app, get } = await testApp();
    const full = await get(url);
    const head = await app.inject({ method: "HEAD", url });
    expect(head.statusCode).toBe(full.statusCode);
    expect(head.body).toBe("");
    expect(head.headers["content-type"]).toBe(full.headers["content-type"]);
    expect(head.headers["content-length"]).toBe(full.headers["content-length"]);
    expect(head.headers.etag).toBe(full.headers.etag);
  },
);

test("HEAD gives no length where compression would give another", async () => {
  const { app } = await testApp();
  const headers = { "accept-encoding": "gzip" };
  const url = "/api/v1/structures";
  const full = await app.inject({ url, headers });
  const head = await app.inject({ method: "HEAD", url, headers });
  expect(full.headers["content-encoding"]).toBe("gzip");
  expect(head.headers).not.toHaveProperty("content-length");
  expect(head.headers.etag).toBe(full.headers.etag);
});

describe("security", () => {
  test("the page may load nothing from elsewhere but the pictures of IGN's plan, and run no inline script", async () => {
    const { get } = await testApp();
    const policy = String((await get("/api/v1/jeu")).headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("worker-src 'self' blob:");
    const elsewhere = policy.split(";").filter((directive) => directive.includes("https://data.geopf.fr"));
    expect(elsewhere.map((directive) => directive.split(" ")[0])).toEqual(["img-src", "connect-src"]);
    expect(policy.replaceAll("https://data.geopf.fr", "")).not.toMatch(/https?:|unsafe|\*/);
  });

  test("plain HTTP on a closed network keeps working", async () => {
    const { get } = await testApp();
    const { headers } = await get("/api/v1/jeu");
    expect(headers).not.toHaveProperty("strict-transport-security");
    expect(String(headers["content-security-policy"])).not.toContain("upgrade-insecure-requests");
  });

  test("any site may read the data, errors included, and none may change a thing", async () => {
    const { app } = await testApp();
    const headers = { origin: "https://exemple.test" };
    for (const url of ["/api/v1/jeu", "/api/v1/couverture?minutes=x", "/tiles/fond/6/33/22.mvt"]) {
      const response = await app.inject({ url, headers });
      expect(response.headers["access-control-allow-origin"]).toBe("*");
    }
    const preflight = await app.inject({
      method: "OPTIONS",
      url: "/api/v1/jeu",
      headers: { ...headers, "access-control-request-method": "DELETE" },
    });
    expect(preflight.headers["access-control-allow-methods"]).toBe("GET, HEAD, POST");
    expect(preflight.headers).not.toHaveProperty("access-control-allow-credentials");
  });
});

describe("the web app", () => {
  function builtApp(): string {
    const webRoot = tempFolder();
    mkdirSync(join(webRoot, "assets"));
    writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>Trente</title>");
    writeFileSync(join(webRoot, "assets", "main-abc123.js"), "export {};");
    return webRoot;
  }

  test("is served at the root, asked for again each time", async () => {
    const { get } = await testApp(fakeStudy(), builtApp());
    const response = await get("/");
    expect(response.body).toContain("<title>Trente</title>");
    expect(response.headers["content-type"]).toContain("text/html");
    expect(response.headers["cache-control"]).toBe("public, no-cache");
  });

  test("keeps files that are named by their contents", async () => {
    const { get } = await testApp(fakeStudy(), builtApp());
    const response = await get("/assets/main-abc123.js");
    expect(response.headers["content-type"]).toContain("javascript");
    expect(response.headers["cache-control"]).toContain("immutable");
  });

  test.each(["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "/assets/absent.js"])(
    "%s is not a way out of its directory",
    async (url) => {
      const { get } = await testApp(fakeStudy(), builtApp());
      expect((await get(url)).statusCode).toBeGreaterThanOrEqual(400);
    },
  );

  test("without one the root is an unknown address", async () => {
    const { get } = await testApp();
    expect((await get("/")).statusCode).toBe(404);
  });
});
