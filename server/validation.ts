import type { FastifySchemaValidationError } from "fastify/types/schema.js";

import { RequestError } from "../isochrones/errors.ts";

/** What ajv adds to an error with `verbose: true`. */
interface VerboseError extends FastifySchemaValidationError {
  readonly data?: unknown;
  readonly parentSchema?: {
    readonly description?: string;
    readonly properties?: Readonly<Record<string, unknown>>;
  };
}

const QUOTED_LENGTH = 60;

/**
 * Says in plain French what is wrong with a request's parameters: which one, what was got, what was expected.
 * The expectation is the `description` of the parameter's schema, so the contract is written once.
 */
export function describeValidation(errors: readonly FastifySchemaValidationError[]): RequestError {
  const error: VerboseError = errors[0];
  if (error.keyword === "required") {
    const name = String(error.params["missingProperty"]);
    return new RequestError("parameter.missing", name, `Le paramètre « ${name} » est nécessaire.`);
  }
  if (error.keyword === "additionalProperties") {
    const name = String(error.params["additionalProperty"]);
    const known = Object.keys(error.parentSchema?.properties ?? {});
    const offer = known.length === 0 ? "aucun" : known.join(", ");
    const detail = `Le paramètre « ${quote(name)} » n’existe pas ici. Paramètres acceptés : ${offer}.`;
    return new RequestError("parameter.unknown", quote(name), detail);
  }
  const name = error.instancePath.split("/")[1] ?? "";
  return invalidParameter(name, error.data, error.parentSchema?.description ?? "une autre valeur");
}

/** @param expected what the parameter takes, as a French noun phrase */
export function invalidParameter(name: string, got: unknown, expected: string): RequestError {
  const detail = `Paramètre « ${name} » : reçu « ${quote(got)} », attendu ${expected}.`;
  return new RequestError("parameter.invalid", name, detail);
}

function quote(got: unknown): string {
  const values: readonly unknown[] = Array.isArray(got) ? got.slice(0, QUOTED_LENGTH) : [got];
  const text = values.map(plainText).join(" & ");
  return text.length <= QUOTED_LENGTH ? text : `${text.slice(0, QUOTED_LENGTH)}…`;
}

/** Lists and objects in a list may be as deep as a body is long. */
function plainText(value: unknown): string {
  if (Array.isArray(value)) return "[…]";
  return typeof value === "object" && value !== null ? "{…}" : String(value);
}
