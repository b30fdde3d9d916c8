import { Ajv2020 } from "ajv/dist/2020.js";
import type { ValidateFunction } from "ajv/dist/2020.js";

import type { OpenApiDocument } from "../../server/openapi/document.ts";

/** Where a document stands for the checker, so that its references resolve. */
const HERE = "https://exemple.test/openapi.json";

/** Checks answers by the schemas of an OpenAPI document, by JSON Schema 2020-12 and not by the code that serves them. */
export class AnswerSchemas {
  readonly #ajv = new Ajv2020({ strict: false, allErrors: true });
  readonly #checks = new Map<string, ValidateFunction>();

  constructor(document: OpenApiDocument) {
    this.#ajv.addFormat("date", /^\d{4}-\d{2}-\d{2}$/);
    this.#ajv.addFormat("uri-reference", /^\S+$/);
    this.#ajv.addSchema({ ...(closed(document) as object), $id: HERE });
  }

  /** What is wrong with an answer by what the document says of it, members that it does not know included. */
  faults(path: string, status: number, type: string, answer: unknown): string[] {
    return this.#faultsAt(
      ["paths", path, "get", "responses", String(status), "content", type, "schema"],
      answer,
    );
  }

  /** The same of what a POST is answered; status null is its own body. */
  postFaults(path: string, status: number | null, type: string, body: unknown): string[] {
    const place = status === null ? ["requestBody"] : ["responses", String(status)];
    return this.#faultsAt(["paths", path, "post", ...place, "content", type, "schema"], body);
  }

  #faultsAt(steps: readonly string[], answer: unknown): string[] {
    const pointer = steps.map((step) => encodeURIComponent(step.replaceAll("~", "~0").replaceAll("/", "~1")));
    const $ref = `${HERE}#/${pointer.join("/")}`;
    const check = this.#checks.get($ref) ?? this.#ajv.compile({ $ref });
    this.#checks.set($ref, check);
    if (check(answer)) return [];
    return (check.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
    );
  }
}

/** The same schemas, refusing members that they do not name; whatever an OpenAPI document is an object in. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, closed(member)]);
  const object = Object.fromEntries(members) as Record<string, unknown>;
  const isObjectSchema = object["type"] === "object" && object["properties"] !== undefined;
  return isObjectSchema ? { additionalProperties: false, ...object } : object;
}
