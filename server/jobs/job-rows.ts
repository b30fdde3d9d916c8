import type { Problem } from "../schemas/answers.ts";
import type { Queries, Row, Statement } from "../state/sql.ts";
import type { Job, JobResult, JobState } from "./job.ts";

/** What others on the database are told of. */
export const CHANNEL = "trente";

const SHOWN = `id, scope, kind, question, state, stage, done, total, created_at, started_at, ended_at, problem,
  case when state = 'attente' then (
    select count(*) from jobs before
    where before.state = 'attente' and before.scope = jobs.scope and before.number <= jobs.number
  ) end as position`;

const PIECE_BYTES = 2 * 1024 * 1024;

/** A job with what clients are not told of. */
export interface JobRecord {
  readonly id: string;
  readonly scope: string;
  readonly state: JobState;
  readonly attempt: number;
  readonly lost: number;
  readonly ticket: string;
  readonly askers: readonly string[];
}

export function jobOf(row: Row): Job {
  return {
    id: String(row["id"]),
    scope: String(row["scope"]),
    kind: String(row["kind"]),
    question: JSON.parse(String(row["question"])) as unknown,
    state: row["state"] as JobState,
    stage: row["stage"] as string | null,
    done: Number(row["done"]),
    total: Number(row["total"]),
    position: numberOf(row["position"]),
    createdAt: Number(row["created_at"]),
    startedAt: numberOf(row["started_at"]),
    endedAt: numberOf(row["ended_at"]),
    problem: JSON.parse((row["problem"] as string | null) ?? "null") as Problem | null,
  };
}

export async function findJob(inside: Queries, id: string): Promise<Job | null> {
  const [row] = await inside.query({ text: `select ${SHOWN} from jobs where id = $1::text`, values: [id] });
  return row === undefined ? null : jobOf(row);
}

/** A job that nobody else changes until the end of the transaction. */
export async function lockJob(inside: Queries, id: string): Promise<JobRecord | null> {
  const [row] = await inside.query({
    text: "select id, scope, state, attempt, lost, ticket, askers from jobs where id = $1::text for update",
    values: [id],
  });
  if (row === undefined) return null;
  return {
    id,
    scope: String(row["scope"]),
    state: row["state"] as JobState,
    attempt: Number(row["attempt"]),
    lost: Number(row["lost"]),
    ticket: String(row["ticket"]),
    askers: JSON.parse(String(row["askers"])) as string[],
  };
}

/** The newest first. @param after null from the beginning */
export function listed(limit: number, after: Pick<Job, "createdAt" | "id"> | null): Statement {
  return {
    text: `select ${SHOWN} from jobs
      where $2::text is null or (created_at, id collate "C") < ($1::bigint, $2::text collate "C")
      order by created_at desc, id collate "C" desc limit $3::bigint`,
    values: [after?.createdAt ?? null, after?.id ?? null, limit],
  };
}

export async function keepResult(inside: Queries, id: string, result: JobResult): Promise<void> {
  for (const [format, content] of Object.entries(result)) {
    await inside.query({
      text: `insert into job_results (job, format, content) values ($1::text, $2::text, $3::bytea)
        on conflict (job, format) do nothing`,
      values: [id, format, content],
    });
  }
}

/** Piece by piece: bytes come as text, which is turned back by the thread that talks to clients. */
export async function readResult(inside: Queries, id: string): Promise<JobResult | null> {
  const rows = await inside.query({
    text: "select format, length(content) as bytes from job_results where job = $1::text",
    values: [id],
  });
  if (rows.length === 0) return null;
  const result: Record<string, Uint8Array> = {};
  for (const { format, bytes } of rows) {
    const content = await readContent(inside, id, String(format), Number(bytes));
    // It has been forgotten meanwhile.
    if (content === null) return null;
    result[String(format)] = content;
  }
  return result;
}

async function readContent(
  inside: Queries,
  id: string,
  format: string,
  bytes: number,
): Promise<Uint8Array | null> {
  const content = new Uint8Array(bytes);
  for (let from = 0; from < bytes; from += PIECE_BYTES) {
    const [row] = await inside.query({
      text: `select substring(content from $3::integer for $4::integer) as piece
        from job_results where job = $1::text and format = $2::text`,
      values: [id, format, from + 1, PIECE_BYTES],
    });
    if (row === undefined) return null;
    content.set(row["piece"] as Uint8Array, from);
  }
  return content;
}

/** Forgets what ended and was used longest ago, beyond a number and bytes of results. */
export function shrunk(mostEnded: number, mostBytes: number): Statement {
  return {
    text: `delete from jobs where number in (
      select number from (
        select number, row_number() over newest as rank, sum(result_bytes) over newest as bytes
        from jobs where ended_at is not null
        window newest as (order by used desc, number desc)
      ) ended where rank > $1::bigint or bytes > $2::bigint)`,
    values: [mostEnded, mostBytes],
  };
}

export function told(id: string): Statement {
  return { text: "select pg_notify($1::text, $2::text)", values: [CHANNEL, id] };
}

export function bytesOf(result: JobResult | null): number {
  return Object.values(result ?? {}).reduce((sum, bytes) => sum + bytes.byteLength, 0);
}

function numberOf(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** Of all scopes. */
export async function countWaiting(inside: Queries): Promise<number> {
  const [row] = await inside.query({ text: "select count(*) as waiting from jobs where state = 'attente'" });
  return Number(row["waiting"]);
}

export async function setAskers(inside: Queries, id: string, askers: readonly string[]): Promise<void> {
  await inside.query({
    text: "update jobs set askers = $2::text where id = $1::text",
    values: [id, JSON.stringify(askers)],
  });
}
