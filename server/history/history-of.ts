import { join } from "node:path";

import type { State } from "../state/state-folder.ts";
import { FolderHistory } from "./folder-history.ts";
import type { HistoryStore } from "./history-store.ts";
import { SqlHistory } from "./sql-history.ts";

/** Folder of a state's folder in which figures are. */
export const HISTORY_FOLDER = "historique";

/**
 * Where a server keeps its history: files in the folder of its state, which people can read and copy, or the database that
 * it shares with others.
 *
 * @param folder of the state; null where that is a PostgreSQL
 * @param onTrouble hears of what cannot be read
 */
export function historyOf(
  state: State,
  folder: string | null,
  onTrouble: (what: string) => void,
): HistoryStore {
  if (folder === null) return new SqlHistory(state, onTrouble);
  return new FolderHistory(join(folder, HISTORY_FOLDER), onTrouble);
}
