/** What a process of ours measures of a checkout. */
export const TRENTE_TASKS = [
  "load",
  "coverage-first",
  "coverage",
  "change",
  "closure",
  "isochrone",
  "isochrones",
  "table",
] as const;

export type TrenteTask = (typeof TRENTE_TASKS)[number];

/** Our own engine, of any compiled checkout. */
export interface TrenteSpec {
  readonly kind: "trente";
  readonly task: TrenteTask;
  /** Root of the checkout. */
  readonly root: string;
  /** Folder of a dataset that it reads. */
  readonly dataset: string;
  readonly places: string;
  /** Threads of tasks that use several. */
  readonly threads: number;
}

/** Valhalla's library, by its package. */
export interface ValhallaSpec {
  readonly kind: "valhalla";
  readonly task: "coverage" | "isochrone" | "isochrones" | "table";
  /** Folder of tiles, made by `trente valhalla build`. */
  readonly tiles: string;
  readonly places: string;
  /** Calls in flight: the library runs each on a thread of its own. */
  readonly atOnce: number;
}

/** A client of an OSRM server. */
export interface OsrmSpec {
  readonly kind: "osrm";
  readonly task: "coverage" | "table" | "route" | "nearest";
  readonly url: string;
  readonly places: string;
}

export type ProbeSpec = TrenteSpec | ValhallaSpec | OsrmSpec;

/** What a probe is told. */
export type ProbeRequest = "check" | "round" | "end";

/** What it answers: once when it is ready, then once to each request. */
export type ProbeReply =
  | { readonly kind: "ready" | "checked" }
  | { readonly kind: "sample"; readonly milliseconds: number; readonly answer: string | null }
  /** Bytes. */
  | { readonly kind: "ended"; readonly peakBytes: number }
  | { readonly kind: "failed"; readonly reason: string };

/** Work of a probe, with all that it needs at hand. */
export interface ProbeWork {
  readonly check?: () => Promise<void>;
  readonly round: () => Promise<{ readonly milliseconds: number; readonly answer: string | null }>;
}
