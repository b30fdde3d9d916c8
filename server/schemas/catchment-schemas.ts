import { Type } from "typebox";

import { schemaOf, schemaWithin } from "./agreement.ts";
import type { CatchmentAnswer, CatchmentFigures, CatchmentGeoJson } from "./answers.ts";
import { MultiPolygonSchema, collectionOf } from "./geojson-schemas.ts";
import { count, nullable, share, text } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import { StructureRecordSchema } from "./structure-schemas.ts";

const people = (description: string) => Type.Number({ minimum: 0, description });
const minutesOrNull = (description: string) => nullable(Type.Number({ minimum: 0 }), { description });

const CatchmentFiguresSchema = schemaOf<CatchmentFigures>()(
  Type.Object({
    minutes: nullable(Type.Number({ minimum: 0 }), { description: "Le seuil ; null pour tout le bassin." }),
    people: people("Habitants."),
    cells: count("Carreaux."),
  }),
);

const FIGURES = {
  structure: StructureRecordSchema,
  people: people("Habitants dont cette structure est la plus proche."),
  share: share("Leur part de tous les habitants du jeu de données."),
  meanMinutes: minutesOrNull("Temps moyen, pondéré par les habitants ; null si personne n’y habite."),
  medianMinutes: minutesOrNull("Temps médian."),
  p95Minutes: minutesOrNull("95 % d’entre eux sont à moins de ce temps."),
  communes: Type.Array(
    Type.Object({ code: text("Code INSEE."), name: text("Nom."), people: people("Habitants du bassin.") }),
    { description: "Les communes, les plus peuplées d’abord." },
  ),
  warnings: Type.Array(WarningSchema),
  provenance: ProvenanceSchema,
};

export const CatchmentSchema = schemaOf<CatchmentAnswer>()(
  Type.Object(
    {
      ...FIGURES,
      cells: count("Carreaux."),
      bands: Type.Array(CatchmentFiguresSchema, {
        description: "Par seuil croissant ; chacun contient les précédents.",
      }),
    },
    { $id: "Catchment" },
  ),
);

const CatchmentFeature = Type.Object(
  { type: Type.Literal("Feature"), geometry: MultiPolygonSchema, properties: CatchmentFiguresSchema },
  { $id: "CatchmentFeature" },
);

/** The whole catchment, then its bands, the largest first. */
export const CatchmentGeoJsonSchema = schemaWithin<CatchmentGeoJson>()(
  collectionOf("CatchmentGeoJson", CatchmentFeature, FIGURES),
);
