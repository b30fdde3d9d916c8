import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance, RouteOptions } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";

import { buildApp } from "../../server/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

async function builtApp(onRoute: (route: RouteOptions) => void = () => {}): Promise<FastifyInstance> {
  const webRoot = tempFolder();
  mkdirSync(join(webRoot, "assets"));
  writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>Trente</title>");
  writeFileSync(join(webRoot, "assets", "app.js"), "0");
  writeFileSync(join(webRoot, "..", "beside.txt"), "beside");
  const app = await buildApp({ study: fakeStudy(), webRoot, onRoute });
  onTestFinished(() => app.close());
  return app;
}

describe("whatever is answered", () => {
  test.each([
    "/",
    "/cadre",
    "/assets/app.js",
    "/documentation",
    "/openapi.json",
    "/sante",
    "/vivant",
    "/metrics",
    "/api/v1/jeu",
    "/api/v1/couverture?minutes=x",
    "/ogc?f=html",
    "/osrm/nearest/v1/car/9,42",
    "/nulle-part",
    "/assets/absent.js",
  ])("%s has the headers that keep a browser from harm", async (url) => {
    const app = await builtApp();
    const { headers } = await app.inject(url);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["x-request-id"]).toBeTruthy();
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
    expect(headers).not.toHaveProperty("x-powered-by");
    expect(headers).not.toHaveProperty("set-cookie");
    // Frames on other sites are for the pages that are made for them.
    const anyFrame = policy.includes("frame-ancestors *");
    expect(anyFrame).toBe(url === "/cadre");
  });
});

describe("a name that the server is called by", () => {
  const POISON = "poison.exemple.test";

  test("is in no answer that others are given: neither Host nor X-Forwarded-Host", async () => {
    const routes: RouteOptions[] = [];
    const app = await builtApp((route) => void routes.push(route));
    const paths = new Set(
      routes
        .filter(
          ({ method, config, url }) => method === "GET" && config?.allow === undefined && !url.includes("*"),
        )
        .map(({ url }) => url.replace(":id", "1").replace(":z/:x/:y", "0/0/0").replaceAll(/:\w+/g, "1")),
    );
    expect(paths.size).toBeGreaterThan(40);
    for (const url of paths) {
      const { headers, body } = await app.inject({ url, headers: { host: POISON } });
      const isShared = !/no-store|private/.test(headers["cache-control"] ?? "no-store");
      const isKept = isShared && String(headers["cache-control"]).includes("max-age");
      expect(isKept && body.includes(POISON), url).toBe(false);
      expect(headers["location"] ?? "", url).not.toContain(POISON);
      // Of who is no proxy that is trusted, nothing is believed.
      const forged = {
        host: "a.test",
        "x-forwarded-host": POISON,
        "x-forwarded-proto": "gopher",
        forwarded: `host=${POISON}`,
      };
      const other = await app.inject({ url, headers: forged });
      expect(`${other.body} ${JSON.stringify(other.headers)}`, url).not.toMatch(/poison\.exemple|gopher/);
    }
  });

  test("does not get into what is kept for the next who asks", async () => {
    const app = await builtApp();
    for (const url of ["/tiles/fond.json", "/ogc/collections", "/openapi.json", "/api/v1/couverture"]) {
      await app.inject({ url, headers: { host: POISON } });
      const { body } = await app.inject({ url, headers: { host: "a.test" } });
      expect(body, url).not.toContain(POISON);
    }
  });
});

describe("a path", () => {
  test.each([
    "/../beside.txt",
    "/assets/../../beside.txt",
    "/assets/..%2f..%2fbeside.txt",
    "/%2e%2e/beside.txt",
    "/assets/%2e%2e/%2e%2e/beside.txt",
    "/..%5cbeside.txt",
    "//etc/passwd",
    "/assets/%00/../../beside.txt",
    "/assets/....//....//beside.txt",
    "/.git/config",
    "/package.json",
  ])("%s leads to nothing outside of the web app", async (url) => {
    const app = await builtApp();
    const { statusCode, body } = await app.inject(url);
    expect([400, 403, 404]).toContain(statusCode);
    expect(body).not.toMatch(/^beside|root:/);
  });
});

describe("a body", () => {
  const POLLUTED = [
    '{"__proto__":{"polluted":1}}',
    '{"modifications":[{"__proto__":{"polluted":1},"fermer":"1"}]}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"territoire":"dep:01","__proto__":{"minutes":5}}',
    '{"modifications":{"__proto__":{"length":1}},"toString":1}',
  ];

  test("does not change what all objects have", async () => {
    const app = await builtApp();
    for (const url of [
      "/api/v1/scenarios",
      "/api/v1/implantations",
      "/api/v1/proche/lot",
      "/api/v1/scenarios/enregistres",
    ]) {
      for (const payload of POLLUTED) {
        const headers = { "content-type": "application/json" };
        const { statusCode, body } = await app.inject({ method: "POST", url, headers, payload });
        expect(statusCode, `${url} ${payload} ${body}`).toBeGreaterThanOrEqual(400);
        expect(statusCode).toBeLessThan(500);
      }
    }
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
    for (const url of [
      "/api/v1/couverture?__proto__[polluted]=1",
      "/api/v1/couverture?constructor.prototype.polluted=1",
    ]) {
      expect((await app.inject(url)).statusCode).toBe(400);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
