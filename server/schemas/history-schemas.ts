import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import type { HistoryAnswer, HistoryEntry } from "./history-answers.ts";
import { count, share, text, word } from "./parts.ts";
import { ORIGIN } from "./provenance-schemas.ts";
import { TerritorySchema } from "./territory-schemas.ts";

const HistoryEntrySchema = schemaOf<HistoryEntry>()(
  Type.Object(
    {
      dataset: Type.Object({
        id: text("L’identifiant du jeu de données."),
        name: text("Son nom."),
        fictitious: Type.Boolean({ description: "Ses données sont-elles inventées ?" }),
      }),
      since: text("L’instant de sa mise en service, où ses chiffres ont été mesurés (ISO 8601, UTC)."),
      isCurrent: Type.Boolean({ description: "Est-ce le jeu en service ?" }),
      sources: Type.Array(
        Type.Object({
          role: word(
            ["roads", "structures", "population", "communes", "codes"],
            "Ce que la source apporte : routes, structures, population, contours ou codes.",
          ),
          name: text("Son nom."),
          vintage: text("Sa date ou son année, aussi précise qu’elle est connue."),
        }),
        { description: "De quoi il était fait." },
      ),
      changed: Type.Array(
        word(
          ["structures", "roads", "population", "communes", "profile", "fictitious", "perimeter"],
          "Ce qui n’est pas comme dans l’entrée précédente : la liste des structures, les routes, la population, les communes, le profil de circulation, le caractère inventé des données, ou le périmètre du jeu.",
        ),
      ),
      isComparable: Type.Boolean({
        description:
          "Faux où `changed` a autre chose que `structures` et `roads` : l’écart à l’entrée précédente ne dit alors rien du réseau.",
      }),
      people: Type.Number({ minimum: 0, description: "Habitants du territoire, au dixième." }),
      structures: count("Structures du territoire ; toutes comptent."),
      structuresBy: Type.Object(
        {
          principal: count("Structures principales."),
          antenne: count("Antennes."),
          fixe: count("Sur un site."),
          multisite: count("Sur plusieurs sites."),
          bus: count("Bus."),
          itinerante: count("Itinérantes."),
        },
        { description: "Les mêmes par type, et par format." },
      ),
      covered: Type.Array(
        Type.Object({
          minutes: Type.Number({ description: "Le temps de trajet." }),
          people: Type.Number({ minimum: 0, description: "Habitants à ce temps ou moins d’une structure." }),
          share: share("Leur part, de 0 à 1."),
        }),
        { description: "Par temps croissant." },
      ),
    },
    { $id: "HistoryEntry" },
  ),
);

export const HistorySchema = schemaOf<HistoryAnswer>()(
  Type.Object(
    {
      territory: TerritorySchema,
      minutes: Type.Array(Type.Number(), { description: "Les temps de trajet des entrées." }),
      entries: Type.Array(HistoryEntrySchema, {
        description: "Une par jeu de données qui a été en service, du plus ancien au plus récent.",
      }),
      unreadable: count("Jeux dont les chiffres gardés n’ont pas pu être lus : ils manquent."),
      ...ORIGIN,
    },
    { $id: "History" },
  ),
);
