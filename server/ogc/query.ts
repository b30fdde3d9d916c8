import { Type } from "typebox";
import type { Static, TObject, TSchema } from "typebox";

import { oneOf, parameters } from "../schemas/parameters.ts";
import { readBox } from "./box-filter.ts";
import { CRS_EXPECTED, readCrs } from "./crs.ts";
import { FORMATS } from "./negotiation.ts";
import type { CollectionDescription, FeatureQuery } from "./source.ts";
import { DATETIME_EXPECTED, readTimeSpan } from "./time-span.ts";

const f = Type.Optional(oneOf(FORMATS));
const crs = Type.Optional(Type.String({ maxLength: 200, description: CRS_EXPECTED }));

/** Parameters of documents about the data. */
export const DocumentParameters = parameters({ f });
/** Parameters of one feature. */
export const FeatureParameters = parameters({ f, crs });

/** Parameters of any list of features; a collection adds its filters. */
const LIST = {
  f,
  limit: Type.Optional(Type.Integer({ minimum: 1, description: "un nombre entier d’objets, à partir de 1" })),
  offset: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: "le rang où reprendre, tel que le donne le lien vers la page suivante",
    }),
  ),
  bbox: Type.Optional(
    Type.String({
      maxLength: 200,
      description: "quatre ou six nombres séparés par des virgules, dans l’ordre des axes",
    }),
  ),
  "bbox-crs": crs,
  datetime: Type.Optional(Type.String({ maxLength: 100, description: DATETIME_EXPECTED })),
  crs,
};

export type ListValues = Static<TObject<typeof LIST>>;

/**
 * Parameters of a collection's features. Throws where a filter takes the name of another parameter, or is no property.
 */
export function listParameters(source: CollectionDescription): TObject {
  const filters = source.filters.map((name): [string, TSchema] => {
    const schema = source.properties[name];
    if (schema === undefined || Object.hasOwn(LIST, name)) {
      throw new Error(`collection ${source.id}: got the filter ${name}, expected a property of another name`);
    }
    return [name, Type.Optional(filterSchema(schema))];
  });
  return parameters({ ...LIST, ...Object.fromEntries(filters) });
}

/** A property as a parameter. */
export function filterSchema(schema: TSchema): TSchema {
  const written = Object.entries(schema).filter(([keyword]) => keyword !== "title");
  return Type.Unsafe(Object.fromEntries(written) as TSchema);
}

/**
 * What a request asks of a collection. More than its largest page is answered by that page, as the standard has it
 * (/req/core/fc-limit-response-1). Throws `RequestError`.
 */
export function readFeatureQuery(source: CollectionDescription, values: ListValues): FeatureQuery {
  const { limit = source.pageSize.default, offset = 0, bbox, datetime } = values;
  const bboxCrs = readCrs("bbox-crs", values["bbox-crs"]);
  const asked = new Map(Object.entries(values));
  const filters = source.filters
    .filter((name) => asked.has(name))
    .map((name) => [name, asked.get(name)] as const);
  return {
    bbox: bbox === undefined ? null : readBox(bbox, bboxCrs),
    datetime: datetime === undefined ? null : readTimeSpan(datetime),
    filters: new Map(filters),
    offset,
    limit: Math.min(limit, source.pageSize.max),
  };
}
