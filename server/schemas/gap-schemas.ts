import { Type } from "typebox";

import { schemaOf, schemaWithin } from "./agreement.ts";
import type { GapProperties, GapsAnswer, GapsGeoJson, ListedGap } from "./answers.ts";
import { MultiPolygonSchema, collectionOf, featureOf } from "./geojson-schemas.ts";
import { count, fourNumbers, nullable, pair, text } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import { TerritorySchema } from "./territory-schemas.ts";

const GAP = {
  id: text("`zb-` et le carreau le plus peuplé : stable tant qu’il reste non couvert."),
  people: Type.Number({ minimum: 0, description: "Habitants." }),
  cellCount: count("Carreaux."),
  worstMinutes: nullable(Type.Number(), {
    description: "Le plus long temps, en minutes ; null si un carreau ne joint aucune structure.",
  }),
  meanMinutes: nullable(Type.Number(), {
    description: "Temps moyen, pondéré par les habitants, des carreaux qui joignent une structure.",
  }),
  communes: Type.Array(
    Type.Object({
      code: text("Code INSEE."),
      name: text("Nom."),
      people: Type.Number({ minimum: 0, description: "Habitants de la zone dans cette commune." }),
    }),
    { description: "Les communes touchées, la plus peuplée d’abord." },
  ),
  nearest: nullable(
    Type.Object({
      id: text("Identifiant."),
      name: text("Nom."),
      minutes: Type.Number({ minimum: 0, description: "Temps de trajet, en minutes." }),
    }),
    { description: "La structure la plus proche par la route de la plupart de ses habitants." },
  ),
  bbox: fourNumbers({ description: "Son emprise, `[ouest, sud, est, nord]`, en degrés." }),
  center: pair({ description: "Son milieu, `[longitude, latitude]`." }),
};

export const GapPropertiesSchema = schemaOf<GapProperties>()(Type.Object(GAP, { $id: "GapProperties" }));

const GapSchema = schemaWithin<ListedGap>()(
  Type.Object({ ...GAP, outline: Type.Optional(MultiPolygonSchema) }, { $id: "Gap" }),
);

const CONTEXT = {
  territory: TerritorySchema,
  minutes: Type.Integer({ description: "Le seuil, en minutes." }),
  people: Type.Number({ minimum: 0, description: "Habitants de toutes les zones blanches, listées ou non." }),
  total: count("Zones blanches, listées ou non."),
  warnings: Type.Array(WarningSchema),
  provenance: ProvenanceSchema,
};

export const GapsSchema = schemaWithin<GapsAnswer>()(
  Type.Object(
    { ...CONTEXT, gaps: Type.Array(GapSchema, { description: "La plus peuplée d’abord." }) },
    { $id: "Gaps" },
  ),
);

export const GapsGeoJsonSchema = schemaWithin<GapsGeoJson>()(
  collectionOf("GapsGeoJson", featureOf("GapFeature", MultiPolygonSchema, GapPropertiesSchema), CONTEXT),
);
