import type { JobState } from "../jobs/job.ts";
import type { Phase } from "../front.ts";

/** What came of putting another dataset in service, or of trying to. */
export interface Reloaded {
  /** Another is in service; it was the one in service already; it could not be read, and the one in service stays. */
  readonly outcome: "swapped" | "same" | "failed";
  /** The dataset in service now. */
  readonly dataset: string;
  /** Why it failed; null where it did not. */
  readonly reason: string | null;
}

/** How a server is, for those who run it. Times are ISO 8601. */
export interface AdminState {
  readonly version: string;
  readonly node: string;
  readonly pid: number;
  readonly phase: Phase;
  readonly startedAt: string;
  readonly uptimeSeconds: number;
  /** null until it has been read. */
  readonly dataset: ServedDataset | null;
  /** Jobs by their state; null where the store does not tell. */
  readonly jobs: Readonly<Partial<Record<JobState, number>>> | null;
  /** The last time that another dataset was asked for. */
  readonly reload: (Reloaded & { readonly at: string }) | null;
  /** Resident memory of the process. */
  readonly memoryBytes: number;
  /** Lines of the journal that nobody read in time. */
  readonly journalLinesDropped: number;
}

export interface ServedDataset {
  readonly id: string;
  readonly name: string;
  readonly servedSince: string;
  readonly near: "table" | "search";
  readonly sources: readonly { readonly role: string; readonly name: string; readonly vintage: string }[];
}

/** What those who run a server may have it do. */
export interface AdminActions {
  state(): Promise<AdminState>;
  /** Reads the dataset again, as SIGHUP does. null where there is nothing in service yet. */
  reload(): Promise<Reloaded | null>;
  /** Puts the dataset before this one in service again; absent where none is kept. */
  rollback?(): Promise<Reloaded | null>;
}
