import fastifyCompress from "@fastify/compress";
import fastifyCors from "@fastify/cors";
import fastifyHelmet from "@fastify/helmet";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import fastify, { LogController } from "fastify";
import type { FastifyInstance, FastifyServerOptions, RouteOptions } from "fastify";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Study } from "../isochrones/study.ts";
import type { AddressResolver } from "./addresses/address-resolver.ts";
import { type GuardedAdmin, guardedAdmin } from "./admin/guarded-admin.ts";
import { communesOnly } from "./addresses/communes-only.ts";
import type { HistoryStore } from "./history/history-store.ts";
import { ServedHistory } from "./history/served-history.ts";
import { hideUnknownLength, revalidate } from "./http-cache.ts";
import { type Journal, NO_JOURNAL } from "./journal/journal.ts";
import { tellRequests } from "./journal/request-lines.ts";
import { keepAnswers } from "./kept-answers.ts";
import { KeptBytes } from "./kept-bytes.ts";
import { metricsRoutes, watchRequests } from "./metrics/metrics-routes.ts";
import { ServerMetrics } from "./metrics/server-metrics.ts";
import { Methods, READ_METHODS, refuseMethod } from "./methods.ts";
import { NearFinder } from "./near/near-finder.ts";
import { askHere } from "./questions/ask-here.ts";
import type { Asker } from "./questions/questions.ts";
import { RouteBook } from "./openapi/route-book.ts";
import { handleError, handleNotFound } from "./problems.ts";
import { ogcRoutes } from "./ogc/ogc-routes.ts";
import { studyCollections } from "./ogc/sources/study-sources.ts";
import { DEFAULT_MAX_TABLE_SIZE, osrmRoutes } from "./osrm/osrm-routes.ts";
import { MemoryJobStore } from "./jobs/memory-job-store.ts";
import type { JobStore } from "./jobs/job-store.ts";
import { appJobs } from "./long-work/app-jobs.ts";
import { type JobWorker, openJobWorker } from "./long-work/job-worker.ts";
import { limitRate } from "./rate-limit.ts";
import { REQUEST_ID_HEADER, requestId } from "./request-id.ts";
import type { App, RouteContext } from "./routes/context.ts";
import { catchmentRoutes } from "./routes/catchment.ts";
import { cellRoutes } from "./routes/cells.ts";
import { addressRoutes } from "./routes/addresses.ts";
import { coverageRoutes } from "./routes/coverage.ts";
import { closureRoutes } from "./routes/closure.ts";
import { curveRoutes } from "./routes/curves.ts";
import { dateRoutes } from "./routes/dates.ts";
import { datasetRoutes } from "./routes/dataset.ts";
import { documentationRoutes } from "./routes/documentation.ts";
import { gapRoutes } from "./routes/gaps.ts";
import { sitingRoutes } from "./routes/siting.ts";
import { healthRoutes } from "./routes/health.ts";
import { historyRoutes } from "./routes/history.ts";
import { isochroneJobRoutes } from "./routes/isochrone-jobs.ts";
import { isochroneRoutes } from "./routes/isochrones.ts";
import { nearBatchRoutes } from "./routes/near-batch.ts";
import { nearRoutes } from "./routes/near.ts";
import { robustnessRoutes } from "./routes/robustness.ts";
import { savedScenarioRoutes } from "./routes/saved-scenarios.ts";
import { scenarioRoutes } from "./routes/scenarios.ts";
import { sensitivityJobRoutes } from "./routes/sensitivity-jobs.ts";
import { sensitivityRoutes } from "./routes/sensitivity.ts";
import { structureRoutes } from "./routes/structures.ts";
import { territoryRoutes } from "./routes/territories.ts";
import { taskRoutes } from "./routes/tasks.ts";
import { tileRoutes } from "./routes/tiles.ts";
import { webRoutes } from "./routes/web.ts";
import { weekRoutes } from "./routes/week.ts";
import { exampleScenario } from "./scenarios/saved/example-scenario.ts";
import { readSavedReferences } from "./scenarios/saved/saved-references.ts";
import { SavedScenarios } from "./scenarios/saved/saved-scenarios.ts";
import { OPEN_TO_ALL, PERMISSIONS_POLICY, SECURITY_HEADERS } from "./security.ts";
import { NO_STATE } from "./state/state-folder.ts";
import type { State } from "./state/state-folder.ts";
import { GroundTiles } from "./tiles/ground-tiles.ts";

export interface AppOptions {
  readonly study: Study;
  /** Answers what takes long, for the same dataset; closed with the app. Its own thread if not given. */
  readonly asker?: Asker;
  /** Finds what is near, by the same asker; one without a table if not given. */
  readonly near?: NearFinder;
  /** Turns what people type into points; by the communes of the dataset alone if not given. */
  readonly addresses?: AddressResolver;
  /** Milliseconds since 1970, for what is open now; the system's clock if not given. */
  readonly now?: () => number;
  /** Draws roads and borders for the same dataset; closed with the app. In the caller's own thread if not given. */
  readonly tiles?: GroundTiles;
  /** Does the work of jobs about the same dataset; closed with the app. In the caller's own thread if not given. */
  readonly jobWorker?: JobWorker;
  /** Keeps jobs; outlives the app. Its own memory if not given. */
  readonly jobStore?: JobStore;
  /** Directory of the built web app; null serves the API alone. */
  readonly webRoot: string | null;
  /** Told of requests and failures; outlives the app. Nobody is if not given. */
  readonly journal?: Journal;
  /** The largest table answered under `/osrm`: so many sources times as many destinations. 100 by default, as OSRM. */
  readonly maxTableSize?: number;
  /** Counts what is answered; outlives the app. Its own if not given, which counts what its own asker is asked. */
  readonly metrics?: ServerMetrics;
  /** How often one client may ask in a minute; 0, the default, for as often as it likes. */
  readonly requestsPerMinute?: number;
  /**
   * Addresses or networks of proxies whose `X-Forwarded-For` tells who asks, and by what address; none by default, for
   * anyone can send that header.
   */
  readonly trustedProxies?: readonly string[];
  /** Where scenarios are saved; outlives the app. Nothing is if not given. */
  readonly state?: State;
  /** What is kept of the datasets that were served; outlives the app. None but its own is known if not given. */
  readonly history?: HistoryStore;
  /** What those who run the server may have it do on its port, with a token; nothing if not given. */
  readonly admin?: GuardedAdmin | null;
  /** Hears of each route with its schema. */
  readonly onRoute?: (route: RouteOptions) => void;
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
  metrics = new ServerMetrics(),
  asker = metrics.watch(askHere(study)),
  near = new NearFinder(study.dataset, asker),
  addresses = communesOnly(study.dataset),
  now = Date.now,
  tiles = new GroundTiles(study.dataset, { threads: 0 }),
  jobWorker = openJobWorker(study.dataset, { threads: 0 }),
  jobStore = new MemoryJobStore(),
  webRoot,
  journal = NO_JOURNAL,
  maxTableSize = DEFAULT_MAX_TABLE_SIZE,
  requestsPerMinute = 0,
  trustedProxies = [],
  state = NO_STATE,
  history,
  admin = null,
  onRoute,
}: AppOptions): Promise<FastifyInstance> {
  const app = fastify(fastifyOptions(journal, trustedProxies)).withTypeProvider<TypeBoxTypeProvider>();
  app.setErrorHandler(handleError);
  app.addHook("onRoute", hideUnknownLength);
  if (onRoute !== undefined) app.addHook("onRoute", onRoute);
  app.addHook("onRequest", async ({ id }, reply) => {
    reply.header(REQUEST_ID_HEADER, id).header("permissions-policy", PERMISSIONS_POLICY);
  });
  watchRequests(app, metrics);
  tellRequests(app, journal);
  const methods = new Methods(app);
  if (requestsPerMinute > 0 || admin !== null) await limitRate(app, requestsPerMinute);
  const limited = requestsPerMinute > 0 ? { preHandler: app.rateLimit() } : {};
  app.setNotFoundHandler(limited, (request, reply) =>
    methods.isKnown(request.method)
      ? handleNotFound(request, reply)
      : refuseMethod(request, reply, READ_METHODS),
  );

  await app.register(fastifyHelmet, SECURITY_HEADERS);
  await app.register(fastifyCompress, { customTypes: COMPRESSIBLE, threshold: COMPRESSED_FROM_BYTES });
  const release = String(statSync(fileURLToPath(import.meta.url)).mtimeMs);
  const answers = new KeptBytes(KEPT_ANSWERS_BYTES);
  const jobs = appJobs(app, { study, worker: jobWorker, store: jobStore, now });
  const context: RouteContext = {
    study,
    asker,
    jobs,
    near,
    addresses,
    now,
    tiles,
    history: new ServedHistory(history ?? null, asker, study.dataset, new Date(now())),
    stateHealth: () => state.health,
    saved: new SavedScenarios(state, exampleScenario(study.dataset)),
    revalidate: revalidate({ datasetId: study.dataset.id, release, now }),
    sendKept: keepAnswers(answers),
    kept: new Map([["answers", answers]]),
  };
  const routeBook = new RouteBook(context.revalidate);
  app.decorate("routeBook", routeBook);
  readSavedReferences(app, context.saved);
  app.addHook("onRoute", (route) => routeBook.add(route));
  await app.register(async (open) => {
    await openRoutes(open, context, maxTableSize);
    methods.refuseOthers(open);
  });
  metricsRoutes(app, context, metrics, { jobStore, state, journal });
  if (admin !== null) await guardedAdmin(app, admin);
  app.addHook("onClose", async () => {
    await Promise.all([asker.close(), tiles.close(), jobWorker.close()]);
  });
  if (webRoot !== null) await webRoutes(app, webRoot, study);
  methods.refuseOthers(app);
  return app;
}

function fastifyOptions(journal: Journal, trustedProxies: readonly string[]): FastifyServerOptions {
  return {
    loggerInstance: journal.logger,
    // Its own lines hold the addresses that were asked for; ours are `tellRequests`.
    logController: new LogController({ disableRequestLogging: true }),
    // `verbose` lets an error quote what was got; unknown parameters are refused, not taken away.
    ajv: { customOptions: { verbose: true, removeAdditional: false, coerceTypes: true } },
    frameworkErrors: handleError,
    genReqId: requestId,
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
  };
}

/** What any other site may read too. */
async function openRoutes(app: App, context: RouteContext, maxTableSize: number): Promise<void> {
  await app.register(fastifyCors, OPEN_TO_ALL);
  datasetRoutes(app, context);
  territoryRoutes(app, context);
  coverageRoutes(app, context);
  curveRoutes(app, context);
  sensitivityRoutes(app, context);
  sensitivityJobRoutes(app, context);
  scenarioRoutes(app, context);
  sitingRoutes(app, context);
  await savedScenarioRoutes(app, context);
  robustnessRoutes(app, context);
  weekRoutes(app, context);
  structureRoutes(app, context);
  dateRoutes(app, context);
  historyRoutes(app, context);
  catchmentRoutes(app, context);
  closureRoutes(app, context);
  cellRoutes(app, context);
  addressRoutes(app, context);
  nearRoutes(app, context);
  nearBatchRoutes(app, context);
  isochroneRoutes(app, context);
  isochroneJobRoutes(app, context);
  taskRoutes(app, context);
  gapRoutes(app, context);
  tileRoutes(app, context);
  healthRoutes(app, context);
  documentationRoutes(app, context);
  osrmRoutes(app, context.asker, maxTableSize);
  const collections = studyCollections(context.study, context.asker);
  for (const source of collections.sources) await source.prepare?.();
  ogcRoutes(app, { ...collections, revalidate: context.revalidate });
}
