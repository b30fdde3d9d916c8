import { Type } from "typebox";

import type { Opening } from "../../isochrones/model/opening.ts";
import { schemaOf } from "./agreement.ts";
import { nullable, text, word } from "./parts.ts";

const instant = (description: string) =>
  nullable(text("Un instant, selon l’ISO 8601, à l’heure de la structure."), { description });

export const OpeningSchema = schemaOf<Opening>()(
  Type.Object(
    {
      state: word(["open", "closed", "unknown"], "Ouverte, fermée, ou on ne sait pas."),
      reason: nullable(word(["hours", "holiday"], "Ses horaires n’ont pas pu être lus, ou c’est férié."), {
        description: "Pourquoi on ne sait pas.",
      }),
      holiday: nullable(Type.String(), { description: "Le jour férié de ce jour." }),
      until: instant("Quand cela change."),
      nextOpening: instant("La prochaine ouverture, après l’actuelle si elle est ouverte."),
      perhapsFrom: instant("Dès quand elle est peut-être ouverte, avant la prochaine ouverture certaine."),
      byAppointment: Type.Boolean({ description: "Reçoit-elle sur rendez-vous, au moins par moments ?" }),
      onRounds: Type.Boolean({ description: "Est-elle en tournée : un bus ou une itinérante ?" }),
    },
    { $id: "Opening", description: "Est-elle ouverte, à la minute de la réponse, selon ses horaires ?" },
  ),
);
