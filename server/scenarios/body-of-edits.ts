import type { StructureEdit } from "../../isochrones/model/structure.ts";
import { DAY_NAMES, timeWord } from "../../isochrones/opening-hours/opening-window.ts";
import type { Modification } from "../schemas/saved-scenario-answers.ts";

/** Edits as bodies have them: `editsOfBody` reads them back, as they are. */
export function bodyOfEdits(edits: readonly StructureEdit[]): Modification[] {
  return edits.map((edit) => {
    switch (edit.kind) {
      case "open": {
        const { lon, lat, name } = edit;
        return { ajouter: { lon, lat, ...(name !== null && { nom: name }) } };
      }
      case "close":
        return { fermer: edit.id };
      case "move": {
        const { id, lon, lat } = edit;
        return { deplacer: { id, lon, lat } };
      }
      case "modify": {
        const { id, type, format, openingHours } = edit;
        return {
          modifier: {
            id,
            ...(type !== undefined && { type }),
            ...(format !== undefined && { format }),
            ...(openingHours !== undefined && { horaires: hoursOf(openingHours) }),
          },
        };
      }
    }
  });
}

function hoursOf(days: NonNullable<Extract<StructureEdit, { kind: "modify" }>["openingHours"]>) {
  const open = days.map((hours, day): [string, string[]] => [
    DAY_NAMES[day],
    (hours ?? []).map(({ start, end }) => `${timeWord(start)}-${timeWord(end)}`),
  ]);
  return Object.fromEntries(open.filter(([, spans]) => spans.length > 0));
}
