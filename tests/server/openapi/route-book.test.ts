import fastify from "fastify";
import { Type } from "typebox";
import { expect, onTestFinished, test } from "vitest";

import type { Description } from "../../../server/openapi/description.ts";
import { RouteBook, exampleAddress } from "../../../server/openapi/route-book.ts";
import { parameters } from "../../../server/schemas/parameters.ts";

const describe: Description = {
  operationId: "lireEssai",
  summary: "Un essai",
  description: "Un essai.",
  tag: "Service",
  answers: { 200: { description: "Un essai." } },
  examples: () => [],
};

const revalidate = async (): Promise<void> => {};
const other = async (): Promise<void> => {};

function bookedApp() {
  const app = fastify();
  onTestFinished(async () => app.close());
  const book = new RouteBook(revalidate);
  app.addHook("onRoute", (route) => book.add(route));
  return { app, book };
}

const answer = (): string => "";

test("routes that say nothing of themselves are named", () => {
  const { app, book } = bookedApp();
  app.get("/api/v1/nu", answer);
  app.put("/api/v1/mis", { config: { describe } }, answer);
  app.post("/api/v1/envoye", { config: { describe } }, answer);
  app.delete("/api/v1/ote", { config: { describe } }, answer);
  app.get("/api/v1/dit", { config: { describe } }, answer);
  expect(book.undescribed).toEqual(["GET /api/v1/nu", "PUT /api/v1/mis"]);
  expect(book.routes.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST /api/v1/envoye",
    "DELETE /api/v1/ote",
    "GET /api/v1/dit",
  ]);
});

test("routes that are described elsewhere, and files, are not asked for words", () => {
  const { app, book } = bookedApp();
  for (const url of ["/ogc", "/ogc/", "/ogc/collections/:id", "/osrm/*", "/*", "/"]) app.get(url, answer);
  app.options("*", answer);
  app.head("/tete", answer);
  app.route({ method: ["POST", "PUT"], url: "/refus", config: { allow: "GET" }, handler: answer });
  expect(book.undescribed).toEqual([]);
  for (const url of ["/ogcs", "/osrm2/x", "/api/*"]) app.get(url, answer);
  expect(book.undescribed).toHaveLength(3);
});

test("what a route answers beside its own is read off it", () => {
  const { app, book } = bookedApp();
  const schema = {
    params: parameters({ id: Type.String() }),
    querystring: parameters({ minutes: Type.Integer() }),
  };
  app.get("/a/:id/b", { schema, config: { describe }, preHandler: [other, revalidate] }, answer);
  app.get("/c", { config: { describe }, preHandler: other }, answer);
  const [checked, free] = book.routes;
  expect(checked).toMatchObject({ path: "/a/{id}/b", isChecked: true, isRevalidated: true });
  expect(free).toMatchObject({ path: "/c", isChecked: false, isRevalidated: false });
});

test("an example's address escapes what has a meaning there, and nothing that people read", () => {
  const { app, book } = bookedApp();
  app.get("/a/:id/:x.mvt", { config: { describe } }, answer);
  const address = exampleAddress(book.routes[0], {
    summary: "",
    path: { id: "a/b?", x: 3 },
    query: { territoire: "dep:2A", minutes: "5,10", q: "Saint-Œuf & Cie" },
  });
  expect(address).toBe("/a/a%2Fb%3F/3.mvt?territoire=dep:2A&minutes=5,10&q=Saint-%C5%92uf%20%26%20Cie");
});
