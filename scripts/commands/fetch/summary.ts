import { join } from "node:path";

import type { Arrived } from "../../../data/fetch/download.ts";
import type { FetchOutcome, FetchReport } from "../../../data/fetch/fetch-territories.ts";
import { InputError } from "../../../data/input-error.ts";
import { inOneLine } from "../../cli/error-text.ts";
import { megabytes } from "../../cli/french.ts";
import { folded } from "../../cli/layout.ts";

/** What a fetch has brought, file by file, and what is to be done about the rest. */
export function fetchSummary({ plan, directory, outcomes }: FetchReport): string {
  const width = Math.max(...outcomes.map(({ source }) => source.file.length));
  const lines = outcomes.map((outcome) => fileLine(outcome, width));
  const troubles = outcomes.filter(({ problem }) => problem !== null);
  return [
    `Fichiers pour ${plan.words.join(", ")}, dans ${directory} :`,
    ...lines,
    ...troubles.flatMap((outcome) => remedyLines(outcome, directory)),
    "",
  ].join("\n");
}

function fileLine({ source, arrived, kept }: FetchOutcome, width: number): string {
  const file = arrived?.file ?? kept;
  const name = source.file.padEnd(width);
  if (file === null) return `  ${name}  absent`;
  const how = arrived === null ? "celui d’avant, gardé" : arrivalText(arrived);
  return `  ${name}  ${megabytes(file.bytes)}, ${inOneLine(file.vintage)}, ${source.licence}, ${how}`;
}

function arrivalText({ arrival, resumedShare, file }: Arrived): string {
  switch (arrival) {
    case "unchanged":
      return "déjà là";
    case "by-hand":
      return `mis à la main (effacez-le pour qu’il soit demandé à ${new URL(file.address).host})`;
    case "resumed":
      return `repris à ${Math.floor(100 * resumedShare)} %`;
    case "downloaded":
      return "téléchargé";
  }
}

function remedyLines({ source, problem, kept, isRefused }: FetchOutcome, directory: string): string[] {
  const browser = isRefused ? "avec un navigateur" : "autrement";
  const rest =
    kept === null
      ? [
          `  téléchargez-le ${browser} : ${source.address}`,
          `  et mettez ce fichier ici : ${join(directory, source.file)}`,
          "  puis relancez la même commande, qui le vérifiera",
        ]
      : ["  le fichier d’avant reste en place"];
  return ["", folded(`${source.file} : ${inOneLine(problem ?? "")}`, "  "), ...rest];
}

/** @throws InputError `fetch.incomplete` where a source has no file at all */
export function refuseIncomplete({ outcomes, directory, isComplete }: FetchReport): void {
  if (isComplete) return;
  const missing = outcomes.filter(({ arrived, kept }) => arrived === null && kept === null);
  const names = missing.map(({ source }) => source.file).join(", ");
  const what = `${missing.length} of ${outcomes.length} files could not be had (${names}); what to do is said above`;
  throw new InputError("fetch.incomplete", directory, what);
}

/**
 * To be asked once what there is has been used: who runs this by a timer must hear of a list that grows old. A file of
 * a fixed date does not, and its site may refuse programs every night.
 *
 * @throws InputError `fetch.stale` where a file is that of before, because what the site has now could not be had or used
 */
export function refuseStale({ outcomes, directory }: FetchReport): void {
  const stale = outcomes.filter(
    ({ source, arrived, kept }) => source.kind !== "dated" && arrived === null && kept !== null,
  );
  if (stale.length === 0) return;
  const names = stale.map(({ source }) => source.file).join(", ");
  const what = `${stale.length} of ${outcomes.length} files are those of before (${names}): what their sites have now could not be had or used, as said above`;
  throw new InputError("fetch.stale", directory, what);
}
