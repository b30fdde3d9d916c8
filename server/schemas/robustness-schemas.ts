import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import { STRUCTURE_FORMATS, STRUCTURE_TYPES } from "./parameters.ts";
import { text, word } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import type { RobustnessAnswer, RobustnessRow } from "./robustness-answers.ts";
import { TerritorySchema } from "./territory-schemas.ts";

const people = (description: string) => Type.Number({ minimum: 0, description });

const RobustnessRowSchema = schemaOf<RobustnessRow>()(
  Type.Object(
    {
      id: text("Identifiant de la liste officielle."),
      name: text("Nom."),
      communeCode: text("Code INSEE de sa commune."),
      communeName: text("Sa commune."),
      type: word(STRUCTURE_TYPES, "Son type."),
      format: word(STRUCTURE_FORMATS, "Son format."),
      lon: Type.Number({ description: "Longitude." }),
      lat: Type.Number({ description: "Latitude." }),
      people: people("Habitants du territoire dont elle est la plus proche."),
      alone: people("Ceux qui ne seraient plus couverts si elle fermait seule."),
    },
    { $id: "RobustnessRow" },
  ),
);

export const RobustnessSchema = schemaOf<RobustnessAnswer>()(
  Type.Object(
    {
      territory: TerritorySchema,
      minutes: Type.Integer({ description: "Le seuil, en minutes." }),
      population: people("Habitants."),
      covered: people("Habitants à moins de `minutes` d’une structure."),
      coveredByOne: people("Ceux qui ne le seraient plus si la plus proche fermait."),
      coveredByTwo: people(
        "Ceux qui ne le seraient plus si les deux plus proches fermaient, et elles seules.",
      ),
      coveredByMore: people("Ceux qui le seraient encore."),
      mostNeeded: Type.Array(Type.String(), {
        maxItems: 10,
        description: "Les structures dont dépendent seules le plus d’habitants, dix au plus.",
      }),
      structures: Type.Array(RobustnessRowSchema, {
        description:
          "Les structures comptées qui desservent quelqu’un de ce territoire, ou s’y trouvent : par habitants que chacune couvre seule.",
      }),
      warnings: Type.Array(WarningSchema),
      provenance: ProvenanceSchema,
    },
    { $id: "Robustness" },
  ),
);
