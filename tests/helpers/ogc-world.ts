import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify from "fastify";
import type { LightMyRequestResponse } from "fastify";
import { Type } from "typebox";
import { onTestFinished } from "vitest";

import { revalidate } from "../../server/http-cache.ts";
import { ogcRoutes } from "../../server/ogc/ogc-routes.ts";
import type { FeatureCollectionSource, SourceFeature } from "../../server/ogc/source.ts";
import { FeatureTable } from "../../server/ogc/sources/feature-table.ts";
import { handleError, handleNotFound } from "../../server/problems.ts";

/** Features with a place: five columns and five rows, from the south-west eastward, 0.1° apart. */
export const PLACED = 25;
/** The origin of Lambert-93, which is 700 000 m east and 6 600 000 m north by definition. */
export const ORIGIN = { lon: 3, lat: 46.5 };
export const STEP = 0.1;
/** One more feature has no place. */
export const ALL = PLACED + 1;
export const PAGE = { default: 10, max: 20 };
/** A text in everything that is shown, which must not become markup. */
export const MARKUP = `<script>"'&`;

/** Addresses of the made-up service, below its root. */
export const JSON_DOCUMENTS = ["", "/", "/conformance", "/collections", "/collections/points"];
export const FEATURES = "/collections/points/items";
export const FEATURE = "/collections/points/items/p%2F7";
export const DOCUMENTS = [...JSON_DOCUMENTS, "/api", "/collections/points/schema", FEATURES, FEATURE];

export interface OgcJson {
  readonly type: string;
  readonly title: string;
  readonly timeStamp: string;
  readonly numberMatched: number;
  readonly numberReturned: number;
  readonly links: readonly { readonly href: string; readonly rel: string; readonly type: string }[];
  readonly features: readonly SourceFeature[];
}

/** The weight of all but the last two, as if it were a whole number. */
const WEIGHT = 1;

/** Point i: rank i, red where even, of day i + 1 of January 2020; the last placed one and the one without place have none. */
export function gridFeatures(): SourceFeature[] {
  const placed = Array.from({ length: PLACED }, (_, i) =>
    gridFeature(i, [ORIGIN.lon + (i % 5) * STEP, ORIGIN.lat + Math.floor(i / 5) * STEP]),
  );
  return [...placed, gridFeature(PLACED, null)];
}

function gridFeature(rank: number, coordinates: [number, number] | null): SourceFeature {
  const day = rank < PLACED - 1 ? `2020-01-${String(rank + 1).padStart(2, "0")}` : null;
  return {
    type: "Feature",
    id: `p/${rank}`,
    geometry: coordinates === null ? null : { type: "Point", coordinates },
    properties: {
      name: `Point ${rank} ${MARKUP}`,
      rank,
      colour: rank % 2 === 0 ? "rouge" : "bleu",
      weight: day === null ? WEIGHT / 2 : WEIGHT,
      day,
    },
  };
}

export function gridSource(id = "points"): FeatureCollectionSource {
  const table = new FeatureTable(gridFeatures(), "day");
  return {
    id,
    title: "Points d’essai",
    description: `Une grille ${MARKUP}`,
    geometryType: "Point",
    properties: {
      name: Type.String({ title: "Nom", description: "le nom d’un point" }),
      rank: Type.Integer({ title: "Rang", description: "un rang entier", minimum: 0 }),
      colour: Type.Enum(["rouge", "bleu"], {
        type: "string",
        title: "Couleur",
        description: "rouge ou bleu",
      }),
      weight: Type.Number({ title: "Poids", description: "un poids" }),
      day: Type.String({ title: "Jour", description: "un jour", format: "date" }),
    },
    filters: ["rank", "colour"],
    pageSize: PAGE,
    extent: () => table.extent(),
    days: () => table.days(),
    list: async (query) => table.list(query),
    get: async (featureId) => table.get(featureId),
  };
}

/** The routes alone over made-up sources, closed when the test ends. */
export async function ogcApp({
  sources = [gridSource()],
  prefix,
}: { sources?: FeatureCollectionSource[]; prefix?: string } = {}): Promise<{
  app: ReturnType<typeof makeApp>;
  get: (path: string, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  json: (path: string) => Promise<OgcJson>;
}> {
  const app = makeApp(sources, prefix);
  onTestFinished(async () => app.close());
  const get = async (path: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
    app.inject({ url: `/ogc${path}`, headers });
  const json = async (path: string): Promise<OgcJson> => {
    const response = await get(path);
    if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${response.body}`);
    return response.json<OgcJson>();
  };
  return { app, get, json };
}

function makeApp(sources: FeatureCollectionSource[], prefix: string | undefined) {
  const app = fastify({
    ajv: { customOptions: { verbose: true, removeAdditional: false, coerceTypes: true } },
    frameworkErrors: handleError,
  }).withTypeProvider<TypeBoxTypeProvider>();
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  ogcRoutes(app, {
    sources,
    service: { title: "Essai", description: `Un service d’essai ${MARKUP}`, attribution: "© Essai" },
    revalidate: revalidate({ datasetId: "essai", release: "1" }),
    ...(prefix !== undefined && { prefix }),
  });
  return app;
}
