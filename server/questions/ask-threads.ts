import { availableParallelism } from "node:os";

import { RequestError } from "../../isochrones/errors.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { WorkerPool } from "../../workers/pool.ts";
import { OsrmRefusal } from "../osrm/refusal.ts";
import { BusyError } from "./busy-error.ts";
import { tasks } from "./question-tasks.ts";
import { shareDataset } from "./shared-dataset.ts";
import type { Asker, Load, QuestionName } from "./questions.ts";

export interface ThreadOptions {
  /** Threads for searches around one place; one core is left for those who talk to clients if not given. */
  readonly searchThreads?: number;
  /** How long one answer may take, once a thread is at it. */
  readonly limitMilliseconds?: number;
  /** How long a question may wait for a thread. */
  readonly waitMilliseconds?: number;
  /** So many questions may wait for a thread; the next ones are told to come again. */
  readonly mostWaiting?: number;
  /** Hears of each thread that died. */
  readonly onDeath?: (cause: Error, task: string | null) => void;
}

const LIMIT_MILLISECONDS = 30_000;
const WAIT_MILLISECONDS = 20_000;
const MOST_WAITING = 200;
/** Seconds after which it is worth while to ask again: a queue that long is worked off by then. */
const RETRY_SECONDS = 2;

/** Questions that cost what is around one place, or need no times; all others need those of all cells. */
const SEARCHES: ReadonlySet<QuestionName> = new Set<QuestionName>([
  "isochrones",
  "isochroneTile",
  "prepareIsochroneTiles",
  "bands",
  "near",
  "osrm",
  "territory",
  "sitingQuestion",
]);

/** Nobody waits for them, and half of their work is worth nothing. */
const WITHOUT_LIMIT: ReadonlySet<QuestionName> = new Set<QuestionName>([
  "prepareCellTiles",
  "prepareGapTiles",
  "prepareIsochroneTiles",
]);

/** Questions that take some of a country's threads for half a minute: they have one of their own, and more time. */
const LONG: ReadonlySet<QuestionName> = new Set<QuestionName>(["robustness", "week"]);
const LONG_FACTOR = 6;

type Threads = WorkerPool<typeof tasks.handlers>;

/**
 * Asks studies in threads that share the dataset. The times of all cells are found and kept by one thread, or each would
 * find them anew; searches around one place have threads of their own, and so have questions that take long, so that none waits for another.
 */
export function askThreads(dataset: Dataset, options: ThreadOptions = {}): Asker {
  const {
    searchThreads = Math.max(1, availableParallelism() - 1),
    limitMilliseconds = LIMIT_MILLISECONDS,
    waitMilliseconds = WAIT_MILLISECONDS,
    mostWaiting = MOST_WAITING,
    onDeath,
  } = options;
  const common = {
    shared: shareDataset(dataset),
    errorClasses: [RequestError, OsrmRefusal],
    ...(onDeath === undefined ? {} : { onDeath }),
  };
  const figures: Threads = new WorkerPool(tasks, { ...common, threads: 1 });
  const searches: Threads = new WorkerPool(tasks, { ...common, threads: searchThreads });
  const long: Threads = new WorkerPool(tasks, { ...common, threads: 1 });
  return {
    ask: async (name, input) => {
      const isLong = LONG.has(name);
      const threads = isLong ? long : SEARCHES.has(name) ? searches : figures;
      if (threads.queuedCount >= mostWaiting) throw new BusyError("queue", RETRY_SECONDS);
      if (WITHOUT_LIMIT.has(name)) return threads.run(name, input as never);
      const stop = new AbortController();
      const stopAfter = (milliseconds: number, reason: BusyError["reason"]): NodeJS.Timeout =>
        setTimeout(() => stop.abort(new BusyError(reason, RETRY_SECONDS)), milliseconds);
      let timer = stopAfter(isLong ? LONG_FACTOR * waitMilliseconds : waitMilliseconds, "queue");
      const onBegin = (): void => {
        clearTimeout(timer);
        timer = stopAfter(isLong ? LONG_FACTOR * limitMilliseconds : limitMilliseconds, "time");
      };
      try {
        return await threads.run(name, input as never, { signal: stop.signal, onBegin });
      } finally {
        clearTimeout(timer);
      }
    },
    load: () => ({ figures: loadOf(figures), searches: loadOf(searches), long: loadOf(long) }),
    close: async () => {
      await Promise.all([figures.close(), searches.close(), long.close()]);
    },
  };
}

function loadOf({ queuedCount, runningCount }: Threads): Load {
  return { waiting: queuedCount, running: runningCount };
}
