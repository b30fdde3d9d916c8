import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import type { AliveAnswer, HealthAnswer, Problem, TileJson } from "./answers.ts";
import { fourNumbers, nullable, recordOf, share, text, word } from "./parts.ts";

export const ProblemSchema = schemaOf<Problem>()(
  Type.Object(
    {
      type: text("Stable : c’est lui qu’un programme compare, pas les mots.", { format: "uri-reference" }),
      title: text("Le problème en quelques mots."),
      status: Type.Integer({ minimum: 400, maximum: 599, description: "Le code HTTP." }),
      detail: text("Ce qui a été reçu et ce qui était attendu."),
      parametre: Type.Optional(text("Le paramètre en cause, tel que l’adresse l’écrit.")),
      attendreSecondes: Type.Optional(
        Type.Number({ minimum: 0, description: "Dans combien de secondes redemander." }),
      ),
    },
    { $id: "Problem", description: "Une erreur, selon la RFC 9457." },
  ),
);

export const HealthSchema = schemaOf<HealthAnswer>()(
  Type.Object(
    {
      status: Type.Literal("ok"),
      dataset: text("L’identifiant du jeu de données servi."),
      share: nullable(share(""), {
        description: "La réponse à la question de contrôle ; null sans population.",
      }),
      near: word(
        ["table", "search"],
        "Comment `/api/v1/proche` répond : par une recherche, jusqu’à ce que la table de toutes les routes soit faite.",
      ),
      state: word(
        ["ok", "unavailable", "none"],
        "Ce que le serveur garde (scénarios enregistrés, calculs partagés) : disponible, indisponible en ce moment, ou rien. La carte et le reste de l’API répondent de toute façon.",
      ),
    },
    { $id: "Health" },
  ),
);

export const AliveSchema = schemaOf<AliveAnswer>()(
  Type.Object({ status: Type.Literal("ok") }, { $id: "Alive" }),
);

const VectorLayer = Type.Object({
  id: text("Le nom de la couche dans les tuiles."),
  description: text("Ce qu’elle montre."),
  fields: recordOf(Type.String(), { description: "Ses attributs et leur sens." }),
});

export const TileJsonSchema = schemaOf<TileJson>()(
  Type.Object(
    {
      tilejson: Type.Literal("3.0.0"),
      name: text("Le nom du jeu de tuiles."),
      scheme: Type.Literal("xyz"),
      tiles: Type.Array(Type.String(), { description: "Le modèle d’adresse des tuiles." }),
      minzoom: Type.Integer({ minimum: 0, description: "Premier niveau." }),
      maxzoom: Type.Integer({ minimum: 0, description: "Dernier niveau." }),
      bounds: fourNumbers({ description: "L’emprise : ouest, sud, est, nord, en degrés." }),
      attribution: text("Les mentions à montrer sur la carte."),
      vector_layers: Type.Array(VectorLayer),
    },
    { $id: "TileJson", description: "TileJSON 3.0.0." },
  ),
);
