import { Type } from "typebox";

import { schemaOf } from "./agreement.ts";
import { MINUTES_MAX } from "./parameters.ts";
import { count, nullable, text } from "./parts.ts";
import type { SavedListAnswer, SavedReceipt } from "./saved-scenario-answers.ts";
import { ModificationsSchema } from "./scenario-schemas.ts";

/** Characters of a name, of a description, and of the reference of a territory. */
export const MOST_NAME_CHARS = 100;
export const MOST_DESCRIPTION_CHARS = 2000;
export const MOST_TERRITORY_CHARS = 40;

const NAME = text("Son nom, tel qu’il a été normalisé.");
const SCENARIO = text("`enregistre:` et l’identifiant, à donner dans `scenario`.");
const SAVED_AT = text("Quand il a été enregistré, en temps universel (ISO 8601).");
const EDITS = count("Le nombre de ses modifications.");

const VIEW = {
  description: Type.Optional(
    Type.String({ maxLength: MOST_DESCRIPTION_CHARS, description: "Ce qu’il faut en savoir." }),
  ),
  territoire: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: MOST_TERRITORY_CHARS,
      description: "Le territoire regardé, comme `dep:2A`.",
    }),
  ),
  minutes: Type.Optional(
    Type.Integer({ minimum: 1, maximum: MINUTES_MAX, description: "Le temps de trajet regardé." }),
  ),
};
const HEAD = {
  nom: Type.String({
    minLength: 1,
    description: `Son nom, d’au plus ${MOST_NAME_CHARS} caractères : normalisé (NFC), caractères de contrôle retirés.`,
  }),
  ...VIEW,
};
const FORMAT =
  "Le format d’export et d’import d’un scénario. `modifications` s’écrit comme pour `POST /api/v1/scenarios`.";

/** What is answered for one, and taken as it is by POST. */
export const SavedScenarioSchema = Type.Object(
  {
    version: Type.Literal(1, { description: "La version de ce format." }),
    ...HEAD,
    modifications: ModificationsSchema,
  },
  { additionalProperties: false, $id: "SavedScenario", description: FORMAT },
);

/** What is sent. */
export const SavedBodySchema = Type.Object(
  {
    version: Type.Optional(Type.Literal(1, { description: "La version de ce format ; 1 sans elle." })),
    ...HEAD,
    modifications: Type.Optional(ModificationsSchema),
    scenario: Type.Optional(
      text("À la place de `modifications` : le texte d’une adresse, quelle que soit sa longueur."),
    ),
  },
  { additionalProperties: false, $id: "SavedBody", description: FORMAT },
);

export const SavedReceiptSchema = schemaOf<SavedReceipt>()(
  Type.Object(
    {
      id: text("Son identifiant : ce qu’il désigne ne change jamais."),
      cle: text("La clé qui permet de le supprimer. Elle n’est dite qu’ici, et n’est pas gardée."),
      nom: NAME,
      scenario: SCENARIO,
      modifications: EDITS,
      enregistreLe: SAVED_AT,
    },
    { $id: "SavedReceipt" },
  ),
);

export const SavedListSchema = schemaOf<SavedListAnswer>()(
  Type.Object(
    {
      scenarios: Type.Array(
        Type.Object(
          {
            id: text("Son identifiant."),
            nom: NAME,
            scenario: SCENARIO,
            modifications: EDITS,
            enregistreLe: SAVED_AT,
            ...VIEW,
          },
          { $id: "SavedRow" },
        ),
        { description: "Les plus récents d’abord." },
      ),
      total: count("Combien y répondent, sur toutes les pages."),
      next: nullable(Type.String(), { description: "L’adresse de la page suivante ; null à la dernière." }),
    },
    { $id: "SavedList" },
  ),
);
