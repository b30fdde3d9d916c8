import { Type } from "typebox";

import { schemaOf, schemaWithin } from "./agreement.ts";
import type { CoverageAnswer, CoverageComparison } from "./answers.ts";
import type { CoverageGeoJson, CoverageProperties } from "./figure-answers.ts";
import { MultiPolygonSchema, collectionOf, featureOf } from "./geojson-schemas.ts";
import { count, nullable, share, text } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import { LISTED_TERRITORY, ListedTerritorySchema, TerritorySchema } from "./territory-schemas.ts";

const people = (description: string) => Type.Number({ minimum: 0, description });
const minutesOrNull = (description: string) => nullable(Type.Number({ minimum: 0 }), { description });
const cellsAndPeople = (description: string) =>
  Type.Object({ cells: count("Carreaux."), people: people("Habitants.") }, { description });

const SUB_TERRITORY = {
  population: people("Habitants."),
  covered: people("Habitants à moins de `minutes`."),
  share: share("Leur part, de 0 à 1."),
  meanMinutes: minutesOrNull("Temps moyen, en minutes ; null si rien n’est joignable."),
  structures: count("Structures comptées dans ce territoire."),
};

const SubTerritorySchema = Type.Object(
  { territory: ListedTerritorySchema, ...SUB_TERRITORY },
  { $id: "SubTerritory" },
);

/** The figure of one territory. */
const REPORT = {
  territory: TerritorySchema,
  minutes: Type.Integer({ description: "Le seuil, en minutes." }),
  population: people("Habitants de tous les carreaux du territoire."),
  covered: people("Habitants des carreaux dont le temps ne dépasse pas le seuil."),
  share: share("`covered / population`, de 0 à 1 ; 0 où personne n’habite."),
  curve: Type.Array(
    Type.Object({
      minutes: Type.Integer({ minimum: 0, description: "Un seuil." }),
      share: share("La part couverte à ce seuil."),
    }),
    { description: "La part à chaque seuil, de 0 à 60 minutes." },
  ),
  meanMinutes: minutesOrNull("Temps moyen, pondéré par les habitants ; null si rien n’est joignable."),
  medianMinutes: minutesOrNull("Temps médian."),
  p95Minutes: minutesOrNull("95 % des habitants sont à moins de ce temps."),
  cells: Type.Object({
    count: count("Carreaux habités."),
    covered: count("Carreaux couverts."),
    imputedShare: share("Part des habitants dont le carreau est estimé par le producteur."),
  }),
  unlinked: cellsAndPeople("Sans route à portée : comptés comme non couverts."),
  unreached: cellsAndPeople("Sans chemin vers une structure : comptés comme non couverts."),
  nearCut: cellsAndPeople("Près du bord de l’extrait des routes : leurs temps peuvent être trop longs."),
  snapMeters: nullable(
    Type.Object({
      median: Type.Number({ minimum: 0, description: "Médiane." }),
      p95: Type.Number({ minimum: 0, description: "95e centile." }),
      max: Type.Number({ minimum: 0, description: "Maximum." }),
    }),
    { description: "Distance des carreaux à la route, en mètres ; null sans carreau rattaché." },
  ),
  structures: Type.Object({
    counted: count("Structures comptées, dans tout le jeu de données."),
    inTerritory: count("Celles du territoire."),
    excluded: Type.Array(Type.Object({ reason: text("Pourquoi."), count: count("Combien.") }), {
      description: "Celles qui ne comptent pas.",
    }),
  }),
  warnings: Type.Array(WarningSchema),
  provenance: ProvenanceSchema,
};

const difference = (description: string) => nullable(Type.Number(), { description });

const CoverageComparisonSchema = schemaOf<CoverageComparison>()(
  Type.Object(
    {
      ...REPORT,
      differences: Type.Object(
        {
          sharePoints: Type.Number({ description: "De la part, en points." }),
          curve: Type.Array(
            Type.Object({
              minutes: Type.Integer({ minimum: 0, description: "Un seuil." }),
              points: Type.Number({ description: "L’écart à ce seuil, en points." }),
            }),
          ),
          meanMinutes: difference("Du temps moyen, en minutes ; null si l’un des deux n’en a pas."),
          medianMinutes: difference("Du temps médian."),
          p95Minutes: difference("Du 95e centile."),
        },
        { description: "Ce que le territoire demandé a de plus que celui-ci." },
      ),
    },
    { $id: "CoverageComparison" },
  ),
);

export const CoverageSchema = schemaOf<CoverageAnswer>()(
  Type.Object(
    {
      ...REPORT,
      territories: Type.Optional(
        Type.Array(SubTerritorySchema, { description: "Avec `detail` : les territoires contenus." }),
      ),
      comparison: Type.Optional(CoverageComparisonSchema),
    },
    { $id: "Coverage" },
  ),
);

const CoverageFeature = featureOf(
  "CoverageFeature",
  nullable(MultiPolygonSchema, { description: "Son contour ; null si le jeu de données n’en a pas." }),
  schemaOf<CoverageProperties>()(Type.Object({ ...LISTED_TERRITORY, ...SUB_TERRITORY })),
);

/** With `detail`, the territories inside with their outlines. */
export const CoverageGeoJsonSchema = schemaWithin<CoverageGeoJson>()(
  collectionOf("CoverageGeoJson", CoverageFeature, {
    territory: REPORT.territory,
    minutes: REPORT.minutes,
    warnings: REPORT.warnings,
    provenance: REPORT.provenance,
  }),
);
