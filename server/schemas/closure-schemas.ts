import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import type { ClosureAnswer, ClosureLossRow } from "./figure-answers.ts";
import { count, nullable, text } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import { StructureRecordSchema } from "./structure-schemas.ts";

const people = (description: string) => Type.Number({ minimum: 0, description });

const ClosureLossSchema = schemaOf<ClosureLossRow>()(
  Type.Object(
    {
      minutes: Type.Number({ minimum: 0, description: "Le seuil." }),
      lost: people(
        "Habitants dont elle est la seule structure à moins de ce temps : ils ne seraient plus couverts.",
      ),
      gained: people(
        "Habitants qui le deviendraient, parce que le trajet vers la suivante est plus court en temps ; presque toujours 0.",
      ),
      communes: Type.Array(
        Type.Object({
          code: text("Code INSEE."),
          name: text("Nom."),
          people: people("Habitants qui ne seraient plus couverts."),
        }),
        { maxItems: 10, description: "Les communes qui perdent le plus, dix au plus." },
      ),
      communeCount: count("Communes où quelqu’un perd."),
    },
    { $id: "ClosureLoss" },
  ),
);

export const ClosureSchema = schemaOf<ClosureAnswer>()(
  Type.Object(
    {
      structure: StructureRecordSchema,
      people: people("Habitants dont cette structure est la plus proche."),
      meanExtraMinutes: nullable(Type.Number(), {
        description:
          "Minutes de plus pour eux, en moyenne pondérée ; null si aucun d’eux ne rejoint une autre structure.",
      }),
      stranded: people("Ceux d’entre eux qui ne rejoindraient plus aucune structure."),
      losses: Type.Array(ClosureLossSchema, { description: "Par seuil croissant." }),
      warnings: Type.Array(WarningSchema),
      provenance: ProvenanceSchema,
    },
    { $id: "Closure" },
  ),
);
