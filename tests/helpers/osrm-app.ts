import type { LightMyRequestResponse } from "fastify";

import { DataIssues } from "../../data/issues.ts";
import { carProfile } from "../../data/osm/car-profile.ts";
import { readRoads } from "../../data/osm/read-roads.ts";
import { SILENT } from "../../data/progress.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import { buildNetwork } from "../../isochrones/graph/build-network.ts";
import { buildSnapIndex } from "../../isochrones/graph/snap-index.ts";
import type { Network } from "../../isochrones/model/network.ts";
import { buildApp } from "../../server/app.ts";
import { miniDataset } from "./mini-dataset.ts";

export interface OsrmApp {
  /** Asks for a path under `/osrm`. */
  readonly get: (path: string) => Promise<LightMyRequestResponse>;
  /** Listens on a free port of this machine: the address that OSRM's clients take. */
  readonly listen: () => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface OsrmAppOptions {
  /** Directed edges of a component that takes snaps first. */
  readonly minComponent?: number;
  readonly maxTableSize?: number;
}

/** A server over these roads alone. */
export async function osrmApp(network: Network, options: OsrmAppOptions = {}): Promise<OsrmApp> {
  const empty = miniDataset({ nodes: [[0, 0]], ways: [] });
  const snapIndex = buildSnapIndex(network, options.minComponent ?? 0);
  const study = createStudy({ ...empty, network, snapIndex });
  const { maxTableSize } = options;
  const app = await buildApp({
    study,
    webRoot: null,
    ...(maxTableSize === undefined ? {} : { maxTableSize }),
  });
  return {
    get: async (path) => app.inject({ method: "GET", url: `/osrm${path}` }),
    listen: async () => `${await app.listen({ port: 0, host: "127.0.0.1" })}/osrm`,
    close: async () => app.close(),
  };
}

/** The network of an extract, read as `trente build` reads it. */
export async function networkOf(osmPath: string, profile = carProfile): Promise<Network> {
  const { roads } = await readRoads([osmPath], {
    profile,
    issues: new DataIssues(),
    progress: SILENT,
  });
  return buildNetwork(roads);
}
