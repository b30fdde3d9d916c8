import type { CoverageReport, CurvePoint, LabelDate } from "../../../isochrones/model/report.ts";

/** What is kept of the figure at a date: enough to recount it at any minute. */
export interface DatedCurve {
  readonly curve: readonly CurvePoint[];
  readonly population: number;
  /** Counted ones that stand in the territory. */
  readonly structures: number;
}

/** Asks for the figure as of a day. */
export type AskDated = (date: string, signal: AbortSignal) => Promise<CoverageReport>;

/** Choices kept, each with the curves of all its dates: a few territories one after the other. */
const MOST_KEPT = 12;

/** The figure at each date, for one choice of territory and structures after another. */
export class DatedCurves {
  readonly #kept = new Map<string, Map<string, DatedCurve>>();

  /** Those known, by date. @param key one text for a territory and its structures, whatever the date */
  of(key: string): ReadonlyMap<string, DatedCurve> {
    return this.#kept.get(key) ?? new Map();
  }

  /** Keeps an answer. */
  keep(key: string, date: string, report: CoverageReport): void {
    const known = this.#kept.get(key) ?? new Map<string, DatedCurve>();
    this.#kept.delete(key);
    this.#kept.set(key, known);
    const { curve, population, structures } = report;
    known.set(date, { curve, population, structures: structures.inTerritory });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  /**
   * Asks for the dates that are not known, one after the other so that the server is left to others, and tells of each.
   * Rejects with what `ask` rejects with; what was kept before stays.
   */
  async fill(
    key: string,
    dates: readonly string[],
    { ask, onKept, signal }: { ask: AskDated; onKept: () => void; signal: AbortSignal },
  ): Promise<void> {
    for (const date of dates) {
      if (this.of(key).has(date)) continue;
      const report = await ask(date, signal);
      if (signal.aborted) return;
      this.keep(key, date, report);
      onKept();
    }
  }
}

/** 0 to 1 at so many minutes; null where nobody lives or the curve does not go that far. */
export function shareOfDated({ curve, population }: DatedCurve, minutes: number): number | null {
  if (population === 0) return null;
  return curve.find((point) => point.minutes === minutes)?.share ?? null;
}

/** A point of the chart. */
export interface DatePoint {
  readonly date: string;
  readonly share: number;
}

/** The dates of which the figure is known, ascending, at so many minutes. */
export function pointsOf(
  dates: readonly LabelDate[],
  known: ReadonlyMap<string, DatedCurve>,
  minutes: number,
): DatePoint[] {
  return dates.flatMap(({ date }) => {
    const dated = known.get(date);
    const share = dated === undefined ? null : shareOfDated(dated, minutes);
    return share === null ? [] : [{ date, share }];
  });
}
