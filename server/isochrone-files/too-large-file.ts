import { RequestError } from "../../isochrones/errors.ts";
import { openingWindowWord } from "../../isochrones/opening-hours/opening-window.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";

const MEGABYTE = 1024 * 1024;

/** A refusal that names the command that has no such limit. */
export function tooLargeFile(
  { minutes, selection }: { readonly minutes: readonly number[]; readonly selection: StructureSelection },
  mostBytes: number,
): RequestError {
  const most = `${Math.round(mostBytes / MEGABYTE)} Mo`;
  const detail = `Ce fichier dépasserait ${most} une fois compressé. Demandez un territoire plus petit ou moins de temps ; toutes les zones du jeu de données, sans limite : ${commandOf(minutes, selection)}.`;
  return new RequestError("isochrones.too_large", "territoire", detail);
}

function commandOf(minutes: readonly number[], { exclude = [], asOf, openOn }: StructureSelection): string {
  return [
    "npx trente isochrones --dataset JEU --out DOSSIER",
    `--minutes ${minutes.join()}`,
    ...(exclude.length === 0 ? [] : [`--exclure ${exclude.join()}`]),
    ...(asOf === undefined ? [] : [`--au ${asOf}`]),
    ...(openOn === undefined ? [] : [`--ouvert-le ${openingWindowWord(openOn)}`]),
  ].join(" ");
}
