import type { FastifyReply, FastifyRequest, preHandlerAsyncHookHandler } from "fastify";
import { Type } from "typebox";
import type { Static } from "typebox";

import { RequestError } from "../../isochrones/errors.ts";
import type { App } from "../routes/context.ts";
import { parameters } from "../schemas/parameters.ts";
import { readAsked, sendDocument } from "./answers.ts";
import type { Asked, Place } from "./answers.ts";
import { readCrs, writeGeometry } from "./crs.ts";
import type { Crs } from "./crs.ts";
import type { FeatureDocument, FeaturesDocument } from "./documents.ts";
import { featurePage, featuresPage } from "./html/pages.ts";
import { collectionPath, itemsPath, linksInAll } from "./links.ts";
import type { Link } from "./links.ts";
import { GEOJSON_MEDIA, HTML_MEDIA, JSON_MEDIA } from "./media-types.ts";
import { FeatureParameters, listParameters, readFeatureQuery } from "./query.ts";
import type { ListValues } from "./query.ts";
import type {
  CollectionDescription,
  FeatureCollectionSource,
  FeaturePage,
  FeatureQuery,
  SourceFeature,
} from "./source.ts";

/** What all routes of the interface share. */
interface RouteOptions {
  readonly preHandler: preHandlerAsyncHookHandler;
  readonly config: { readonly negotiated: boolean };
}

const FeaturePath = parameters({
  featureId: Type.String({ minLength: 1, maxLength: 200, description: "l’identifiant d’un objet" }),
});

/** `…/items` and `…/items/{featureId}` of one collection. */
export function featureRoutes(
  app: App,
  source: FeatureCollectionSource,
  place: Place,
  route: RouteOptions,
): void {
  const path = `${place.root}${itemsPath(source.id)}`;
  app.get(
    path,
    { ...route, schema: { querystring: listParameters(source) } },
    async (request: FastifyRequest, reply: FastifyReply) => {
      const values = request.query as ListValues;
      const query = readFeatureQuery(source, values);
      const crs = readCrs("crs", values.crs);
      const asked = readAsked(request, place, GEOJSON_MEDIA);
      const json = featuresDocument(source, query, await source.list(query), asked, crs);
      nameCrs(reply, crs);
      return sendDocument(reply, asked, place, {
        json,
        page: () => featuresPage(json, source, asked.addresses, crs),
      });
    },
  );

  app.get(
    `${path}/:featureId`,
    { ...route, schema: { params: FeaturePath, querystring: FeatureParameters } },
    async (request: FastifyRequest, reply: FastifyReply) => {
      const { featureId } = request.params as Static<typeof FeaturePath>;
      const crs = readCrs("crs", (request.query as Static<typeof FeatureParameters>).crs);
      const asked = readAsked(request, place, GEOJSON_MEDIA);
      const json = featureDocument(source, await findFeature(source, featureId), asked, crs);
      nameCrs(reply, crs);
      return sendDocument(reply, asked, place, { json, page: () => featurePage(json, source, crs) });
    },
  );
}

async function findFeature(source: FeatureCollectionSource, id: string): Promise<SourceFeature> {
  const feature = await source.get(id);
  if (feature !== null) return feature;
  throw new RequestError("feature.unknown", "featureId", `Aucun objet « ${id} » dans « ${source.id} ».`);
}

/** /req/crs/ogc-crs-header */
function nameCrs(reply: FastifyReply, { uri }: Crs): void {
  reply.header("content-crs", `<${uri}>`);
}

function featuresDocument(
  source: CollectionDescription,
  query: FeatureQuery,
  page: FeaturePage,
  asked: Asked,
  crs: Crs,
): FeaturesDocument {
  const { features, numberMatched } = page;
  return {
    type: "FeatureCollection",
    timeStamp: new Date().toISOString(),
    ...(numberMatched !== null && { numberMatched }),
    numberReturned: features.length,
    links: [...asked.own, ...pageLinks(query, page, asked), ...collectionLinks(source, asked)],
    features: features.map((feature) => writtenIn(feature, crs)),
  };
}

function featureDocument(
  source: CollectionDescription,
  feature: SourceFeature,
  asked: Asked,
  crs: Crs,
): FeatureDocument {
  return { ...writtenIn(feature, crs), links: [...asked.own, ...collectionLinks(source, asked)] };
}

function writtenIn(feature: SourceFeature, crs: Crs): SourceFeature {
  const { geometry, properties } = feature;
  const known = Object.entries(properties).filter(([, value]) => value !== null);
  return {
    ...feature,
    geometry: geometry === null ? null : writeGeometry(geometry, crs),
    properties: Object.fromEntries(known),
  };
}

function collectionLinks({ id, title }: CollectionDescription, { addresses }: Asked): Link[] {
  return linksInAll(addresses, {
    rel: "collection",
    path: collectionPath(id),
    title,
    jsonType: JSON_MEDIA,
  });
}

/** To the pages around this one; none back where pages differ in length. */
function pageLinks(
  { offset, limit }: FeatureQuery,
  page: FeaturePage,
  { addresses, document }: Asked,
): Link[] {
  const { path, parameters: own, format } = document;
  const type = format === "html" ? HTML_MEDIA : GEOJSON_MEDIA;
  const linkTo = (rel: string, at: number, title: string): Link => {
    const href = addresses.of(path, { ...own, f: format, offset: String(at) });
    return { href, rel, type, title };
  };
  const links: Link[] = [];
  if (offset > 0 && page.numberMatched !== null) {
    links.push(linkTo("prev", Math.max(0, offset - limit), "Page précédente"));
  }
  if (page.nextOffset !== null) links.push(linkTo("next", page.nextOffset, "Page suivante"));
  return links;
}
