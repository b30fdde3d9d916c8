import { recordFigures } from "../../server/history/record-figures.ts";
import type { Served } from "./served.ts";

/**
 * Keeps what is served in the history, while it is served.
 *
 * @param directory of the dataset's bundle, or of the depot that it is in
 */
export function recordServed(
  { history: store, study: { dataset }, asker, signal, journal }: Served,
  directory: string,
): void {
  const onTrouble = (what: string): void => journal.tell("warn", "history_trouble", what);
  void recordFigures({ store, dataset, asker, directory, since: new Date(), signal, onTrouble });
}
