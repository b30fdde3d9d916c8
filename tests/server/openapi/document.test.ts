import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";

import { TAGS } from "../../../server/openapi/tags.ts";
import {
  describedWorld,
  examplesOf,
  openWorld,
  operationsOf,
  shownOperationsOf,
} from "../../helpers/described-world.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";

test("the document is valid OpenAPI 3.1, of datasets with and without a population", async () => {
  for (const study of [fakeStudy(), fakeStudy({ withPopulation: false })]) {
    const { document } = await openWorld(study);
    const validator = new Validator();
    const { valid, errors } = await validator.validate({ ...document });
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe("3.1");
  }
});

test("every route is described: a new one has `config: { describe }` beside its schema (server/openapi/description.ts)", async () => {
  const { undescribed } = await openWorld(fakeStudy());
  expect(undescribed, "routes without `config: { describe }`").toEqual([]);
});

/** What is there only once it has been asked for. */
const WITHOUT_EXAMPLE = new Set([
  "/api/v1/implantations/{id}",
  "/api/v1/sensibilites/{id}",
  "/api/v1/isochrones/{id}",
]);

test("every operation has a name of its own, words, a known group, an example and the ways in which it fails", async () => {
  const { document } = await openWorld(fakeStudy());
  const operations = operationsOf(document);
  expect(operations.length).toBeGreaterThan(15);
  for (const one of operations) {
    const { operationId, summary, description, tags, responses } = one.operation;
    expect(operationId).toMatch(/^[a-z]+([A-Z][a-z]+)*$/);
    expect(summary).toMatch(/^\p{Lu}.*[^.]$/u);
    expect(description).toMatch(/^\p{Lu}.*\.$/u);
    expect(tags.every((tag) => Object.hasOwn(TAGS, tag))).toBe(true);
    expect(examplesOf(one).length > 0, `examples of ${one.path}`).toBe(!WITHOUT_EXAMPLE.has(one.path));
    expect(Object.keys(responses)).toEqual(expect.arrayContaining(["200", "500", "503"]));
  }
  const all = Object.values(document.paths).flatMap(({ get, head, post, delete: remove }) =>
    [get, head, post, remove].filter((one) => one !== undefined),
  );
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length);
});

/** Needed where no other parameter stands for them, which a schema of single parameters cannot say. */
const ALTERNATIVES = new Set([
  "/api/v1/proche lat",
  "/api/v1/proche lon",
  "/tiles/isochrones/{z}/{x}/{y}.mvt structure",
  "/tiles/isochrones.json structure",
]);

test("every parameter is told, and one that is needed is the one whose absence is refused", async () => {
  const { document, get } = await describedWorld();
  for (const one of shownOperationsOf(document)) {
    const [{ url }] = examplesOf(one);
    const own = one.operation.parameters.filter((parameter) => "name" in parameter);
    for (const { name, in: place, required, description, schema } of own as {
      name: string;
      in: string;
      required: boolean;
      description: string;
      schema: object;
    }[]) {
      expect(description).toMatch(/^.{10,}\.$/);
      expect(Object.keys(schema), `${one.path} ${name}`).toContain("type");
      if (place !== "query") continue;
      const [path, query = ""] = url.split("?");
      const without = query.split("&").filter((pair) => !pair.startsWith(`${name}=`));
      const response = await get(`${path}?${without.join("&")}`);
      const isNeeded = required || ALTERNATIVES.has(`${one.path} ${name}`);
      // A tile of the town may be empty.
      const answered = response.statusCode === 204 && path.startsWith("/tiles/") ? 200 : response.statusCode;
      expect(answered, `${path} without ${name}`).toBe(isNeeded ? 400 : 200);
    }
  }
});

test("what is listed is what is taken", async () => {
  const { document, get } = await describedWorld();
  for (const one of shownOperationsOf(document)) {
    // What checks no parameters ignores them.
    if (!Object.hasOwn(one.operation.responses, "400")) continue;
    const [{ url }] = examplesOf(one);
    const refusal = (
      await get(`${url.split("?")[0]}?inconnu=1${url.split("?")[1] ? `&${url.split("?")[1]}` : ""}`)
    ).json<{
      detail: string;
    }>();
    const taken = refusal.detail.replace(/^.*acceptés : (.*)\.$/, "$1").split(", ");
    const listed = one.operation.parameters.flatMap((parameter) =>
      "in" in parameter && parameter.in === "query" ? [parameter.name] : [],
    );
    expect(listed.length === 0 ? ["aucun"] : listed, one.path).toEqual(taken);
  }
});
