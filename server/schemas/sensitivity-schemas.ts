import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import type { AssumptionsAnswer, KnownAssumption, SensitivityAnswer } from "./figure-answers.ts";
import { ASSUMPTION_WORDS } from "../../isochrones/model/sensitivity.ts";
import { count, nullable, share, text, word } from "./parts.ts";
import { ORIGIN, ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import { TerritorySchema } from "./territory-schemas.ts";

const NAMED = {
  assumption: word(ASSUMPTION_WORDS, "Le mot de l’hypothèse, à donner pour `hypothese`."),
  label: text("Comment la nommer à côté du chiffre."),
};
const minutesOrNull = (description: string) => nullable(Type.Number({ minimum: 0 }), { description });

export const KnownAssumptionSchema = schemaOf<KnownAssumption>()(
  Type.Object(
    {
      ...NAMED,
      isAvailable: Type.Boolean({ description: "Peut-elle être essayée pour cette demande ?" }),
      obstacle: nullable(Type.String(), { description: "Sinon, pourquoi." }),
    },
    { $id: "KnownAssumption" },
  ),
);

const AssumptionsSchema = schemaOf<AssumptionsAnswer>()(
  Type.Object(
    {
      assumptions: Type.Array(KnownAssumptionSchema, { description: "Toutes celles qui sont connues." }),
      ...ORIGIN,
    },
    { $id: "Assumptions" },
  ),
);

export const SensitivityFigureSchema = schemaOf<SensitivityAnswer>()(
  Type.Object(
    {
      territory: TerritorySchema,
      ...NAMED,
      population: Type.Number({ minimum: 0, description: "Habitants du territoire." }),
      curve: Type.Array(
        Type.Object({
          minutes: Type.Integer({ minimum: 0, description: "Un seuil." }),
          share: share("La part couverte à ce seuil."),
        }),
        { description: "La part à chaque seuil, de 0 à 60 minutes, sous cette hypothèse." },
      ),
      meanMinutes: minutesOrNull("Temps moyen ; null si rien n’est joignable."),
      p95Minutes: minutesOrNull("95 % de ceux qui joignent une structure sont à moins de ce temps."),
      structures: count("Structures comptées sous cette hypothèse, dans tout le jeu de données."),
      warnings: Type.Array(WarningSchema),
      provenance: ProvenanceSchema,
    },
    { $id: "Sensitivity" },
  ),
);

/** The list of assumptions, or the figure under one. */
export const SensitivitySchema = Type.Union([SensitivityFigureSchema, AssumptionsSchema], {
  description: "Avec `hypothese`, le chiffre sous cette hypothèse ; sans, la liste des hypothèses.",
});
