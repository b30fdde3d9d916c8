import type { OpeningInterval, StructureEdit } from "../model/structure.ts";
import { DAY_NAMES, timeWord } from "../opening-hours/opening-window.ts";

/** Places are told and kept to the microdegree, a tenth of a metre, as the network has them. */
export const PLACE_DIGITS = 6;

/**
 * The one spelling of an edit, of which a scenario's is a list joined by `;` (`server/scenarios/scenario-text.ts` reads it
 * back): `ajouter:8.73,41.92`, `ajouter:8.73,41.92,Nom`, `fermer:ID`, `deplacer:ID:8.73,41.92`,
 * `modifier:ID:type=antenne,format=bus,horaires=lundi_9h-12h_14h-17h30/samedi_9h-12h`. Names and ids are percent-encoded.
 */
export function editWord(edit: StructureEdit): string {
  switch (edit.kind) {
    case "open": {
      const name = edit.name === null ? "" : `,${encodeURIComponent(edit.name)}`;
      return `ajouter:${placeWord(edit)}${name}`;
    }
    case "close":
      return `fermer:${encodeURIComponent(edit.id)}`;
    case "move":
      return `deplacer:${encodeURIComponent(edit.id)}:${placeWord(edit)}`;
    case "modify": {
      const { id, type, format, openingHours } = edit;
      const parts = [
        ...(type === undefined ? [] : [`type=${type}`]),
        ...(format === undefined ? [] : [`format=${format}`]),
        ...(openingHours === undefined ? [] : [`horaires=${hoursWord(openingHours)}`]),
      ];
      return `modifier:${encodeURIComponent(id)}:${parts.join(",")}`;
    }
  }
}

function placeWord({ lon, lat }: { readonly lon: number; readonly lat: number }): string {
  return `${degreesWord(lon)},${degreesWord(lat)}`;
}

/** Never with an exponent, and without zeros at the end. */
function degreesWord(degrees: number): string {
  return degrees
    .toFixed(PLACE_DIGITS)
    .replace(/\.?0+$/, "")
    .replace(/^-0$/, "0");
}

/** Days of which nothing is known are left out, like those on which it is closed: an edit knows its hours. */
function hoursWord(days: readonly (readonly OpeningInterval[] | null)[]): string {
  return days
    .map((hours, day) =>
      [DAY_NAMES[day], ...(hours ?? []).map(({ start, end }) => `${timeWord(start)}-${timeWord(end)}`)].join(
        "_",
      ),
    )
    .filter((word) => word.includes("_"))
    .join("/");
}
