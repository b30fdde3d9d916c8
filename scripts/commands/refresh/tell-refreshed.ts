import { InputError } from "../../../data/input-error.ts";
import type { Refreshed } from "../../../data/refresh/refresh-depot.ts";
import type { Terminal } from "../../cli/command.ts";
import { countOf, plainSpaces } from "../../cli/french.ts";

/**
 * Says what has come of a refresh.
 *
 * @param force how to put a version in service that was refused
 * @throws InputError `depot.refused` where the new version was not put in service
 */
export async function tellRefreshed(
  depot: string,
  refreshed: Refreshed,
  terminal: Terminal,
  force = "the same command with --forcer",
): Promise<void> {
  const { id, outcome } = refreshed;
  if (outcome === "unchanged") {
    await terminal.out(`Rien n’a changé : ${id} reste en service\n`);
    return;
  }
  const { reasons, report, reportFile, removed } = refreshed;
  if (outcome === "trial") {
    await terminal.out(plainSpaces(report));
    return;
  }
  for (const reason of reasons) terminal.err(`${plainSpaces(reason)}\n`);
  if (outcome === "refused") {
    throw new InputError(
      "depot.refused",
      depot,
      `version ${id} was not put in service, for ${reasons.length === 1 ? "the reason" : `the ${reasons.length} reasons`} above; see ${reportFile ?? ""}, and ${force} if it is right`,
    );
  }
  const gone =
    removed.length === 0 ? "" : ` ; ${countOf(removed.length, "version retirée", "versions retirées")}`;
  await terminal.out(`Mis en service : ${id}. Rapport : ${reportFile ?? ""}${gone}\n`);
}
