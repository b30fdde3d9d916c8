import type { Example } from "./description.ts";
import type { DescribedRoute, ParametersSchema } from "./route-book.ts";

/** A parameter as OpenAPI and the page of it list it. */
export interface ParameterObject {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly description: string;
  readonly required: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly example?: string | number | boolean;
}

/** What a client holds of an answer that it has had. */
export const IF_NONE_MATCH: ParameterObject = {
  name: "If-None-Match",
  in: "header",
  description: "L’ETag d’une réponse déjà reçue : si elle est encore bonne, la réponse est 304, sans corps.",
  required: false,
  schema: { type: "string" },
};

/** @param example gives its values */
export function routeParameters(
  { params, query }: DescribedRoute,
  example: Example | undefined,
): ParameterObject[] {
  return [
    ...Object.keys(params.properties).map((name) =>
      parameterObject("path", params, name, example?.path?.[name]),
    ),
    ...Object.keys(query.properties).map((name) =>
      parameterObject("query", query, name, example?.query?.[name]),
    ),
  ];
}

function parameterObject(
  place: "path" | "query",
  { properties, required = [] }: ParametersSchema,
  name: string,
  example: string | number | boolean | undefined,
): ParameterObject {
  const { title, description, ...schema } = properties[name];
  return {
    name,
    in: place,
    description: [title, description]
      .filter((text) => typeof text === "string")
      .map(asSentence)
      .join(" "),
    // One with a default is filled in before it is checked.
    required: required.includes(name) && schema["default"] === undefined,
    schema,
    ...(example !== undefined && { example }),
  };
}

/** Titles and expectations are noun phrases. */
function asSentence(phrase: string): string {
  return `${phrase.charAt(0).toUpperCase()}${phrase.slice(1)}.`;
}
