import { randomInt } from "node:crypto";

import type { NewJob } from "../../server/jobs/job.ts";
import { SqlJobStore, type SqlJobOptions } from "../../server/jobs/sql-job-store.ts";
import { PostgresState } from "../../server/state/postgres-state.ts";
import { alone } from "../../server/state/presence.ts";
import type { Sql } from "../../server/state/sql.ts";

/** A job about nothing, of an identifier. */
export function newJob(id: string, fields: Partial<NewJob> = {}): NewJob {
  const input = new TextEncoder().encode(`entrée de ${id}`);
  return { id, kind: "essai", scope: "jeu", asker: "", question: { id }, createdAt: 1000, input, ...fields };
}

/** A store as a server on a PostgreSQL has it, with the state that it stands on. */
export interface PostgresJobs {
  readonly store: SqlJobStore;
  readonly state: PostgresState;
  /** What was told to who runs the server. */
  readonly troubles: string[];
  /** Ends it in order. */
  close(): Promise<void>;
}

export function postgresJobs(url: string, options: Partial<SqlJobOptions> = {}): PostgresJobs {
  const troubles: string[] = [];
  const state = new PostgresState(url, (what) => troubles.push(what));
  const store = new SqlJobStore({
    sql: async () => state.sql(),
    presence: state,
    onTrouble: (error) => troubles.push(error.message),
    useMilliseconds: 0,
    ...options,
  });
  const close = async (): Promise<void> => {
    await store.close();
    await state.close();
  };
  return { store, state, troubles, close };
}

/** A store in a database that one process alone has. */
export function embeddedJobs(sql: Sql, options: Partial<SqlJobOptions> = {}): SqlJobStore {
  return new SqlJobStore({
    sql: async () => sql,
    presence: alone(randomInt(1, 1_000_000)),
    onTrouble: (error) => {
      throw error;
    },
    useMilliseconds: 0,
    ...options,
  });
}
