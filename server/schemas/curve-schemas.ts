import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import type { CurvesAnswer, TerritoryCurveRow } from "./figure-answers.ts";
import { count, nullable, text, word } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import { TerritorySchema } from "./territory-schemas.ts";

const TerritoryCurveRowSchema = schemaOf<TerritoryCurveRow>()(
  Type.Object(
    {
      ref: text("Sa référence : `dep:2A`, `com:2A004`…"),
      name: text("Son nom."),
      population: Type.Number({ minimum: 0, description: "Habitants, au dixième." }),
      covered: Type.Array(Type.Number({ minimum: 0 }), {
        minItems: 61,
        maxItems: 61,
        description: "Habitants à 0, 1, 2… 60 minutes ou moins d’une structure, au dixième.",
      }),
      meanMinutes: nullable(Type.Number({ minimum: 0 }), {
        description: "Temps moyen, au centième de minute ; null si rien n’est joignable.",
      }),
      p95Minutes: nullable(Type.Number({ minimum: 0 }), {
        description: "95 % de ceux qui joignent une structure sont à moins de ce temps.",
      }),
      structures: count("Structures comptées dans ce territoire."),
    },
    { $id: "TerritoryCurve" },
  ),
);

export const CurvesSchema = schemaOf<CurvesAnswer>()(
  Type.Object(
    {
      territory: TerritorySchema,
      kind: word(["france", "region", "departement", "epci", "commune"], "Le genre des lignes."),
      territories: Type.Array(TerritoryCurveRowSchema, {
        description: "Les territoires contenus, par code ; ceux où personne n’habite n’y sont pas.",
      }),
      warnings: Type.Array(WarningSchema),
      provenance: ProvenanceSchema,
    },
    { $id: "Curves" },
  ),
);
