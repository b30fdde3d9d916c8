import type { Format } from "./negotiation.ts";

export const JSON_MEDIA = "application/json";
export const GEOJSON_MEDIA = "application/geo+json";
export const SCHEMA_MEDIA = "application/schema+json";
export const HTML_MEDIA = "text/html";
/** What OGC API Features calls an OpenAPI 3.0 document in JSON (/req/oas30/oas-definition-1). */
export const OPENAPI_MEDIA = "application/vnd.oai.openapi+json;version=3.0";

/** How the encodings are called where links are shown. */
export const FORMAT_NAMES: Readonly<Record<Format, string>> = { json: "JSON", html: "HTML" };
