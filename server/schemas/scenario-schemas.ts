import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import { SCENARIO_TEXT_MAX, STRUCTURE_FORMATS, STRUCTURE_TYPES } from "./parameters.ts";
import { count, nullable, pair, recordOf, share, text, word } from "./parts.ts";
import { ProvenanceSchema, WarningSchema } from "./provenance-schemas.ts";
import type {
  ChangedTerritories,
  ListedGapChanges,
  ScenarioAnswer,
  ScenarioFigure,
  UnderstoodEdit,
} from "./scenario-answers.ts";
import { TerritorySchema } from "./territory-schemas.ts";

const people = (description: string) => Type.Number({ minimum: 0, description });
const minutesOrNull = (description: string) => nullable(Type.Number({ minimum: 0 }), { description });
const MEAN = "Temps moyen, en minutes ; null si rien n’est joignable.";
const PLACE = {
  lon: Type.Number({ minimum: -180, maximum: 180, description: "une longitude en degrés" }),
  lat: Type.Number({ minimum: -90, maximum: 90, description: "une latitude en degrés" }),
};
const ID = Type.String({ minLength: 1, maxLength: 60, description: "l’identifiant d’une structure" });
const one = <Name extends string, Value>(name: Name, value: Value) =>
  ({ [name]: value }) as Record<Name, Value>;
const CLOSED = { additionalProperties: false };

const ModificationSchema = Type.Union([
  Type.Object(
    one("ajouter", Type.Object({ ...PLACE, nom: Type.Optional(text("Son nom.")) }, CLOSED)),
    CLOSED,
  ),
  Type.Object(one("fermer", ID), CLOSED),
  Type.Object(one("deplacer", Type.Object({ id: ID, ...PLACE }, CLOSED)), CLOSED),
  Type.Object(
    one(
      "modifier",
      Type.Object(
        {
          id: ID,
          type: Type.Optional(word(STRUCTURE_TYPES, "Son nouveau type.")),
          format: Type.Optional(word(STRUCTURE_FORMATS, "Son nouveau format.")),
          horaires: Type.Optional(
            recordOf(Type.Array(Type.String()), {
              description:
                'Ses nouveaux horaires, par jour de `lundi` à `samedi` : `{ "lundi": ["9h-12h"] }` ; fermée les jours absents.',
            }),
          ),
        },
        CLOSED,
      ),
    ),
    CLOSED,
  ),
]);

/** Edits as bodies have them. */
export const ModificationsSchema = Type.Array(ModificationSchema, {
  maxItems: 1000,
  description: "Ce qui change, dans l’ordre.",
});

/** What is sent. */
export const ScenarioBodySchema = Type.Object(
  {
    territoire: Type.Optional(text("« france » ou la référence d’un territoire ; france sans lui.")),
    minutes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 120, description: "Le seuil ; 30 sans lui." }),
    ),
    exclure: Type.Optional(text("Comme dans les adresses : les types et formats qui ne comptent pas.")),
    au: Type.Optional(text("Comme dans les adresses : le réseau tel qu’il était ce jour-là.")),
    ouvert_le: Type.Optional(text("Comme dans les adresses : les structures ouvertes à ce moment.")),
    realisation_min: Type.Optional(
      Type.Number({ minimum: 0, maximum: 100, description: "Comme dans les adresses : un pourcentage." }),
    ),
    sans_reorientation_min: Type.Optional(
      Type.Number({ minimum: 0, maximum: 100, description: "Comme dans les adresses : un pourcentage." }),
    ),
    modifications: Type.Optional(ModificationsSchema),
    scenario: Type.Optional(
      text(
        "À la place de `modifications` : le texte que `scenario` a dans une adresse, quelle que soit sa longueur.",
      ),
    ),
  },
  { ...CLOSED, $id: "ScenarioBody" },
);

const UnderstoodEditSchema = schemaOf<UnderstoodEdit>()(
  Type.Object(
    {
      action: word(["ajouter", "fermer", "deplacer", "modifier"], "Ce qui était demandé."),
      structureId: nullable(Type.String(), { description: "La structure ; null pour une nouvelle." }),
      name: nullable(Type.String(), { description: "Son nom." }),
      lon: Type.Number({ description: "Sa longitude ensuite." }),
      lat: Type.Number({ description: "Sa latitude ensuite." }),
      road: nullable(pair({}), {
        description: "Le point de la route auquel ce lieu est rattaché ; null si la structure ne bouge pas.",
      }),
      snapMeters: nullable(people("Mètres."), { description: "Sa distance à cette route, en mètres." }),
      commune: nullable(Type.Object({ code: text("Code INSEE."), name: text("Nom.") }), {
        description: "Sa commune ; pour un lieu, celle du carreau habité le plus proche.",
      }),
      countedBefore: Type.Boolean({ description: "Était-elle comptée par cette demande ?" }),
      countedAfter: Type.Boolean({ description: "L’est-elle ensuite ?" }),
    },
    { $id: "UnderstoodEdit" },
  ),
);

const ScenarioFigureSchema = schemaOf<ScenarioFigure>()(
  Type.Object(
    {
      population: people("Habitants."),
      covered: people("Habitants à moins de `minutes`."),
      reached: people("Habitants qui joignent une structure, si loin qu’elle soit."),
      share: share("Leur part, de 0 à 1."),
      curve: Type.Array(share("La part à ce seuil."), {
        minItems: 1,
        description: "La part à 0, 1, 2… 60 minutes ou moins.",
      }),
      meanMinutes: minutesOrNull(MEAN),
      medianMinutes: minutesOrNull("Temps médian."),
      p95Minutes: minutesOrNull("95 % des habitants sont à moins de ce temps."),
      structures: Type.Object({
        counted: count("Structures comptées, dans tout le jeu de données."),
        inTerritory: count("Celles du territoire."),
        excluded: Type.Array(Type.Object({ reason: text("Pourquoi."), count: count("Combien.") })),
      }),
    },
    { $id: "ScenarioFigure" },
  ),
);

const TerritoryFigureSchema = Type.Object(
  { covered: people("Habitants couverts."), share: share("Leur part."), meanMinutes: minutesOrNull(MEAN) },
  { $id: "ScenarioTerritoryFigure" },
);

const ChangedTerritoriesSchema = schemaOf<ChangedTerritories>()(
  Type.Object(
    {
      total: count("Territoires qui changent, listés ou non."),
      rows: Type.Array(
        Type.Object({
          ref: text("Sa référence."),
          name: text("Son nom."),
          population: people("Habitants."),
          gained: people("Habitants nouvellement couverts."),
          lost: people("Habitants qui ne le sont plus."),
          before: TerritoryFigureSchema,
          after: TerritoryFigureSchema,
        }),
        { maxItems: 1000, description: "Ceux où le plus d’habitants changent d’abord." },
      ),
    },
    { $id: "ChangedTerritories" },
  ),
);

const GapChangesSchema = schemaOf<ListedGapChanges>()(
  Type.Object(
    {
      total: count("Zones, listées ou non."),
      rows: Type.Array(
        Type.Object({
          id: text("`zb-` et le carreau le plus peuplé."),
          people: people("Ses habitants : avant, si elle se ferme ou rétrécit ; après, sinon."),
          cellCount: count("Ses carreaux."),
          changed: people("Ceux qui la quittent, ou y entrent."),
          communes: Type.Array(
            Type.Object({ code: text("Code INSEE."), name: text("Nom."), people: people("Habitants.") }),
            { maxItems: 5, description: "Les communes touchées, la plus peuplée d’abord." },
          ),
          center: pair({ description: "Son milieu, `[longitude, latitude]`." }),
        }),
        { maxItems: 200, description: "Celles où le plus d’habitants changent d’abord." },
      ),
    },
    { $id: "GapChanges" },
  ),
);

export const ScenarioSchema = schemaOf<ScenarioAnswer>()(
  Type.Object(
    {
      territory: TerritorySchema,
      minutes: Type.Integer({ description: "Le seuil, en minutes." }),
      scenario: text(
        `Les modifications telles qu’une adresse les porte dans \`scenario\`, si elles tiennent en ${SCENARIO_TEXT_MAX} caractères.`,
      ),
      edits: Type.Array(UnderstoodEditSchema, { description: "Les modifications telles que comprises." }),
      before: ScenarioFigureSchema,
      after: ScenarioFigureSchema,
      gained: people("Habitants nouvellement couverts."),
      lost: people("Habitants qui ne le sont plus."),
      changedCells: count("Carreaux dont le temps change."),
      territories: Type.Object({
        region: ChangedTerritoriesSchema,
        departement: ChangedTerritoriesSchema,
        epci: ChangedTerritoriesSchema,
        commune: ChangedTerritoriesSchema,
      }),
      gaps: Type.Object({
        countBefore: count("Zones blanches avant."),
        countAfter: count("Zones blanches après."),
        closed: GapChangesSchema,
        shrunk: GapChangesSchema,
        opened: GapChangesSchema,
        grown: GapChangesSchema,
      }),
      warnings: Type.Array(WarningSchema, { description: "Ceux du chiffre d’avant." }),
      provenance: ProvenanceSchema,
    },
    { $id: "Scenario" },
  ),
);
