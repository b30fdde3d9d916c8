import type { DestinationStream } from "pino";

/** What happens to a server, as programs that read its journal know it. Names are stable. */
export type EventName =
  | "listening"
  | "serving"
  | "stopping"
  | "stopped"
  | "start_failed"
  | "reload_swapped"
  | "reload_same"
  | "reload_failed"
  | "retirement_failed"
  | "thread_died"
  | "near_table_missing"
  | "geocoder_trouble"
  | "state_trouble"
  | "history_trouble"
  | "source_trouble"
  | "follow_resumed"
  | "admin_listening"
  | "admin_asked"
  | "admin_refused"
  | "job_failed"
  | "request_failed"
  | "request";

/** Where lines go. */
export interface JournalSink extends DestinationStream {
  /** Lines that were lost because nobody read them in time. */
  readonly dropped?: number;
  /** Writes out what waits, before the process ends. */
  flushSync?(): void;
}
