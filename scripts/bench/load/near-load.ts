import { setTimeout as wait } from "node:timers/promises";

import { openBundle } from "../../../data/bundle/read-bundle.ts";
import { withDataset } from "../../../data/depot/resolve-dataset.ts";
import type { HealthAnswer } from "../../../server/schemas/answers.ts";
import type { Scope } from "../scope.ts";
import { startServerProcess } from "../peers/trente-server.ts";
import { drawPlaces, nearPath } from "./near-places.ts";
import { askAtRate, askInTurn, type LoadOptions, type LoadResult } from "./request-load.ts";
import { residentBytes } from "./resident-bytes.ts";

/** Different places that are asked about, so that nothing is answered from a cache. */
const PLACES = 50_000;
const WARM_UP_REQUESTS = 5_000;
/** A country's table takes half a minute. */
const READY_SECONDS = 300;

export interface NearLoadOptions {
  readonly root: string;
  readonly dataset: string;
  readonly seed: number;
  /** Of the flood, after a warm-up. */
  readonly requests: number;
  /** Requests a second of the steady run, which is a quarter as long. */
  readonly perSecond: number;
  readonly connections: number;
}

export interface NearLoad {
  readonly flood: LoadResult;
  readonly steady: LoadResult;
  /** Resident bytes of the server: warm, at the quarters of the flood, and at the end; null where the system does not tell. */
  readonly memory: readonly (number | null)[];
}

const PARTS = 4;

/** Loads `/api/v1/proche` of a server of its own: as fast as it goes, then at a steady rate. */
export async function measureNearLoad(
  { root, dataset, seed, requests, perSecond, connections }: NearLoadOptions,
  scope: Scope,
  signal: AbortSignal,
): Promise<NearLoad> {
  const paths = drawPlaces(withDataset(dataset, openBundle), PLACES, seed).map(nearPath);
  const { url, pid } = await startServerProcess(root, dataset, scope, signal);
  await untilReady(url, signal);
  const load: LoadOptions = { url, paths, requests, connections, signal };
  await askInTurn({ ...load, requests: WARM_UP_REQUESTS });
  const memory = [residentBytes(pid)];
  const parts: LoadResult[] = [];
  for (let part = 0; part < PARTS; part++) {
    const start = Math.floor((part * paths.length) / PARTS);
    const turned = [...paths.slice(start), ...paths.slice(0, start)];
    parts.push(await askInTurn({ ...load, paths: turned, requests: Math.ceil(requests / PARTS) }));
    memory.push(residentBytes(pid));
  }
  const steady = await askAtRate({ ...load, requests: Math.ceil(requests / PARTS) }, perSecond);
  return { flood: joined(parts), steady, memory: [...memory, residentBytes(pid)] };
}

/** Once what is near is looked up and not searched for any more. */
export async function untilReady(url: string, signal: AbortSignal): Promise<void> {
  for (let second = 0; second < READY_SECONDS; second++) {
    const response = await fetch(`${url}/sante`, { signal });
    const { near } = (await response.json()) as HealthAnswer;
    if (near === "table") return;
    await wait(1000, undefined, { signal });
  }
  throw new Error(`the server had no table of what is near after ${READY_SECONDS} s`);
}

function joined(parts: readonly LoadResult[]): LoadResult {
  const statuses = new Map<number, number>();
  for (const part of parts) {
    for (const [status, count] of part.statuses) statuses.set(status, (statuses.get(status) ?? 0) + count);
  }
  const latencies = Float64Array.from(parts.flatMap((part) => [...part.latencies])).sort();
  const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
  return { requests: latencies.length, seconds, statuses, latencies };
}
