import { recordFigures } from "../../server/history/record-figures.ts";
import type { Terminal } from "../cli/command.ts";
import type { Served } from "./served.ts";

/**
 * Keeps what is served in the history, while it is served.
 *
 * @param directory of the dataset's bundle, or of the depot that it is in
 */
export function recordServed({ history, study, asker }: Served, directory: string, terminal: Terminal): void {
  const onTrouble = (what: string): void => terminal.err(`${what}\n`);
  const { dataset } = study;
  const { signal } = terminal;
  void recordFigures({ store: history, dataset, asker, directory, since: new Date(), signal, onTrouble });
}
