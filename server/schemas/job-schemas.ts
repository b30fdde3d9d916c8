import { Type } from "typebox";

import { count, nullable, text, word } from "./parts.ts";
import { ScenarioBodySchema } from "./scenario-schemas.ts";
import { ProblemSchema } from "./service-schemas.ts";

const { properties: Body } = ScenarioBodySchema;

const textOrNull = (description: string) => nullable(Type.String(), { description });

/** How a job stands: what the answers of all kinds have in common. */
export const JOB_STANDING = {
  id: text("Le même pour la même demande sur le même jeu de données."),
  url: text("L’adresse de ce calcul."),
  dataset: Type.Object({
    id: text("Le jeu de données sur lequel la demande porte."),
    name: text("Son nom."),
  }),
  state: word(
    ["attente", "encours", "terminee", "echouee", "annulee"],
    "En attente, en cours, terminé, échoué (`problem` dit pourquoi) ou annulé.",
  ),
  stage: textOrNull("L’étape en cours ; null avant la première."),
  done: count("Où en est l’étape."),
  total: count("Sur combien ; 0 si rien n’est compté."),
  position: nullable(Type.Integer({ minimum: 1 }), {
    description: "Sa place parmi ceux qui attendent, 1 pour le prochain ; null s’il n’attend pas.",
  }),
  createdAt: text("Quand il a été demandé, en UTC."),
  startedAt: textOrNull("Quand il a commencé."),
  endedAt: textOrNull("Quand il s’est terminé."),
  problem: nullable(ProblemSchema, { description: "Pourquoi il n’y en a pas." }),
};

/** The structures that count, in the body that begins a job. */
export const SELECTION_BODY = {
  exclure: Body.exclure,
  au: Body.au,
  ouvert_le: Body.ouvert_le,
  realisation_min: Body.realisation_min,
  sans_reorientation_min: Body.sans_reorientation_min,
};

/** The structures that count, as a question of a job tells them. */
export const SELECTION_ECHO = {
  exclure: textOrNull("Les types et formats qui ne comptent pas."),
  au: textOrNull("Le réseau tel qu’il était ce jour-là."),
  ouvert_le: textOrNull("Les structures ouvertes à ce moment."),
  realisation_min: nullable(Type.Number(), { description: "Un pourcentage." }),
  sans_reorientation_min: nullable(Type.Number(), { description: "Un pourcentage." }),
};
