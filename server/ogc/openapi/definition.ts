import type { ServiceDescription } from "../documents.ts";
import { API_PATH, COLLECTIONS_PATH, CONFORMANCE_PATH } from "../links.ts";
import { collectionPath, itemsPath, schemaPath } from "../links.ts";
import { GEOJSON_MEDIA, HTML_MEDIA, JSON_MEDIA, OPENAPI_MEDIA, SCHEMA_MEDIA } from "../media-types.ts";
import type { CollectionDescription } from "../source.ts";
import { SHARED_PARAMETERS, listParameterObjects, shared } from "./parameters.ts";
import type { ParameterObject } from "./parameters.ts";
import { SHARED_SCHEMAS, collectionSchemas, featureSchema, pageSchema, reference } from "./schemas.ts";

/** One operation, as the definition lists it. */
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters: readonly ParameterObject[];
  readonly responses: Readonly<Record<string, object>>;
}

/** An OpenAPI 3.0 document. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly description: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
  readonly components: Readonly<Record<string, object>>;
}

/** The version of this interface: it changes with what its documents mean. */
const INTERFACE_VERSION = "1.0.0";
const ABOUT = "Le service";

/** Names its data by `Content-Crs` (/req/crs/ogc-crs-header). */
const CONTENT_CRS = {
  description: "Le système des coordonnées, entre chevrons.",
  schema: { type: "string" },
};

/**
 * Defines the interface in OpenAPI 3.0. Each collection has paths of its own, for each has filters of its own: clients such
 * as GDAL read there which of them they can leave to the server.
 *
 * @param base absolute address of the landing page
 */
export function openApiDocument(
  service: ServiceDescription,
  collections: readonly CollectionDescription[],
  base: string,
): OpenApiDocument {
  return {
    openapi: "3.0.3",
    info: { title: service.title, description: service.description, version: INTERFACE_VERSION },
    servers: [{ url: base }],
    tags: [
      { name: ABOUT, description: "Ce que le service offre" },
      ...collections.map(({ title, description }) => ({ name: title, description })),
    ],
    paths: Object.assign({}, servicePaths(), ...collections.map(collectionPaths)) as OpenApiDocument["paths"],
    components: {
      parameters: SHARED_PARAMETERS,
      schemas: Object.assign({}, SHARED_SCHEMAS, ...collections.map(collectionSchemas)) as object,
      responses: ERRORS,
    },
  };
}

function servicePaths(): OpenApiDocument["paths"] {
  const about = (operationId: string, summary: string, type: string, schema: object): { get: Operation } =>
    operation({
      operationId,
      summary,
      tag: ABOUT,
      parameters: [shared("f")],
      ok: answer(summary, type, schema),
    });
  return {
    "/": about("lireAccueil", "Page d’accueil", JSON_MEDIA, reference("landingPage")),
    [API_PATH]: about("lireDefinition", "Cette définition", OPENAPI_MEDIA, { type: "object" }),
    [CONFORMANCE_PATH]: about(
      "lireConformite",
      "Classes de conformité",
      JSON_MEDIA,
      reference("confClasses"),
    ),
    [COLLECTIONS_PATH]: about("lireCollections", "Les collections", JSON_MEDIA, reference("collections")),
  };
}

function collectionPaths(source: CollectionDescription): OpenApiDocument["paths"] {
  const { id, title } = source;
  const key = id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const headers = { "Content-Crs": CONTENT_CRS };
  const page = answer("Une page d’objets", GEOJSON_MEDIA, reference(pageSchema(id)), headers);
  const feature = answer("L’objet", GEOJSON_MEDIA, reference(featureSchema(id)), headers);
  return {
    [collectionPath(id)]: operation({
      operationId: `${key}.decrire`,
      summary: `${title} : la collection`,
      tag: title,
      parameters: [shared("f")],
      ok: answer("La collection", JSON_MEDIA, reference("collection")),
    }),
    [schemaPath(id)]: operation({
      operationId: `${key}.schema`,
      summary: `${title} : le schéma des objets`,
      tag: title,
      parameters: [shared("f")],
      ok: answer("Le schéma des objets (JSON Schema)", SCHEMA_MEDIA, { type: "object" }),
    }),
    [itemsPath(id)]: operation({
      operationId: `${key}.lister`,
      summary: `${title} : les objets`,
      tag: title,
      parameters: listParameterObjects(source),
      ok: page,
    }),
    [`${itemsPath(id)}/{featureId}`]: operation({
      operationId: `${key}.lire`,
      summary: `${title} : un objet`,
      tag: title,
      parameters: [FEATURE_ID, shared("f"), shared("crs")],
      ok: feature,
    }),
  };
}

const FEATURE_ID = {
  name: "featureId",
  in: "path",
  description: "L’identifiant d’un objet.",
  required: true,
  schema: { type: "string" },
};

const ERRORS = {
  refused: problemAnswer("Un paramètre est inconnu ou n’a pas une valeur possible."),
  absent: problemAnswer("Rien ne porte cet identifiant."),
  failed: problemAnswer("Le serveur n’a pas pu répondre."),
};

interface OperationParts {
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly parameters: readonly ParameterObject[];
  readonly ok: object;
}

function operation({ operationId, summary, tag, parameters, ok }: OperationParts): { get: Operation } {
  const failure = (name: keyof typeof ERRORS): object => ({ $ref: `#/components/responses/${name}` });
  const responses = {
    200: ok,
    304: { description: "La réponse que tient le client est encore bonne." },
    400: failure("refused"),
    404: failure("absent"),
    500: failure("failed"),
    503: failure("failed"),
  };
  return { get: { operationId, summary, tags: [tag], parameters, responses } };
}

function answer(description: string, type: string, schema: object, headers?: object): object {
  const content = { [type]: { schema }, [HTML_MEDIA]: { schema: { type: "string" } } };
  return { description, ...(headers !== undefined && { headers }), content };
}

function problemAnswer(description: string): object {
  return { description, content: { "application/problem+json": { schema: reference("problem") } } };
}
