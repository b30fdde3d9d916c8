import { randomInt } from "node:crypto";

import { historyOf } from "../../server/history/history-of.ts";
import type { HistoryStore } from "../../server/history/history-store.ts";
import type { JobStore } from "../../server/jobs/job-store.ts";
import { LazyJobStore } from "../../server/jobs/lazy-job-store.ts";
import { MemoryJobStore } from "../../server/jobs/memory-job-store.ts";
import { SqlJobStore } from "../../server/jobs/sql-job-store.ts";
import { PostgresState } from "../../server/state/postgres-state.ts";
import { isPostgresUrl, postgresUrlTrouble } from "../../server/state/postgres-url.ts";
import { alone } from "../../server/state/presence.ts";
import { type State, StateFolder } from "../../server/state/state-folder.ts";
import { UsageError } from "../cli/command.ts";

/** What a server keeps besides its dataset. */
export interface ServerState {
  readonly state: State;
  readonly jobStore: JobStore;
  readonly history: HistoryStore;
  close(): Promise<void>;
}

/** What this process cannot do, no other will. */
const PATIENCE_ALONE_MILLISECONDS = 5_000;
/** Longer than a server that was killed in another container is taken to have the folder still (`ProcessLock`). */
const TAKEN_OVER_MILLISECONDS = 45_000;
const MOST_NUMBERS = 2 ** 31 - 1;
/** Of an address: no folder is meant. */
const SCHEME = /^[a-z][a-z\d+.-]*:\/\//iu;
const EXPECTED = "expected a folder or postgres://user:password@host:port/database (%23 for # and the like)";

/** Read where the option is not given: a password in it stands in no list of processes. */
export const STATE_VARIABLE = "TRENTE_ETAT";

export const STATE_USAGE = `  --etat LIEU            dossier de ce que le serveur garde, comme les scénarios enregistrés et l’historique ; à côté du jeu de données par défaut (DIR.etat). Ou postgres://… : une base PostgreSQL que plusieurs serveurs partagent, avec leurs calculs longs ; à défaut ${STATE_VARIABLE}`;

/**
 * Opens the state that an option or the environment names.
 *
 * @param option a folder or the address of a PostgreSQL
 * @param usual the folder where neither names any
 * @param tell hears of what goes wrong, a line each
 * @throws UsageError for an address that cannot be read or is none of a PostgreSQL
 */
export function openState(
  option: string | undefined,
  usual: string,
  tell: (what: string) => void,
): ServerState {
  const named = (option ?? process.env[STATE_VARIABLE]) || usual;
  if (!SCHEME.test(named)) return openFolder(named, tell);
  const trouble = isPostgresUrl(named) ? postgresUrlTrouble(named) : "another kind of address";
  if (trouble === null) return openPostgres(named, tell);
  // Without its words: there may be a password in them.
  const source = option === undefined ? STATE_VARIABLE : "option --etat";
  throw new UsageError(`${source}: got an address that cannot be used (${trouble}), ${EXPECTED}`);
}

/** Jobs are kept in the folder from the first on; where it cannot be used, in memory. */
function openFolder(directory: string, tell: (what: string) => void): ServerState {
  const state = new StateFolder(directory, tell);
  state.claim();
  const takenOverBy = performance.now() + TAKEN_OVER_MILLISECONDS;
  let jobs: SqlJobStore | null = null;
  const open = async (): Promise<JobStore> => {
    try {
      await state.sql();
    } catch (error) {
      // Jobs that are kept in it would be forgotten: who asks comes again.
      if (state.isMade && performance.now() < takenOverBy) throw error;
      // The state has said why.
      return new MemoryJobStore();
    }
    jobs = new SqlJobStore({
      sql: async () => state.sql(),
      presence: alone(randomInt(1, MOST_NUMBERS)),
      patienceMilliseconds: PATIENCE_ALONE_MILLISECONDS,
      onTrouble: (error) => tell(`jobs: ${error.message}`),
    });
    return jobs;
  };
  const close = async (): Promise<void> => {
    await jobs?.close();
    await state.close();
  };
  const jobStore = new LazyJobStore({ isMade: () => state.isMade, open });
  return { state, jobStore, history: historyOf(state, directory, tell), close };
}

function openPostgres(url: string, tell: (what: string) => void): ServerState {
  const state = new PostgresState(url, tell);
  const jobStore = new SqlJobStore({
    sql: async () => state.sql(),
    presence: state,
    onTrouble: (error) => tell(`jobs: ${error.message}`),
  });
  const close = async (): Promise<void> => {
    await jobStore.close();
    await state.close();
  };
  return { state, jobStore, history: historyOf(state, null, tell), close };
}
