import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";

import type { OpenApiDocument } from "../../../server/ogc/openapi/definition.ts";
import { testApp } from "../../helpers/app.ts";
import { PAGE, ogcApp } from "../../helpers/ogc-world.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly style: string;
  readonly explode: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}

const ITEMS = "/collections/points/items";

function resolve({ components }: OpenApiDocument, parameter: Readonly<Record<string, unknown>>): Parameter {
  const { $ref } = parameter;
  if (typeof $ref !== "string") return parameter as unknown as Parameter;
  const shared = components["parameters"] as Record<string, Parameter>;
  return shared[$ref.replace("#/components/parameters/", "")];
}

async function definition(): Promise<OpenApiDocument> {
  const { get } = await ogcApp();
  const response = await get("/api");
  expect(response.headers["content-type"]).toBe("application/vnd.oai.openapi+json;version=3.0");
  return response.json<OpenApiDocument>();
}

test("/req/oas30/oas-definition-2: valid OpenAPI 3.0, of made-up collections and of a study's", async () => {
  const { get } = await testApp();
  for (const document of [await definition(), (await get("/ogc/api")).json<OpenApiDocument>()]) {
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...document });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe("3.0");
  }
});

test("/req/oas30/completeness: every path answers, and every answer has its media types", async () => {
  const { get } = await ogcApp();
  const { paths } = await definition();
  for (const [path, { get: operation }] of Object.entries(paths)) {
    const response = await get(path.replace("{featureId}", "p%2F7"));
    expect(response.statusCode).toBe(200);
    const ok = operation.responses["200"] as { content: Record<string, unknown> };
    const types = Object.keys(ok.content);
    const type = String(response.headers["content-type"]).replace("; charset=utf-8", "");
    expect(types).toEqual([type, "text/html"]);
  }
});

test("/req/oas30/exceptions-codes: refusals are described", async () => {
  const { paths } = await definition();
  for (const { get: operation } of Object.values(paths)) {
    expect(Object.keys(operation.responses)).toEqual(["200", "304", "400", "404", "500", "503"]);
  }
});

test("/req/oas30/oas-impl: what the definition lists is what is taken", async () => {
  const { get } = await ogcApp();
  const document = await definition();
  const listed = document.paths[ITEMS].get.parameters.map((parameter) => resolve(document, parameter));
  const refusal = (await get(`${ITEMS}?inconnu=1`)).json<{ detail: string }>();
  const taken = refusal.detail.replace(/^.*acceptés : (.*)\.$/, "$1").split(", ");
  expect(listed.map(({ name }) => name)).toEqual(taken);
  expect(taken).toEqual(["f", "limit", "offset", "bbox", "bbox-crs", "datetime", "crs", "rank", "colour"]);
});

test("/req/core/fc-limit-definition, fc-bbox-definition, fc-time-definition, /req/crs/fc-crs-definition, fc-bbox-crs-definition", async () => {
  const document = await definition();
  const listed = document.paths[ITEMS].get.parameters.map((parameter) => resolve(document, parameter));
  const byName = new Map(listed.map((parameter) => [parameter.name, parameter]));
  for (const parameter of listed) {
    expect(parameter).toMatchObject({ in: "query", required: false, style: "form", explode: false });
  }
  const schemaOf = (name: string): unknown => byName.get(name)?.schema;
  expect(schemaOf("limit")).toEqual({
    type: "integer",
    minimum: 1,
    maximum: PAGE.max,
    default: PAGE.default,
  });
  expect(schemaOf("bbox")).toEqual({
    type: "array",
    oneOf: [
      { minItems: 4, maxItems: 4 },
      { minItems: 6, maxItems: 6 },
    ],
    items: { type: "number" },
  });
  expect(schemaOf("datetime")).toEqual({ type: "string" });
  expect(schemaOf("crs")).toMatchObject({ type: "string", format: "uri" });
  expect(schemaOf("bbox-crs")).toMatchObject({ type: "string", format: "uri" });
  expect(schemaOf("rank")).toEqual({ type: "integer", minimum: 0 });
  expect(schemaOf("colour")).toEqual({ type: "string", enum: ["rouge", "bleu"] });
});
