/**
 * Times of other engines beside ours on the same files, as `docs/engines.md` and `docs/methode.md` have them. Measured on
 * Corsica, once: no figures of the dataset that is served.
 */
export const ENGINE_FIGURES = {
  measuredOn: "2026-11-25",
  minutes: [10, 20, 30],
  engines: [
    { name: "embedded", shares: [0.71976, 0.92445, 0.9825], differences: null },
    { name: "osrm", shares: [0.71976, 0.9245, 0.98273], differences: { median: 0.00002, p95: 0.00008 } },
    { name: "valhalla", shares: [0.76762, 0.94168, 0.98915], differences: { median: 0.123, p95: 0.182 } },
    { name: "valhallaSameSpeeds", shares: [0.71354, 0.91669, 0.97734], differences: null },
  ],
} as const satisfies {
  /** `YYYY-MM-DD`. */
  readonly measuredOn: string;
  readonly minutes: readonly number[];
  readonly engines: readonly EngineFigures[];
};

export interface EngineFigures {
  readonly name: "embedded" | "osrm" | "valhalla" | "valhallaSameSpeeds";
  /** Of people within each of the minutes, 0 to 1. */
  readonly shares: readonly number[];
  /**
   * Sizes of relative differences of durations from ours over all pairs, 0.01 for 1 %; null for ourselves and where none
   * were recorded.
   */
  readonly differences: { readonly median: number; readonly p95: number } | null;
}
