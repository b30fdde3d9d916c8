import type { Problem } from "../schemas/answers.ts";
import type { Queries } from "../state/sql.ts";
import type { JobEnding, NewJob } from "./job.ts";
import { bytesOf, type JobRecord, keepResult, told } from "./job-rows.ts";
import type { Tickets } from "./tickets.ts";

/** So often is a job begun whose process dies under it. */
export const MOST_ATTEMPTS = 3;

/** What becomes of jobs, each a step of a transaction that has the job locked. */
export class JobMoves {
  readonly #tickets: Tickets;

  constructor(tickets: Tickets) {
    this.#tickets = tickets;
  }

  /** @param known what is there of the same id, which has ended */
  async enqueue(inside: Queries, job: NewJob, known: JobRecord | null): Promise<void> {
    const ticket = await this.#tickets.give(inside, job.scope, {
      retries: MOST_ATTEMPTS - 1,
      isFirst: false,
    });
    if (known !== null) {
      await inside.query({ text: "delete from job_results where job = $1::text", values: [job.id] });
    }
    await inside.query({
      text: `insert into jobs (id, scope, kind, question, input, askers, state, ticket, created_at)
        values ($1::text, $2::text, $3::text, $4::text, $5::bytea, $6::text, 'attente', $7::text, $8::bigint)
        on conflict (id) do update set
          number = excluded.number, scope = excluded.scope, kind = excluded.kind, question = excluded.question,
          input = excluded.input, askers = excluded.askers, state = excluded.state, stage = null, done = 0,
          total = 0, attempt = jobs.attempt + 1, lost = 0, owner = null, ticket = excluded.ticket,
          created_at = excluded.created_at, started_at = null, ended_at = null, problem = null, result_bytes = 0`,
      values: [
        job.id,
        job.scope,
        job.kind,
        JSON.stringify(job.question),
        job.input,
        JSON.stringify([job.asker]),
        ticket,
        job.createdAt,
      ],
    });
    await inside.query(told(job.id));
  }

  async end(inside: Queries, record: JobRecord, ending: JobEnding): Promise<void> {
    const { id, scope, ticket } = record;
    const { state, endedAt, problem, result } = ending;
    await inside.query({
      text: `update jobs set state = $2::text, ended_at = $3::bigint, problem = $4::text, result_bytes = $5::bigint,
          input = '', owner = null, used = nextval('job_uses')
        where id = $1::text`,
      values: [id, state, endedAt, problem === null ? null : JSON.stringify(problem), bytesOf(result)],
    });
    if (result !== null) await keepResult(inside, id, result);
    const isDone = record.state === "encours" && state !== "annulee";
    if (isDone) await this.#tickets.complete(inside, scope, ticket);
    else await this.#tickets.cancel(inside, scope, ticket);
    await inside.query(told(id));
  }

  /** What was taken waits again, as if it had not been. */
  async giveBack(inside: Queries, { id, scope, ticket, lost }: JobRecord): Promise<void> {
    await this.#tickets.cancel(inside, scope, ticket);
    const retries = Math.max(MOST_ATTEMPTS - 1 - lost, 0);
    const next = await this.#tickets.give(inside, scope, { retries, isFirst: true });
    await waitAgain(inside, id, next, lost);
  }

  /** Who had taken it is no more: it waits again, or has been tried often enough. */
  async lose(inside: Queries, record: JobRecord, endedAt: number, problem: Problem): Promise<void> {
    const { id, scope, ticket, lost } = record;
    if (await this.#tickets.lose(inside, scope, ticket)) {
      await waitAgain(inside, id, ticket, lost + 1);
      return;
    }
    await this.end(inside, record, { state: "echouee", endedAt, problem, result: null });
  }
}

async function waitAgain(inside: Queries, id: string, ticket: string, lost: number): Promise<void> {
  await inside.query({
    text: `update jobs set state = 'attente', owner = null, started_at = null, stage = null, done = 0, total = 0,
        ticket = $2::text, lost = $3::integer
      where id = $1::text`,
    values: [id, ticket, lost],
  });
  await inside.query(told(id));
}
