import { pino } from "pino";

import type { JournalSink } from "./lines.ts";

/** What waits for a reader that is slow; beyond, lines are lost rather than the server held or its memory used up. */
const MOST_WAITING_BYTES = 4 * 1024 * 1024;
/** A reader that has stopped does not keep the process from ending. */
const MOST_RETRIES = 10;

/**
 * Writes lines to an open file, pipe or terminal without waiting for whoever reads it.
 *
 * @param fd 1 for stdout
 */
export function descriptorSink(fd: number): JournalSink {
  let dropped = 0;
  let retries = 0;
  const lines = pino.destination({
    dest: fd,
    sync: false,
    maxLength: MOST_WAITING_BYTES,
    retryEAGAIN: () => retries++ < MOST_RETRIES,
  });
  lines.on("write", () => (retries = 0));
  lines.on("drop", () => dropped++);
  // There is nobody left to tell.
  lines.on("error", () => {});
  return {
    get dropped() {
      return dropped;
    },
    write: (line) => void lines.write(line),
    flushSync: () => {
      try {
        lines.flushSync();
      } catch {
        // Nobody reads any more.
      }
    },
  };
}
