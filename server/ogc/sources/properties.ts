import { Type } from "typebox";
import type { TSchema } from "typebox";

/** Schemas of properties that several collections have. Descriptions are noun phrases: refusals of filters quote them. */

const DEPARTEMENT = { title: "Département", description: "le code d’un département, comme 2A" };

export const DepartementCode = Type.String({ ...DEPARTEMENT, minLength: 1, maxLength: 3 });
export const NullableDepartementCode = Type.String({
  ...DEPARTEMENT,
  minLength: 1,
  maxLength: 3,
  nullable: true,
});

export const CommuneCode = Type.String({
  title: "Code commune",
  description: "le code INSEE d’une commune, comme 2A004",
  minLength: 1,
  maxLength: 5,
});

export const StructureTypeWord = wordOf("Type", ["principal", "antenne"]);
export const StructureFormatWord = wordOf("Format", ["fixe", "multisite", "bus", "itinerante"]);

/** Minutes by car. */
export function minutesSchema(title: string, description: string): TSchema {
  return Type.Number({ title, description, minimum: 0, nullable: true });
}

/** One of some words, in a form that OpenAPI 3.0 and GDAL understand. */
function wordOf(title: string, words: readonly string[]): TSchema {
  return Type.Enum([...words], { type: "string", title, description: `l’un des mots ${words.join(", ")}` });
}
