import type { Queries, Sql } from "./sql.ts";

/** Scenarios that are kept under a name. */
export const SAVED_SCENARIOS: readonly string[] = [
  `create table saved_scenarios (
    number bigserial primary key,
    id text not null unique,
    key_hash text not null,
    plain_name text not null,
    head text not null,
    content text not null,
    content_bytes integer not null,
    edit_count integer not null,
    saved_at bigint not null
  )`,
];

/** Long work, and who can do it. */
export const JOBS: readonly string[] = [
  `create table jobs (
    number bigserial primary key,
    id text not null unique,
    scope text not null,
    kind text not null,
    question text not null,
    input bytea not null,
    askers text not null,
    state text not null,
    stage text,
    done double precision not null default 0,
    total double precision not null default 0,
    attempt integer not null default 0,
    lost integer not null default 0,
    owner bigint,
    ticket text not null,
    created_at bigint not null,
    started_at bigint,
    ended_at bigint,
    problem text,
    result_bytes bigint not null default 0,
    used bigint not null default 0
  )`,
  "create sequence job_uses",
  "create index jobs_by_state on jobs (state, scope, number)",
  "create index jobs_by_ticket on jobs (ticket)",
  `create table job_results (
    job text not null references jobs (id) on delete cascade,
    format text not null,
    content bytea not null,
    primary key (job, format)
  )`,
  // Read piece by piece: not compressed, so that a piece is found without what comes before it.
  "alter table job_results alter column content set storage external",
  `create table job_servers (
    owner bigint not null,
    scope text not null,
    primary key (owner, scope)
  )`,
];

/** Figures of the datasets that were served. */
export const DATASET_FIGURES: readonly string[] = [
  `create table if not exists dataset_figures (
    dataset_id text primary key,
    made_at text not null,
    content text not null
  )`,
];

/** What makes each version of the tables of the one before. Those that were released are never changed. */
const MIGRATIONS: readonly (readonly string[])[] = [SAVED_SCENARIOS, DATASET_FIGURES, JOBS];

/** Of several programs that begin at once, one does it while the others wait: any number, the same for all of them. */
const MIGRATION_LOCK = 30_301;

/** Brings the tables up to date. Throws for tables of a later version of the program. */
export async function migrate(sql: Sql): Promise<void> {
  await sql.transaction(async (inside) => {
    await inside.query({ text: "select pg_advisory_xact_lock($1::bigint)", values: [MIGRATION_LOCK] });
    await inside.query({ text: "create table if not exists state_versions (version integer primary key)" });
    await migrateFrom(await versionOf(inside), inside);
  });
}

async function versionOf(inside: Queries): Promise<number> {
  const [row] = await inside.query({
    text: "select coalesce(max(version), 0) as version from state_versions",
  });
  return Number(row["version"]);
}

async function migrateFrom(version: number, inside: Queries): Promise<void> {
  if (version > MIGRATIONS.length) {
    const known = MIGRATIONS.length;
    throw new Error(
      `got tables of version ${version}, expected ${known} or less: a newer program has updated them, update this one as well`,
    );
  }
  for (let next = version; next < MIGRATIONS.length; next++) {
    for (const text of MIGRATIONS[next]) await inside.query({ text });
    await inside.query({
      text: "insert into state_versions (version) values ($1::integer)",
      values: [next + 1],
    });
  }
}
