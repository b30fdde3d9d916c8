import type { TSchema } from "typebox";

import { CRS84, SUPPORTED_CRS } from "../crs.ts";
import { FORMATS } from "../negotiation.ts";
import { filterSchema, listParameters } from "../query.ts";
import type { CollectionDescription } from "../source.ts";

/** A parameter or a reference to one, as OpenAPI 3.0 writes it. */
export type ParameterObject = Readonly<Record<string, unknown>>;

const CRS_SCHEMA = {
  type: "string",
  format: "uri",
  enum: SUPPORTED_CRS.map(({ uri }) => uri),
  default: CRS84.uri,
};

/** Parameters that are the same everywhere, by the name of their component. */
export const SHARED_PARAMETERS: Readonly<Record<string, ParameterObject>> = {
  f: inQuery("f", "Encodage de la réponse ; sans lui, l’en-tête Accept décide.", {
    type: "string",
    enum: FORMATS,
  }),
  offset: inQuery("offset", "Rang où reprendre, tel que le donne le lien vers la page suivante.", {
    type: "integer",
    minimum: 0,
    default: 0,
  }),
  bbox: inQuery("bbox", "Seuls les objets qui touchent ce rectangle : deux coins, dans l’ordre des axes.", {
    type: "array",
    oneOf: [
      { minItems: 4, maxItems: 4 },
      { minItems: 6, maxItems: 6 },
    ],
    items: { type: "number" },
  }),
  "bbox-crs": inQuery("bbox-crs", "Système de coordonnées du rectangle.", CRS_SCHEMA),
  datetime: inQuery(
    "datetime",
    "Seuls les objets de cet instant ou de cet intervalle, de la RFC 3339, ouvert par « .. » ; et ceux sans date.",
    { type: "string" },
  ),
  crs: inQuery("crs", "Système de coordonnées de la réponse.", CRS_SCHEMA),
};

/** Parameters of a collection's features: the shared ones, its page size, its filters. */
export function listParameterObjects(source: CollectionDescription): ParameterObject[] {
  return Object.keys(listParameters(source).properties).map((name) => {
    if (name === "limit") return limitParameter(source);
    return Object.hasOwn(SHARED_PARAMETERS, name)
      ? shared(name)
      : filterParameter(name, source.properties[name]);
  });
}

/** A reference to a shared parameter. */
export function shared(name: string): ParameterObject {
  return { $ref: `#/components/parameters/${name}` };
}

function limitParameter({ pageSize }: CollectionDescription): ParameterObject {
  const schema = { type: "integer", minimum: 1, maximum: pageSize.max, default: pageSize.default };
  return inQuery("limit", "Nombre d’objets d’une page ; au-delà du plus grand, la page a celui-ci.", schema);
}

function filterParameter(name: string, property: TSchema): ParameterObject {
  const { description, ...schema } = filterSchema(property) as { description?: string };
  return inQuery(name, `Seuls les objets qui ont pour ${name} : ${description ?? "cette valeur"}.`, schema);
}

function inQuery(name: string, description: string, schema: object): ParameterObject {
  return { name, in: "query", description, required: false, schema, style: "form", explode: false };
}
