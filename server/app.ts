import fastifyCompress from "@fastify/compress";
import fastifyCors from "@fastify/cors";
import fastifyHelmet from "@fastify/helmet";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify from "fastify";
import type { FastifyInstance, FastifyServerOptions } from "fastify";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Study } from "../isochrones/study.ts";
import { hideUnknownLength, revalidate } from "./http-cache.ts";
import { keepAnswers } from "./kept-answers.ts";
import { NearFinder } from "./near/near-finder.ts";
import { askHere } from "./questions/ask-here.ts";
import type { Asker } from "./questions/questions.ts";
import { handleError, handleNotFound } from "./problems.ts";
import { ogcRoutes } from "./ogc/ogc-routes.ts";
import { studyCollections } from "./ogc/sources/study-sources.ts";
import { DEFAULT_MAX_TABLE_SIZE, osrmRoutes } from "./osrm/osrm-routes.ts";
import type { App, RouteContext } from "./routes/context.ts";
import { coverageRoutes } from "./routes/coverage.ts";
import { datasetRoutes } from "./routes/dataset.ts";
import { gapRoutes } from "./routes/gaps.ts";
import { healthRoutes } from "./routes/health.ts";
import { isochroneRoutes } from "./routes/isochrones.ts";
import { nearRoutes } from "./routes/near.ts";
import { structureRoutes } from "./routes/structures.ts";
import { territoryRoutes } from "./routes/territories.ts";
import { tileRoutes } from "./routes/tiles.ts";
import { webRoutes } from "./routes/web.ts";
import { OPEN_TO_ALL, SECURITY_HEADERS } from "./security.ts";
import { GroundTiles } from "./tiles/ground-tiles.ts";

export interface AppOptions {
  readonly study: Study;
  /** Answers what takes long, for the same dataset; closed with the app. Its own thread if not given. */
  readonly asker?: Asker;
  /** Finds what is near, by the same asker; one without a table if not given. */
  readonly near?: NearFinder;
  /** Draws roads and borders for the same dataset; closed with the app. In the caller's own thread if not given. */
  readonly tiles?: GroundTiles;
  /** Directory of the built web app; null serves the API alone. */
  readonly webRoot: string | null;
  /** Logs requests and failures to stdout, one JSON line each; off by default. */
  readonly logger?: boolean;
  /** The largest table answered under `/osrm`: so many sources times as many destinations. 100 by default, as OSRM. */
  readonly maxTableSize?: number;
}

/** Some hundred isochrones and tables of communes. */
const KEPT_ANSWERS_BYTES = 32 * 1024 * 1024;
/** Below a packet, compressing only costs. */
const COMPRESSED_FROM_BYTES = 1400;
const COMPRESSIBLE =
  /^(text\/|application\/((\w|[.-])+\+json|json|vnd\.mapbox-vector-tile|javascript|wasm)|image\/svg)/;

/** The whole server without its socket: API, tiles and web app over one study. Tests use `inject` on it. */
export async function buildApp({
  study,
  asker = askHere(study),
  near = new NearFinder(study.dataset, asker),
  tiles = new GroundTiles(study.dataset, { threads: 0 }),
  webRoot,
  logger = false,
  maxTableSize = DEFAULT_MAX_TABLE_SIZE,
}: AppOptions): Promise<FastifyInstance> {
  const options: FastifyServerOptions = {
    // Who asks is nobody's business: no address in the log.
    logger: logger ? { serializers: { req: ({ method, url }) => ({ method, url }) } } : false,
    // `verbose` lets an error quote what was got; unknown parameters are refused, not taken away.
    ajv: { customOptions: { verbose: true, removeAdditional: false, coerceTypes: true } },
    frameworkErrors: handleError,
  };
  const app = fastify(options).withTypeProvider<TypeBoxTypeProvider>();
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.addHook("onRoute", hideUnknownLength);

  await app.register(fastifyHelmet, SECURITY_HEADERS);
  await app.register(fastifyCompress, { customTypes: COMPRESSIBLE, threshold: COMPRESSED_FROM_BYTES });
  const release = String(statSync(fileURLToPath(import.meta.url)).mtimeMs);
  const context: RouteContext = {
    study,
    asker,
    near,
    tiles,
    revalidate: revalidate({ datasetId: study.dataset.id, release }),
    sendKept: keepAnswers(KEPT_ANSWERS_BYTES),
  };
  await app.register(async (open) => openRoutes(open, context, maxTableSize));
  app.addHook("onClose", async () => {
    await Promise.all([asker.close(), tiles.close()]);
  });
  if (webRoot !== null) await webRoutes(app, webRoot);
  return app;
}

/** What any other site may read too. */
async function openRoutes(app: App, context: RouteContext, maxTableSize: number): Promise<void> {
  await app.register(fastifyCors, OPEN_TO_ALL);
  datasetRoutes(app, context);
  territoryRoutes(app, context);
  coverageRoutes(app, context);
  structureRoutes(app, context);
  nearRoutes(app, context);
  isochroneRoutes(app, context);
  gapRoutes(app, context);
  tileRoutes(app, context);
  healthRoutes(app, context);
  osrmRoutes(app, context.study.dataset, maxTableSize);
  ogcRoutes(app, { ...studyCollections(context.study, context.asker), revalidate: context.revalidate });
}
