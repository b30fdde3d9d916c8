import { expect, onTestFinished, test } from "vitest";

import { PostgresSql } from "../../../server/state/postgres-sql.ts";
import type { Queries } from "../../../server/state/sql.ts";
import { NO_POSTGRES, startPostgres } from "../../helpers/postgres.ts";

const SLEEPING = "select count(*)::int as sleeping from pg_stat_activity where wait_event = 'PgSleep'";

test.skipIf(NO_POSTGRES !== null)(
  "transactions that wait for each other are both done, and the database is not told to be away",
  { timeout: 120_000 },
  async () => {
    const postgres = await startPostgres();
    onTestFinished(async () => postgres.close());
    const troubles: string[] = [];
    const sql = new PostgresSql({ url: postgres.url, onTrouble: ({ message }) => troubles.push(message) });
    onTestFinished(async () => sql.close());
    await sql.query({ text: "create table pair (name text primary key, sum integer not null)" });
    await sql.query({ text: "insert into pair values ('a', 0), ('b', 0)" });
    const up: boolean[] = [];
    let begun = 0;
    let both = (): void => {};
    const areBoth = new Promise<void>((resolve) => (both = resolve));
    const add = async (inside: Queries, name: string): Promise<void> => {
      await inside.query({ text: "update pair set sum = sum + 1 where name = $1::text", values: [name] });
    };
    const crosswise = async (first: string, second: string): Promise<void> =>
      sql.transaction(async (inside) => {
        up.push(sql.isUp);
        await add(inside, first);
        if (++begun === 2) both();
        await areBoth;
        await add(inside, second);
      });
    await Promise.all([crosswise("a", "b"), crosswise("b", "a")]);
    expect(await postgres.query("select sum from pair order by name")).toEqual([{ sum: 2 }, { sum: 2 }]);
    // One of them was done again.
    expect(up).toEqual([true, true, true]);
    expect(troubles).toEqual([]);
  },
);

test.skipIf(NO_POSTGRES !== null)(
  "a server whose connections are all in use for long is not told to be away",
  { timeout: 120_000 },
  async () => {
    const postgres = await startPostgres();
    onTestFinished(async () => postgres.close());
    const sql = new PostgresSql({ url: postgres.url });
    onTestFinished(async () => sql.close());
    // Longer than a connection is waited for.
    const busy = Array.from({ length: 8 }, async () => sql.query({ text: "select pg_sleep(4)" }));
    await expect.poll(async () => postgres.query(SLEEPING)).toEqual([{ sleeping: 8 }]);
    const up: boolean[] = [];
    const look = setInterval(() => up.push(sql.isUp), 100);
    onTestFinished(() => clearInterval(look));
    expect(await sql.query({ text: "select 1 as one" })).toEqual([{ one: 1 }]);
    expect(up.length).toBeGreaterThan(30);
    expect(new Set(up)).toEqual(new Set([true]));
    await Promise.all(busy);
  },
);
