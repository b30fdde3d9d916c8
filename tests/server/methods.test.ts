import type { FastifyInstance, InjectOptions } from "fastify";
import { mkdirSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { startServer } from "../../server/server.ts";
import { problemOf, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { tempFolder } from "../helpers/temp-folder.ts";

const ADDRESSES = [
  "/api/v1/jeu",
  "/api/v1/structures/1",
  "/tiles/fond/0/0/0.mvt",
  "/ogc/collections",
  "/sante",
  "/metrics",
];

function webRoot(): string {
  const root = tempFolder();
  mkdirSync(join(root, "assets"));
  writeFileSync(join(root, "index.html"), "<!doctype html><title>Trente</title>");
  return root;
}

async function statusOf(app: FastifyInstance, method: string, url: string): Promise<number> {
  return (await app.inject({ method: method as NonNullable<InjectOptions["method"]>, url })).statusCode;
}

describe.each(ADDRESSES)("%s", (url) => {
  test("answers OPTIONS, with or without the headers of a preflight, by what it allows", async () => {
    const { app } = await testApp();
    const preflight = { origin: "https://exemple.test", "access-control-request-method": "GET" };
    for (const headers of [{}, preflight]) {
      const answer = await app.inject({ method: "OPTIONS", url, headers });
      expect(answer.statusCode).toBe(204);
      expect(answer.body).toBe("");
      expect(answer.headers.allow).toBe("GET, HEAD, OPTIONS");
    }
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])("refuses %s", async (method) => {
    const { app } = await testApp();
    const answer = await app.inject({ method: method as "POST", url });
    expect(problemOf(answer)).toMatchObject({ type: "/problemes/methode-refusee", status: 405 });
    expect(answer.headers.allow).toBe("GET, HEAD, OPTIONS");
  });

  test("refuses a body that it would not look at", async () => {
    const { app } = await testApp();
    const answer = await app.inject({ method: "GET", url, payload: "{}" });
    expect(problemOf(answer)).toMatchObject({ type: "/problemes/corps-refuse", status: 400 });
    expect(answer.headers.connection).toBe("close");
    const empty = await app.inject({ method: "GET", url, headers: { "content-length": "0" } });
    expect(empty.statusCode).toBe(200);
  });
});

test("addresses that there are not are unknown to OPTIONS and HEAD too", async () => {
  const { app } = await testApp();
  for (const method of ["OPTIONS", "HEAD", "GET", "POST"]) {
    expect(await statusOf(app, method, "/nulle-part")).toBe(404);
  }
});

test("the server as a whole is asked what it allows by `*`", async () => {
  const server = await startServer({ study: fakeStudy(), webRoot: null, port: 0 });
  onTestFinished(() => server.close());
  const { hostname, port } = new URL(server.url);
  // `inject` and `fetch` would ask for the path `/*`.
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request({ hostname, port, method: "OPTIONS", path: "*" }, resolve).on("error", reject).end();
  });
  answer.resume();
  expect(answer.statusCode).toBe(204);
  expect(answer.headers.allow).toBe("GET, HEAD, OPTIONS");
});

test("the pages of the map take GET, HEAD and OPTIONS", async () => {
  const { app } = await testApp(fakeStudy(), webRoot());
  expect(await statusOf(app, "GET", "/")).toBe(200);
  expect(await statusOf(app, "HEAD", "/")).toBe(200);
  expect(await statusOf(app, "OPTIONS", "/index.html")).toBe(204);
});
