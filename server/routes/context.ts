import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { FastifyBaseLogger, FastifyInstance, preHandlerAsyncHookHandler } from "fastify";
import type { RawReplyDefaultExpression, RawRequestDefaultExpression, RawServerDefault } from "fastify";

import type { Study } from "../../isochrones/study.ts";
import type { AddressResolver } from "../addresses/address-resolver.ts";
import type { ServedHistory } from "../history/served-history.ts";
import type { NearFinder } from "../near/near-finder.ts";
import type { Asker } from "../questions/questions.ts";
import type { Jobs } from "../jobs/jobs.ts";
import type { KeptBytes } from "../kept-bytes.ts";
import type { SendKept } from "../kept-answers.ts";
import type { SavedScenarios } from "../scenarios/saved/saved-scenarios.ts";
import type { StateHealth } from "../state/state-folder.ts";
import type { GroundTiles } from "../tiles/ground-tiles.ts";

/** Fastify with the parameters of each route typed by its schema. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** What the routes answer from. */
export interface RouteContext {
  /** For what is at hand: names, structures, territories. */
  readonly study: Study;
  /** For what has to be searched or summed up. */
  readonly asker: Asker;
  readonly near: NearFinder;
  readonly addresses: AddressResolver;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Tiles of what does not depend on times. */
  readonly tiles: GroundTiles;
  readonly saved: SavedScenarios;
  readonly history: ServedHistory;
  /** Whether what the server keeps is at hand, as far as is known. */
  readonly stateHealth: () => StateHealth;
  /** For answers that only change with the dataset. */
  readonly revalidate: preHandlerAsyncHookHandler;
  /** For answers that take long to compute. */
  readonly sendKept: SendKept;
  /** What takes minutes. */
  readonly jobs: Jobs;
  /** All that is kept in memory for those who ask again, by a name of its own. */
  readonly kept: Map<string, KeptBytes>;
}

export const JSON_TYPE = "application/json; charset=utf-8";
export const GEOJSON_TYPE = "application/geo+json; charset=utf-8";
export const CSV_TYPE = "text/csv; charset=utf-8";
export const PARQUET_TYPE = "application/vnd.apache.parquet";
export const TILE_TYPE = "application/vnd.mapbox-vector-tile";
