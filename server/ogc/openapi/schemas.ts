import type { TProperties } from "typebox";

import type { CollectionDescription, SourceGeometry } from "../source.ts";

type SchemaObject = Readonly<Record<string, unknown>>;

const TEXT = { type: "string" };
const URI = { type: "string", format: "uri" };
const NUMBERS = { type: "array", items: { type: "number" } };
const LINKS = { type: "array", items: reference("link") };

/** Schemas of what is the same for all collections, by the name of their component. */
export const SHARED_SCHEMAS: Readonly<Record<string, SchemaObject>> = {
  link: objectOf({ href: URI, rel: TEXT, type: TEXT, title: TEXT }, ["href", "rel", "type"]),
  landingPage: objectOf({ title: TEXT, description: TEXT, attribution: TEXT, links: LINKS }, ["links"]),
  confClasses: objectOf({ conformsTo: { type: "array", items: URI }, links: LINKS }, ["conformsTo"]),
  extent: objectOf({
    spatial: objectOf({ bbox: { type: "array", items: { ...NUMBERS, minItems: 4, maxItems: 4 } }, crs: URI }),
    temporal: objectOf({
      interval: {
        type: "array",
        items: {
          type: "array",
          minItems: 2,
          maxItems: 2,
          items: { type: "string", format: "date-time", nullable: true },
        },
      },
      trs: URI,
    }),
  }),
  collection: objectOf(
    {
      id: TEXT,
      title: TEXT,
      description: TEXT,
      attribution: TEXT,
      extent: reference("extent"),
      itemType: TEXT,
      crs: { type: "array", items: URI },
      storageCrs: URI,
      links: LINKS,
    },
    ["id", "links"],
  ),
  collections: objectOf(
    {
      links: LINKS,
      crs: { type: "array", items: URI },
      collections: { type: "array", items: reference("collection") },
    },
    ["links", "collections"],
  ),
  problem: objectOf({ type: TEXT, title: TEXT, status: { type: "integer" }, detail: TEXT, parametre: TEXT }, [
    "type",
    "title",
    "status",
    "detail",
  ]),
};

const GEOMETRIES: Readonly<Record<SourceGeometry["type"], SchemaObject>> = {
  Point: geometryOf("Point", { ...NUMBERS, minItems: 2 }),
  MultiPolygon: geometryOf("MultiPolygon", arrayOf(arrayOf(arrayOf({ ...NUMBERS, minItems: 2 })))),
};

/** Schemas of one collection's features and of its pages, by the name of their component. */
export function collectionSchemas(source: CollectionDescription): Record<string, SchemaObject> {
  const { id, geometryType, properties } = source;
  const geometry = { ...GEOMETRIES[geometryType], nullable: true };
  const feature = {
    type: { type: "string", enum: ["Feature"] },
    id: TEXT,
    geometry,
    properties: propertiesSchema(properties),
    links: LINKS,
  };
  const page = {
    type: { type: "string", enum: ["FeatureCollection"] },
    timeStamp: { type: "string", format: "date-time" },
    numberMatched: { type: "integer", minimum: 0 },
    numberReturned: { type: "integer", minimum: 0 },
    links: LINKS,
    features: { type: "array", items: reference(featureSchema(id)) },
  };
  return {
    [featureSchema(id)]: objectOf(feature, ["type", "id", "geometry", "properties"]),
    [pageSchema(id)]: objectOf(page, ["type", "features"]),
  };
}

/**
 * JSON Schema of a collection's features, from which clients take the types of fields: the values of one page do not tell
 * whether a share of 1 is a whole number.
 *
 * @param address where it is found
 */
export function featureJsonSchema(source: CollectionDescription, address: string): SchemaObject {
  const { title, description, geometryType, properties } = source;
  const feature = objectOf(
    {
      type: { type: "string", enum: ["Feature"] },
      id: TEXT,
      geometry: { ...GEOMETRIES[geometryType], type: ["object", "null"] },
      properties: propertiesSchema(properties),
    },
    ["type", "id", "geometry", "properties"],
  );
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: address,
    title,
    description,
    ...feature,
  };
}

/** Written as JSON and read again: schemas carry marks of their own library besides. */
function propertiesSchema(properties: TProperties): SchemaObject {
  return objectOf(JSON.parse(JSON.stringify(properties)) as SchemaObject);
}

export function featureSchema(collectionId: string): string {
  return `${collectionId}-objet`;
}

export function pageSchema(collectionId: string): string {
  return `${collectionId}-page`;
}

/** A reference to a schema. */
export function reference(name: string): SchemaObject {
  return { $ref: `#/components/schemas/${name}` };
}

function objectOf(properties: SchemaObject, required: readonly string[] = []): SchemaObject {
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

function arrayOf(items: SchemaObject): SchemaObject {
  return { type: "array", items };
}

function geometryOf(type: string, coordinates: SchemaObject): SchemaObject {
  return objectOf({ type: { type: "string", enum: [type] }, coordinates }, ["type", "coordinates"]);
}
