import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from "fastify";
import { Type } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import { STYLESHEET } from "../html/stylesheet.ts";
import type { App } from "../routes/context.ts";
import { parameters } from "../schemas/parameters.ts";
import { readAsked, sendDocument } from "./answers.ts";
import type { Asked, Encodings, Place } from "./answers.ts";
import {
  collectionDocument,
  collectionsDocument,
  conformanceDocument,
  landingDocument,
} from "./documents.ts";
import type { ServiceDescription } from "./documents.ts";
import { featureRoutes } from "./feature-routes.ts";
import { collectionPage, collectionsPage, conformancePage, landingPage, schemaPage } from "./html/pages.ts";
import {
  API_PATH,
  COLLECTIONS_PATH,
  CONFORMANCE_PATH,
  STYLE_PATH,
  collectionPath,
  schemaPath,
} from "./links.ts";
import { JSON_MEDIA, OPENAPI_MEDIA, SCHEMA_MEDIA } from "./media-types.ts";
import { openApiDocument } from "./openapi/definition.ts";
import { featureJsonSchema } from "./openapi/schemas.ts";
import { guidePage } from "./openapi/guide-page.ts";
import { DocumentParameters } from "./query.ts";
import type { FeatureCollectionSource } from "./source.ts";

export interface OgcOptions {
  /** In the order in which they are listed; their ids differ. */
  readonly sources: readonly FeatureCollectionSource[];
  readonly service: ServiceDescription;
  /** Gives answers their ETags: what sources answer never changes while the server runs. */
  readonly revalidate: preHandlerAsyncHookHandler;
  /** Path under which a proxy shows the server, such as `/trente`; none where it shows it at its root. */
  readonly prefix?: string;
}

/** Where these routes are on this server. */
const ROOT = "/ogc";

/**
 * OGC API Features under `/ogc`: Part 1 (core, GeoJSON, HTML, OpenAPI 3.0) and Part 2 (Lambert-93 beside degrees) over any
 * sources of features. Throws where a source names a filter that cannot be one.
 */
export function ogcRoutes(app: App, { sources, service, revalidate, prefix = "" }: OgcOptions): void {
  const place: Place = { prefix, root: ROOT, serviceTitle: service.title };
  const route = { preHandler: revalidate, config: { negotiated: true } };
  const document = (path: string, jsonType: string, make: (asked: Asked) => Encodings): void => {
    app.get(
      `${ROOT}${path}`,
      { ...route, schema: { querystring: DocumentParameters } },
      (request: FastifyRequest, reply: FastifyReply) => {
        const asked = readAsked(request, place, jsonType);
        return sendDocument(reply, asked, place, make(asked));
      },
    );
  };

  // The definition calls the landing page `/`, the project's own addresses do without.
  for (const path of ["", "/"]) document(path, JSON_MEDIA, (asked) => landing(service, asked));
  document(CONFORMANCE_PATH, JSON_MEDIA, conformance);
  document(API_PATH, OPENAPI_MEDIA, (asked) => definition(service, sources, asked));
  document(COLLECTIONS_PATH, JSON_MEDIA, (asked) => collections(service, sources, asked));
  for (const source of sources) {
    document(collectionPath(source.id), JSON_MEDIA, (asked) => collection(service, source, asked));
    document(schemaPath(source.id), SCHEMA_MEDIA, (asked) => schema(source, asked));
    featureRoutes(app, source, place, route);
  }
  refuseOtherCollections(app, sources);
  app.get(
    `${ROOT}${STYLE_PATH}`,
    { schema: { querystring: parameters({}) }, preHandler: revalidate },
    (_, reply) => reply.type("text/css; charset=utf-8").send(STYLESHEET),
  );
}

function landing(service: ServiceDescription, { own, addresses }: Asked): Encodings {
  const json = landingDocument(service, own, addresses);
  return { json, page: () => landingPage(json) };
}

function conformance({ own }: Asked): Encodings {
  const json = conformanceDocument(own);
  return { json, page: () => conformancePage(json) };
}

function definition(
  service: ServiceDescription,
  sources: readonly FeatureCollectionSource[],
  { own, addresses }: Asked,
): Encodings {
  const json = openApiDocument(service, sources, addresses.base);
  return { json, page: () => guidePage(json, own) };
}

function collections(
  service: ServiceDescription,
  sources: readonly FeatureCollectionSource[],
  { own, addresses }: Asked,
): Encodings {
  const json = collectionsDocument(sources, service, own, addresses);
  return { json, page: () => collectionsPage(json, addresses) };
}

function collection(
  service: ServiceDescription,
  source: FeatureCollectionSource,
  { own, addresses }: Asked,
): Encodings {
  const json = collectionDocument(source, service, own, addresses);
  return { json, page: () => collectionPage(json, source) };
}

function schema(source: FeatureCollectionSource, { own, addresses }: Asked): Encodings {
  const json = featureJsonSchema(source, addresses.of(schemaPath(source.id)));
  return { json, page: () => schemaPage(source, own) };
}

const CollectionPath = parameters({
  collectionId: Type.String({ description: "l’identifiant d’une collection" }),
  featureId: Type.Optional(Type.String()),
});

/** Says which collections there are, where an address names another. */
function refuseOtherCollections(app: App, sources: readonly FeatureCollectionSource[]): void {
  const known = sources.map(({ id }) => id).join(", ");
  for (const path of [
    "/:collectionId",
    "/:collectionId/schema",
    "/:collectionId/items",
    "/:collectionId/items/:featureId",
  ]) {
    app.get(`${ROOT}${COLLECTIONS_PATH}${path}`, { schema: { params: CollectionPath } }, (request) => {
      const detail = `Aucune collection « ${request.params.collectionId} ». Collections : ${known}.`;
      throw new RequestError("collection.unknown", "collectionId", detail);
    });
  }
}
