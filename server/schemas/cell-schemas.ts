import { Type } from "typebox";

import { collectionOf, featureOf, PolygonSchema } from "./geojson-schemas.ts";
import { nullable, text } from "./parts.ts";
import { ORIGIN } from "./provenance-schemas.ts";

const CellProperties = Type.Object({
  id: text("L’identifiant officiel du carreau."),
  population: Type.Number({ minimum: 0, description: "Habitants." }),
  estime: Type.Boolean({ description: "Estimé par le producteur ?" }),
  commune: nullable(Type.String(), { description: "Code INSEE de sa commune ; null si aucune." }),
  secondes: nullable(Type.Number({ minimum: 0 }), {
    description: "Temps jusqu’à la structure la plus proche ; null sans chemin.",
  }),
  structure: nullable(Type.String(), { description: "L’identifiant de cette structure ; null sans chemin." }),
  rattachement_m: nullable(Type.Number({ minimum: 0 }), {
    description: "De son centre à la route, en mètres ; null sans route.",
  }),
});

/** Cells as squares of their grid. */
export const CellsSchema = collectionOf(
  "Cells",
  featureOf("CellFeature", PolygonSchema, CellProperties),
  ORIGIN,
);
