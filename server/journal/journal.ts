import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";

import { errorRecord } from "./error-record.ts";
import type { EventName, JournalSink } from "./lines.ts";
import { readableLines } from "./readable-lines.ts";
import { scrubbed } from "./scrub.ts";

/** Lines of JSON for services; one line to read for each thing that happens to the server; nothing. */
export const JOURNAL_FORMATS = ["texte", "json", "non"] as const;
export type JournalFormat = (typeof JOURNAL_FORMATS)[number];

export type Level = "info" | "warn" | "error";

export type EventFields = Readonly<Record<string, string | number | boolean | null | object>>;

/**
 * What a server says of itself, to those who run it. Nothing of those who ask it goes in: no client's address, no query, no
 * header, no body (`scrubbed` sees to the words of errors).
 */
export interface Journal {
  /** Is each request told of? */
  readonly tellsRequests: boolean;
  /** For fastify: what it and its plugins say. */
  readonly logger: FastifyBaseLogger;
  /** Lines that were lost because nobody read them in time. */
  readonly dropped: number;
  tell(level: Level, event: EventName, message: string, fields?: EventFields): void;
  close(): void;
}

export interface JournalOptions {
  readonly format: JournalFormat;
  readonly sink: JournalSink;
  /** Fields of each line of JSON. */
  readonly base?: EventFields;
}

/** Opens a journal. Lines of JSON have `time` (ISO 8601), `level`, `event`, `msg`, and what belongs to the event. */
export function openJournal({ format, sink, base = {} }: JournalOptions): Journal {
  const logger = pino(
    {
      level: format === "non" ? "silent" : "info",
      base,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
      serializers: {
        // Fastify hands these over whole; only what is ours to tell may pass.
        req: ({ method }: { readonly method?: string }) => ({ method }),
        res: ({ statusCode }: { readonly statusCode?: number }) => ({ statusCode }),
        err: recordOf,
      },
    },
    format === "texte" ? readableLines(sink) : sink,
  );
  return {
    tellsRequests: format === "json",
    logger,
    get dropped() {
      return sink.dropped ?? 0;
    },
    tell: (level, event, message, fields = {}) => logger[level]({ event, ...fields }, scrubbed(message)),
    close: () => sink.flushSync?.(),
  };
}

/** For servers of which nobody wants to hear. */
export const NO_JOURNAL: Journal = openJournal({ format: "non", sink: { write: () => {} } });

/** Also of what has been made a record already, by who knew the request that it is about. */
function recordOf(error: unknown): unknown {
  return error instanceof Error ? errorRecord(error) : error;
}
