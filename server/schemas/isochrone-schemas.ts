import { Type } from "typebox";

import { schemaOf, schemaWithin } from "./agreement.ts";
import type { IsochroneProperties, IsochronesAnswer } from "./answers.ts";
import { MultiPolygonSchema, collectionOf } from "./geojson-schemas.ts";
import { nullable, word } from "./parts.ts";
import { ORIGIN } from "./provenance-schemas.ts";

const IsochronePropertiesSchema = schemaOf<IsochroneProperties>()(
  Type.Object({
    minutes: Type.Integer({ minimum: 1, description: "Le temps de trajet, en minutes." }),
    people: nullable(Type.Number({ minimum: 0 }), {
      description: "Habitants des carreaux à moins de ce temps ; null sans population.",
    }),
  }),
);

const IsochroneFeature = Type.Object(
  {
    type: Type.Literal("Feature"),
    geometry: MultiPolygonSchema,
    properties: IsochronePropertiesSchema,
  },
  { $id: "IsochroneFeature" },
);

/** Largest band first. */
export const IsochronesSchema = schemaWithin<IsochronesAnswer>()(
  collectionOf("Isochrones", IsochroneFeature, {
    direction: word(
      ["arrival", "departure"],
      "`arrival` : d’où l’on rejoint le lieu ; `departure` : ce qu’on rejoint.",
    ),
    ...ORIGIN,
  }),
);
