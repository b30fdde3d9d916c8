import { CRS84, SUPPORTED_CRS } from "./crs.ts";
import { API_PATH, COLLECTIONS_PATH, CONFORMANCE_PATH } from "./links.ts";
import { collectionPath, itemsPath, linksInAll, schemaPath } from "./links.ts";
import type { Addresses, Link } from "./links.ts";
import { GEOJSON_MEDIA, HTML_MEDIA, JSON_MEDIA, OPENAPI_MEDIA, SCHEMA_MEDIA } from "./media-types.ts";
import type { Bbox, FeatureCollectionSource, SourceFeature } from "./source.ts";

/** What the server says of all its collections together. French. */
export interface ServiceDescription {
  readonly title: string;
  readonly description: string;
  /** Producers of the data; empty where there are none. */
  readonly attribution: string;
}

/** The conformance classes that are implemented. */
export const CONFORMANCE_CLASSES: readonly string[] = [
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/html",
  "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
  "http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
];

export interface LandingDocument extends ServiceDescription {
  readonly links: readonly Link[];
}

export interface ConformanceDocument {
  readonly conformsTo: readonly string[];
  readonly links: readonly Link[];
}

export interface CollectionDocument {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly attribution: string;
  readonly extent?: ExtentDocument;
  readonly itemType: "feature";
  readonly crs: readonly string[];
  readonly storageCrs: string;
  readonly links: readonly Link[];
}

interface ExtentDocument {
  readonly spatial?: { readonly bbox: readonly [Bbox]; readonly crs: string };
  readonly temporal?: { readonly interval: readonly [readonly [string, string]]; readonly trs: string };
}

export interface CollectionsDocument {
  readonly links: readonly Link[];
  /** Those that all collections support. */
  readonly crs: readonly string[];
  readonly collections: readonly CollectionDocument[];
}

export interface FeaturesDocument {
  readonly type: "FeatureCollection";
  readonly timeStamp: string;
  readonly numberMatched?: number;
  readonly numberReturned: number;
  readonly links: readonly Link[];
  readonly features: readonly SourceFeature[];
}

export type FeatureDocument = SourceFeature & { readonly links: readonly Link[] };

const CRS_URIS = SUPPORTED_CRS.map(({ uri }) => uri);
const GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

export function landingDocument(
  service: ServiceDescription,
  own: readonly Link[],
  addresses: Addresses,
): LandingDocument {
  const definition = {
    href: addresses.in("json", API_PATH),
    rel: "service-desc",
    type: OPENAPI_MEDIA,
    title: "Définition OpenAPI de cette interface",
  };
  const guide = {
    href: addresses.in("html", API_PATH),
    rel: "service-doc",
    type: HTML_MEDIA,
    title: "Mode d’emploi de cette interface",
  };
  const conformance = {
    rel: "conformance",
    path: CONFORMANCE_PATH,
    title: "Classes de conformité",
    jsonType: JSON_MEDIA,
  };
  const collections = { rel: "data", path: COLLECTIONS_PATH, title: "Collections", jsonType: JSON_MEDIA };
  const links = [
    ...own,
    definition,
    guide,
    ...linksInAll(addresses, conformance),
    ...linksInAll(addresses, collections),
  ];
  return { ...service, links };
}

export function conformanceDocument(own: readonly Link[]): ConformanceDocument {
  return { conformsTo: CONFORMANCE_CLASSES, links: own };
}

/** @param own links of the answer itself, where it is the collection's own; none in the list of collections */
export function collectionDocument(
  source: FeatureCollectionSource,
  service: ServiceDescription,
  own: readonly Link[],
  addresses: Addresses,
): CollectionDocument {
  const { id, title, description } = source;
  const items = { rel: "items", path: itemsPath(id), title, jsonType: GEOJSON_MEDIA };
  // Relations are compared without case (RFC 8288, 2.1.1), but GDAL 3.6 knows this spelling alone.
  const schema = {
    rel: "describedBy",
    path: schemaPath(id),
    title: "Schéma des objets",
    jsonType: SCHEMA_MEDIA,
  };
  return {
    id,
    title,
    description,
    attribution: service.attribution,
    ...extentOf(source),
    itemType: "feature",
    crs: CRS_URIS,
    storageCrs: CRS84.uri,
    links: [...own, ...linksInAll(addresses, items), ...linksInAll(addresses, schema)],
  };
}

export function collectionsDocument(
  sources: readonly FeatureCollectionSource[],
  service: ServiceDescription,
  own: readonly Link[],
  addresses: Addresses,
): CollectionsDocument {
  const collections = sources.map((source) => {
    const { id, title } = source;
    const itself = { rel: "collection", path: collectionPath(id), title, jsonType: JSON_MEDIA };
    return collectionDocument(source, service, linksInAll(addresses, itself), addresses);
  });
  return { links: own, crs: CRS_URIS, collections };
}

function extentOf(source: FeatureCollectionSource): { readonly extent?: ExtentDocument } {
  const bbox = source.extent();
  const days = source.days();
  if (bbox === null && days === null) return {};
  return {
    extent: {
      ...(bbox !== null && { spatial: { bbox: [bbox], crs: CRS84.uri } }),
      ...(days !== null && { temporal: { interval: [wholeDays(days)], trs: GREGORIAN } }),
    },
  };
}

function wholeDays([first, last]: readonly [string, string]): [string, string] {
  return [`${first}T00:00:00Z`, `${last}T23:59:59Z`];
}
