import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";

/** How often the loop is looked at, milliseconds: costs a timer each. */
const RESOLUTION_MILLISECONDS = 10;

/** Seconds by which the event loop came late. */
export interface Delays {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** How long the thread that talks to clients was held. */
export class LoopDelay {
  readonly #histogram: IntervalHistogram;

  constructor() {
    this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MILLISECONDS });
  }

  start(): void {
    this.#histogram.enable();
  }

  stop(): void {
    this.#histogram.disable();
  }

  /** Since the last time it was taken; null where nothing was measured. */
  take(): Delays | null {
    const histogram = this.#histogram;
    if (histogram.count === 0) return null;
    // Node measures from look to look; a loop that is never held looks at each interval.
    const late = (nanoseconds: number): number =>
      Math.max(0, nanoseconds / 1e9 - RESOLUTION_MILLISECONDS / 1e3);
    const delays = {
      p50: late(histogram.percentile(50)),
      p99: late(histogram.percentile(99)),
      max: late(histogram.max),
    };
    histogram.reset();
    return delays;
  }
}
