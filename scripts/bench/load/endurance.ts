import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

import { openBundle } from "../../../data/bundle/read-bundle.ts";
import { withDataset } from "../../../data/depot/resolve-dataset.ts";
import { startServerProcess } from "../peers/trente-server.ts";
import type { Scope } from "../scope.ts";
import { enduranceMix } from "./endurance-mix.ts";
import { untilReady } from "./near-load.ts";
import { askAtRate, askInTurn, latencyOf, type LoadOptions } from "./request-load.ts";
import { residentBytes } from "./resident-bytes.ts";
import { swappedBundle, type SwappedBundle } from "./swapped-bundle.ts";

const WARM_UP_REQUESTS = 5_000;
/** How long the server is asked as fast as it answers, to find its maximum. */
const FLOOD_SECONDS = 15;
const FLOOD_BATCH = 2_000;
const SAMPLE_MILLISECONDS = 5_000;

export interface EnduranceOptions {
  readonly root: string;
  readonly dataset: string;
  /** What it is swapped with; null for the same under another name. */
  readonly other: string | null;
  readonly seed: number;
  readonly minutes: number;
  /** Minutes between swaps. */
  readonly swapMinutes: number;
  /** Of the maximal load. */
  readonly share: number;
  readonly connections: number;
  /** Hears of each minute as it ends. */
  readonly onMinute?: (minute: EnduranceMinute) => void;
}

export interface EnduranceMinute {
  /** 1 for the first. */
  readonly minute: number;
  readonly requests: number;
  readonly unexpected: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** Median of what the process held, bytes; null where the system does not tell. */
  readonly residentBytes: number | null;
}

/** One time that another dataset was put in service under load. */
export interface EnduranceSwap {
  readonly outcome: string;
  readonly seconds: number;
  /** Did what came into service have the id of what was put there? */
  readonly isRight: boolean;
}

export interface Endurance {
  /** Requests a second as fast as the server answers, and what was asked for then. */
  readonly maximum: number;
  readonly perSecond: number;
  readonly minutes: readonly EnduranceMinute[];
  readonly swaps: readonly EnduranceSwap[];
  /** Answers by status; 0 is none. */
  readonly statuses: ReadonlyMap<number, number>;
}

/** What all places of all kinds are answered by. */
const EXPECTED: ReadonlySet<number> = new Set([200, 204]);

/**
 * Asks a server of its own at a share of what it can bear, for a long time, while datasets are swapped under it.
 */
export async function measureEndurance(
  options: EnduranceOptions,
  scope: Scope,
  signal: AbortSignal,
): Promise<Endurance> {
  const folder = mkdtempSync(join(tmpdir(), "trente-endurance-"));
  scope.defer(() => rmSync(folder, { recursive: true, force: true }));
  const served = join(folder, "jeu");
  mkdirSync(served);
  const bundle = swappedBundle(served, options.dataset, options.other);
  const paths = enduranceMix(withDataset(options.dataset, openBundle), options.seed);
  const admin = join(folder, "admin");
  const more = ["--admin", admin, "--etat", join(folder, "etat"), "--limite-par-minute", "0"];
  const { url, pid } = await startServerProcess(options.root, served, scope, signal, more);
  await untilReady(url, signal);
  const load: LoadOptions = { url, paths, requests: 0, connections: options.connections, signal };
  await askInTurn({ ...load, requests: WARM_UP_REQUESTS });
  const maximum = await floodRate(load);
  const perSecond = Math.max(1, Math.round(maximum * options.share));
  const statuses = new Map<number, number>();
  const stop = new AbortController();
  const swapping = swapOnAndOn(bundle, admin, options.swapMinutes * 60_000, stop.signal);
  const minutes: EnduranceMinute[] = [];
  try {
    for (let minute = 1; minute <= options.minutes; minute++) {
      const done = await oneMinute({ ...load, requests: perSecond * 60 }, perSecond, minute, {
        pid,
        statuses,
      });
      minutes.push(done);
      options.onMinute?.(done);
    }
  } finally {
    stop.abort();
  }
  return { maximum, perSecond, minutes, swaps: await swapping, statuses };
}

async function floodRate(load: LoadOptions): Promise<number> {
  let [requests, seconds] = [0, 0];
  while (seconds < FLOOD_SECONDS) {
    const part = await askInTurn({ ...load, paths: turned(load.paths, requests), requests: FLOOD_BATCH });
    requests += part.requests;
    seconds += part.seconds;
  }
  return requests / seconds;
}

async function oneMinute(
  load: LoadOptions,
  perSecond: number,
  minute: number,
  { pid, statuses }: { pid: number; statuses: Map<number, number> },
): Promise<EnduranceMinute> {
  const sizes: number[] = [];
  const look = (): void => {
    const bytes = residentBytes(pid);
    if (bytes !== null) sizes.push(bytes);
  };
  look();
  const timer = setInterval(look, SAMPLE_MILLISECONDS);
  try {
    const result = await askAtRate({ ...load, paths: turned(load.paths, minute * load.requests) }, perSecond);
    let unexpected = 0;
    for (const [status, count] of result.statuses) {
      statuses.set(status, (statuses.get(status) ?? 0) + count);
      if (!EXPECTED.has(status)) unexpected += count;
    }
    const latencies = {
      p50: latencyOf(result, 0.5),
      p99: latencyOf(result, 0.99),
      most: latencyOf(result, 1),
    };
    const middle = sizes.sort((a, b) => a - b)[sizes.length >> 1] ?? null;
    return { minute, requests: result.requests, unexpected, ...latencies, residentBytes: middle };
  } finally {
    clearInterval(timer);
  }
}

/** The same paths from another on, so that none is asked for again before all others. */
function turned(paths: readonly string[], by: number): string[] {
  const start = by % paths.length;
  return [...paths.slice(start), ...paths.slice(0, start)];
}

/** Until the signal: the swap that is under way then is waited for. */
async function swapOnAndOn(
  bundle: SwappedBundle,
  admin: string,
  milliseconds: number,
  signal: AbortSignal,
): Promise<EnduranceSwap[]> {
  const swaps: EnduranceSwap[] = [];
  for (;;) {
    await wait(milliseconds, undefined, { signal }).catch(() => {});
    if (signal.aborted) return swaps;
    const id = bundle.swap();
    const begun = performance.now();
    const { outcome, dataset } = await askToReload(admin);
    swaps.push({ outcome, seconds: (performance.now() - begun) / 1000, isRight: dataset === id });
  }
}

async function askToReload(socketPath: string): Promise<{ outcome: string; dataset: string | null }> {
  return new Promise((resolve) => {
    const fail = (error: Error): void => resolve({ outcome: error.message, dataset: null });
    const sent = request(
      { socketPath, method: "POST", path: "/admin/recharger", agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (part: string) => (text += part));
        response.once("error", fail);
        response.once("end", () => resolve(JSON.parse(text) as { outcome: string; dataset: string }));
      },
    );
    sent.once("error", fail);
    sent.end();
  });
}
