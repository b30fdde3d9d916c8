import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import { count, text, word } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import { TerritorySchema } from "./territory-schemas.ts";
import type { NamedStructure, WeekAnswer } from "./week-answers.ts";

const people = (description: string) => Type.Number({ minimum: 0, description });
const HALF_HOURS = { minItems: 48, maxItems: 48 };

const NamedStructureSchema = schemaOf<NamedStructure>()(
  Type.Object({ id: text("Identifiant."), name: text("Nom.") }, { $id: "NamedStructure" }),
);

export const WeekSchema = schemaOf<WeekAnswer>()(
  Type.Object(
    {
      territory: TerritorySchema,
      minutes: Type.Integer({ description: "Le seuil, en minutes." }),
      rounds: word(["exclure", "inclure"], "Les bus et structures itinérantes comptent-ils ?"),
      population: people("Habitants."),
      covered: people("Habitants à moins de `minutes` d’une structure comptée, ouverte ou non."),
      coveredAtSomeTime: people(
        "Habitants à moins de `minutes` d’une structure ouverte, une demi-heure au moins par semaine.",
      ),
      days: Type.Array(
        Type.Object({
          day: text("De `lundi` à `dimanche`."),
          covered: Type.Array(people("Habitants, au dixième."), {
            ...HALF_HOURS,
            description:
              "Habitants à moins de `minutes` d’une structure ouverte à un moment de la demi-heure : 0 h, 0 h 30… 23 h 30.",
          }),
          open: Type.Array(count("Structures."), {
            ...HALF_HOURS,
            description: "Structures du territoire ouvertes à un moment de la demi-heure.",
          }),
        }),
        { minItems: 7, maxItems: 7, description: "La liste officielle ne dit rien du dimanche." },
      ),
      structures: Type.Object(
        {
          counted: count("Structures comptées de ce territoire."),
          known: count("Celles dont tous les horaires ont pu être lus."),
          unknown: Type.Array(NamedStructureSchema, {
            description: "Sans horaires lisibles : jamais comptées ouvertes.",
          }),
          partlyUnknown: Type.Array(NamedStructureSchema, {
            description: "Horaires lisibles certains jours seulement : comptées ces jours-là.",
          }),
          onRounds: Type.Array(NamedStructureSchema, {
            description: "Bus et structures itinérantes du territoire, comptés ou non selon `tournees`.",
          }),
          byAppointment: count("Sur rendez-vous au moins en partie : comptées aux horaires de la liste."),
        },
        { description: "Ce que l’on sait des horaires." },
      ),
      groupCount: count("Ensembles distincts de structures ouvertes, dans le territoire et autour."),
      warnings: Type.Array(WarningSchema),
      provenance: ProvenanceSchema,
    },
    { $id: "Week" },
  ),
);
