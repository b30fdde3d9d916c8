import type { StructureEdit } from "../../../isochrones/model/structure.ts";
import {
  MOST_DESCRIPTION_CHARS,
  MOST_NAME_CHARS,
  MOST_TERRITORY_CHARS,
  SavedBodySchema,
} from "../../schemas/saved-scenario-schemas.ts";
import type { BodyFields } from "../../body-fields.ts";
import type { SavedScenario } from "../../schemas/saved-scenario-answers.ts";
import { invalidParameter } from "../../validation.ts";
import { bodyOfEdits } from "../body-of-edits.ts";
import { lengthOf, savedDescription, savedName } from "./saved-text.ts";

/** What a body may have. */
export const SAVED_FIELDS: readonly string[] = Object.keys(SavedBodySchema.properties);

/** A scenario to be saved, in its one form. Throws `RequestError` that says which field is at fault. */
export function savedOf(fields: BodyFields, edits: readonly StructureEdit[]): SavedScenario {
  const version = fields.value("version") ?? 1;
  const [nom, description, territoire] = ["nom", "description", "territoire"].map((name) =>
    fields.value(name),
  );
  const minutes = fields.minutes();
  if (version !== 1) throw invalidParameter("version", version, "la version 1 de ce format");
  const name = typeof nom === "string" ? savedName(nom) : "";
  if (name === "" || lengthOf(name) > MOST_NAME_CHARS) {
    throw invalidParameter("nom", nom, `un nom de 1 à ${MOST_NAME_CHARS} caractères visibles`);
  }
  const more = description === undefined ? "" : readDescription(description);
  return {
    version,
    nom: name,
    ...(more !== "" && { description: more }),
    ...(territoire !== undefined && { territoire: readTerritory(territoire) }),
    ...(minutes !== undefined && { minutes }),
    modifications: bodyOfEdits(edits),
  };
}

function readDescription(value: unknown): string {
  const text = typeof value === "string" ? savedDescription(value) : null;
  if (text !== null && lengthOf(text) <= MOST_DESCRIPTION_CHARS) return text;
  throw invalidParameter("description", value, `un texte d’au plus ${MOST_DESCRIPTION_CHARS} caractères`);
}

/** Whether the dataset has it is for those to say who look at the scenario: it may have been saved for another. */
function readTerritory(value: unknown): string {
  const text = typeof value === "string" ? savedName(value) : "";
  if (text !== "" && text.length <= MOST_TERRITORY_CHARS) return text;
  throw invalidParameter("territoire", value, "la référence d’un territoire, comme dep:2A");
}
