import type { StructureSelection } from "../isochrones/model/structure.ts";
import { openingWindowWord } from "../isochrones/opening-hours/opening-window.ts";
import type { SelectionEcho } from "./schemas/job-answers.ts";

/** The structures that count, in the words in which they can be asked for. */
export function echoOfSelection(selection: StructureSelection): SelectionEcho {
  const { exclude = [], asOf, openOn, minRealisation, minNoRedirection } = selection;
  return {
    exclure: exclude.length === 0 ? null : exclude.join(","),
    au: asOf ?? null,
    ouvert_le: openOn === undefined ? null : openingWindowWord(openOn),
    realisation_min: minRealisation ?? null,
    sans_reorientation_min: minNoRedirection ?? null,
  };
}
