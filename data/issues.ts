import type { IssueCount } from "../isochrones/model/provenance.ts";

const EXAMPLES_KEPT = 5;

/** Counts what is wrong or unusual in the data, by stable code. Nothing is dropped without passing here. */
export class DataIssues {
  readonly #byCode = new Map<
    string,
    { severity: IssueCount["severity"]; count: number; examples: string[] }
  >();

  /**
   * @param code stable dotted code: source, object, trouble (`structure.coordinate.missing`)
   * @param where the place (`liste.csv:12`) with the offending value; kept for the first few only
   */
  count(code: string, severity: IssueCount["severity"], where?: string, times = 1): void {
    let entry = this.#byCode.get(code);
    if (entry === undefined) {
      entry = { severity, count: 0, examples: [] };
      this.#byCode.set(code, entry);
    }
    entry.count += times;
    if (where !== undefined && entry.examples.length < EXAMPLES_KEPT) entry.examples.push(where);
  }

  /** Counts what `list` of another has counted. */
  addAll(counts: readonly IssueCount[]): void {
    for (const { code, severity, count, examples } of counts) {
      this.count(code, severity, undefined, count);
      for (const example of examples) this.count(code, severity, example, 0);
    }
  }

  of(code: string): number {
    return this.#byCode.get(code)?.count ?? 0;
  }

  /** All counts, ordered by code, so that the same input gives the same list. */
  list(): IssueCount[] {
    return [...this.#byCode]
      .map(([code, { severity, count, examples }]) => ({ code, severity, count, examples }))
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }
}
