import type { Sql, Statement } from "./sql.ts";

/** Figures of the datasets that were served. */
export const DATASET_FIGURES: readonly string[] = [
  `create table if not exists dataset_figures (
    dataset_id text primary key,
    made_at text not null,
    content text not null
  )`,
];

/** What makes each version of the tables of the one before. Those that were released are never changed. */
const MIGRATIONS: readonly (readonly string[])[] = [
  [
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
  ],
  DATASET_FIGURES,
];

/** Brings the tables up to date. Throws for tables of a later version of the program. */
export async function migrate(sql: Sql): Promise<void> {
  await sql.query({ text: "create table if not exists state_versions (version integer primary key)" });
  const [row] = await sql.query({ text: "select coalesce(max(version), 0) as version from state_versions" });
  const version = Number(row["version"]);
  if (version > MIGRATIONS.length) {
    throw new Error(`got tables of version ${version}, expected ${MIGRATIONS.length} or less`);
  }
  for (let next = version; next < MIGRATIONS.length; next++) {
    const noted: Statement = {
      text: "insert into state_versions (version) values ($1::integer)",
      values: [next + 1],
    };
    await sql.together([...MIGRATIONS[next].map((text) => ({ text })), noted]);
  }
}
