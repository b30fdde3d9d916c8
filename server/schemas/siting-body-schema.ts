import { Type } from "typebox";

import { SELECTION_BODY } from "./job-schemas.ts";
import { recordOf, text, word } from "./parts.ts";
import { ScenarioBodySchema } from "./scenario-schemas.ts";

const CLOSED = { additionalProperties: false };

const CandidateSchema = Type.Object(
  {
    lon: Type.Number({ minimum: -180, maximum: 180, description: "Une longitude en degrés." }),
    lat: Type.Number({ minimum: -90, maximum: 90, description: "Une latitude en degrés." }),
    id: Type.Optional(
      Type.Union([Type.String({ maxLength: 200 }), Type.Number()], {
        description: "Un identifiant ; à défaut le nom, sinon le rang dans la liste.",
      }),
    ),
    nom: Type.Optional(text("Son nom.", { maxLength: 200 })),
    code_insee: Type.Optional(text("Le code de sa commune, pour les planchers.")),
  },
  CLOSED,
);

const ids = (description: string) =>
  Type.Optional(Type.Array(Type.Union([Type.String(), Type.Number()]), { maxItems: 10_000, description }));

/** What is sent to `POST /api/v1/implantations`. */
export const SitingBodySchema = Type.Object(
  {
    territoire: Type.Optional(text("« france » ou la référence d’un territoire ; france sans lui.")),
    minutes: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 120, description: "Le seuil ; 30 sans lui." }),
    ),
    nombre: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, description: "Combien d’implantations ; 5 sans lui." }),
    ),
    part: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 100,
        description: "À la place de `nombre` : le moins d’implantations qui couvrent ce pourcentage.",
      }),
    ),
    but: Type.Optional(
      word(
        ["couverture", "temps-moyen", "plus-eloignes"],
        "Le plus d’habitants sous le seuil (sans lui), le temps moyen le plus court, ou d’abord ceux qui mettent le plus de temps.",
      ),
    ),
    candidats: Type.Optional(
      Type.Union(
        [
          Type.Literal("communes"),
          Type.Object({ grille_km: Type.Number({ minimum: 1, maximum: 200 }) }, CLOSED),
          Type.Array(CandidateSchema, { maxItems: 50_000 }),
        ],
        {
          description:
            "Où une structure peut ouvrir : chaque commune là où vivent la plupart de ses habitants (sans lui), le carreau le plus peuplé de chaque maille, ou des lieux.",
        },
      ),
    ),
    candidats_csv: Type.Optional(
      text(
        "À la place de `candidats` : le texte d’un CSV avec lon, lat et, s’il y a lieu, nom, id, code_insee.",
      ),
    ),
    imposer: ids("Candidats ouverts quoi qu’ils apportent, dans cet ordre (code Insee, identifiant)."),
    interdire: ids("Candidats qui n’ouvrent pas."),
    planchers: Type.Optional(
      recordOf(Type.Integer({ minimum: 0, maximum: 1000 }), {
        description: "Au moins tant d’implantations dans des territoires séparés, par leur référence.",
      }),
    ),
    poids: Type.Optional(
      text("Ce qui est compté : `people` (sans lui) ou une autre colonne du jeu de données."),
    ),
    capacite: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        description:
          "Ce que chaque nouveau site sert au plus, du poids compté ; avec `nombre` et le but `couverture`. Sans elle, tous ceux qui viennent.",
      }),
    ),
    exact: Type.Optional(
      Type.Boolean({
        description: "Chercher le meilleur choix de tous et le prouver, si le problème s’y prête.",
      }),
    ),
    duree: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 120,
        description: "Secondes laissées à cette preuve ; 60 sans lui.",
      }),
    ),
    ...SELECTION_BODY,
    modifications: Type.Optional(ScenarioBodySchema.properties.modifications),
    scenario: Type.Optional(
      text("À la place de `modifications` : les mêmes, telles qu’une adresse les porte dans `scenario`."),
    ),
  },
  { ...CLOSED, $id: "SitingBody" },
);
