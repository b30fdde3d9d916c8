import { Type } from "typebox";

import type { IssueCount, Provenance, Source, Warning } from "../../isochrones/model/provenance.ts";
import { schemaOf } from "./agreement.ts";
import type { DataOrigin, DatasetAnswer, DatasetStamp } from "./answers.ts";
import { count, fourNumbers, recordOf, text, word } from "./parts.ts";

export const SourceSchema = schemaOf<Source>()(
  Type.Object(
    {
      role: word(
        ["roads", "structures", "population", "communes", "codes"],
        "Ce que la source apporte : routes, structures, population, contours ou codes.",
      ),
      name: text("Son nom."),
      file: text("Le nom de son fichier."),
      vintage: text("Sa date ou son année, aussi précise qu’elle est connue."),
      licence: text("Sa licence."),
      attribution: text("La mention à reprendre."),
      sha256: text("L’empreinte du fichier."),
      bytes: count("Sa taille, en octets."),
      fictitious: Type.Boolean({ description: "Est-elle inventée ?" }),
    },
    { $id: "Source", description: "Un fichier dont le jeu de données est fait." },
  ),
);

export const WarningSchema = schemaOf<Warning>()(
  Type.Object(
    {
      code: text("Stable : c’est lui qu’un programme compare."),
      message: text("Une phrase, à montrer à côté du chiffre."),
    },
    { $id: "Warning", description: "Un avertissement à montrer avec le chiffre." },
  ),
);

const IssueCountSchema = schemaOf<IssueCount>()(
  Type.Object(
    {
      code: text("Stable."),
      severity: word(["error", "warning", "info"], "La gravité."),
      count: count("Combien de fois."),
      examples: Type.Array(Type.String(), { description: "Quelques cas, avec leur place dans le fichier." }),
    },
    { $id: "IssueCount", description: "Ce qui manquait ou surprenait dans les données." },
  ),
);

const Scalar = [Type.String(), Type.Number(), Type.Boolean(), Type.Null()] as const;

export const ProvenanceSchema = schemaOf<Provenance>()(
  Type.Object(
    {
      dataset: Type.Object({
        id: text("L’identifiant du jeu de données."),
        name: text("Son nom."),
        formatVersion: Type.Integer({ description: "La version de son format." }),
      }),
      sources: Type.Array(SourceSchema),
      profile: text("Le profil de circulation."),
      engine: text("Le moteur qui a calculé les temps."),
      parameters: recordOf(Type.Union([...Scalar, Type.Array(Type.String())]), {
        description: "Les paramètres du calcul.",
      }),
    },
    { $id: "Provenance", description: "De quoi refaire le calcul et nommer les producteurs." },
  ),
);

const DatasetStampSchema = schemaOf<DatasetStamp>()(
  Type.Object(
    {
      id: text("L’identifiant du jeu de données."),
      name: text("Son nom."),
      fictitious: Type.Boolean({ description: "Ses données sont-elles inventées ?" }),
      attributions: Type.Array(Type.String(), { description: "Les mentions à reprendre." }),
    },
    { $id: "DatasetStamp", description: "Le jeu de données derrière la réponse." },
  ),
);

/** What every answer says of the data behind it. */
export const ORIGIN = { dataset: DatasetStampSchema, provenance: ProvenanceSchema };

/** Holds them to their type. */
schemaOf<DataOrigin>()(Type.Object(ORIGIN));

export const DatasetSchema = schemaOf<DatasetAnswer>()(
  Type.Object(
    {
      id: text("L’identifiant du jeu, à donner pour `jeu`."),
      name: text("Son nom."),
      formatVersion: Type.Integer({ description: "La version de son format." }),
      fictitious: Type.Boolean({ description: "Ses données sont-elles inventées ?" }),
      bbox: fourNumbers({ description: "L’emprise : ouest, sud, est, nord, en degrés." }),
      sources: Type.Array(SourceSchema),
      issues: Type.Array(IssueCountSchema),
      warnings: Type.Array(WarningSchema),
      profile: text("Le profil de circulation."),
      parameters: recordOf(Type.Union([...Scalar]), { description: "Les paramètres de la construction." }),
      counts: Type.Object({
        nodes: count("Carrefours du réseau."),
        edges: count("Tronçons, chaque sens compté."),
        structures: count("Structures."),
        cells: count("Carreaux habités ; 0 sans population."),
        people: Type.Number({ minimum: 0, description: "Habitants de tous les carreaux." }),
        communes: count("Communes."),
        indicators: Type.Optional(
          Type.Object(
            {
              realisationRate: count("Dont le taux de réalisation est connu."),
              noRedirectionShare: count("Dont la part d’actes sans réorientation est connue."),
              satisfaction: count("Dont la satisfaction est connue."),
            },
            { description: "Structures dont chaque indicateur est connu ; absent si aucune n’en a." },
          ),
        ),
      }),
    },
    { $id: "Dataset" },
  ),
);
