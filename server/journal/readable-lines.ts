import type { ErrorRecord } from "./error-record.ts";
import type { EventName, JournalSink } from "./lines.ts";

/** Of each error, so many lines that say where. */
const MOST_FRAMES = 8;

/** For programs: who reads along sees a server start and stop. */
const QUIET: ReadonlySet<string> = new Set<EventName>(["listening", "stopping", "stopped", "request"]);

interface Line {
  readonly msg?: string;
  readonly event?: string;
  readonly id?: string;
  readonly route?: string | null;
  readonly method?: string;
  readonly err?: ErrorRecord;
}

/** Writes lines of JSON as people read them: the message, and of an error whose request it was and where it happened. */
export function readableLines(sink: JournalSink): JournalSink {
  return {
    get dropped() {
      return sink.dropped ?? 0;
    },
    write: (json) => {
      const line = JSON.parse(json) as Line;
      if (line.event === undefined || !QUIET.has(line.event)) sink.write(readable(line));
    },
    flushSync: () => sink.flushSync?.(),
  };
}

function readable({ msg = "", id, method = "", route, err }: Line): string {
  const place =
    id === undefined ? "" : ` (${[id, method, route ?? ""].filter((word) => word !== "").join(" ")})`;
  return `${[`${inOneLine(msg)}${place}`, ...errorLines(err)].join("\n")}\n`;
}

function errorLines(error: ErrorRecord | null | undefined): string[] {
  if (error === undefined || error === null) return [];
  const { type, message, stack, cause } = error;
  const frames = stack.slice(0, MOST_FRAMES).map((frame) => `    ${inOneLine(frame)}`);
  return [`  ${type}: ${inOneLine(message)}`, ...frames, ...errorLines(cause)];
}

/** A line that a client could have begun or coloured is none of ours. */
function inOneLine(text: string): string {
  return text.replaceAll(/\s*[\p{Cc}\p{Cf}\u2028\u2029]+\s*/gu, " ").trim();
}
