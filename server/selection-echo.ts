import type { StructureSelection } from "../isochrones/model/structure.ts";
import { openingWindowWord } from "../isochrones/opening-hours/opening-window.ts";

/** The structures that count, in the words in which they can be asked for; null for what was not said. */
export interface SelectionEcho {
  readonly exclure: string | null;
  readonly au: string | null;
  readonly ouvert_le: string | null;
  readonly realisation_min: number | null;
  readonly sans_reorientation_min: number | null;
}

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
