import type { Queries } from "../state/sql.ts";

const USE_MILLISECONDS = 60_000;
const MOST_KNOWN = 1_000;

/** Notes which jobs are asked for, now and then: those that nobody asks for are forgotten first. */
export class JobUses {
  readonly #everyMilliseconds: number;
  readonly #notedAt = new Map<string, number>();

  constructor(everyMilliseconds = USE_MILLISECONDS) {
    this.#everyMilliseconds = everyMilliseconds;
  }

  async note(sql: Queries, id: string): Promise<void> {
    const now = performance.now();
    if (now - (this.#notedAt.get(id) ?? -Infinity) < this.#everyMilliseconds) return;
    if (this.#notedAt.size >= MOST_KNOWN) this.#notedAt.clear();
    this.#notedAt.set(id, now);
    await sql.query({ text: "update jobs set used = nextval('job_uses') where id = $1::text", values: [id] });
  }
}
