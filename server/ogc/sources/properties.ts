import { Type } from "typebox";
import type { TSchema } from "typebox";

/** Schemas of properties that several collections have. Descriptions are noun phrases: refusals of filters quote them. */

export const DepartementCode = Type.String({
  title: "Département",
  description: "le code d’un département, comme 2A",
  minLength: 1,
  maxLength: 3,
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
  return Type.Number({ title, description, minimum: 0 });
}

/** One of some words, in a form that OpenAPI 3.0 and GDAL understand. */
function wordOf(title: string, words: readonly string[]): TSchema {
  return Type.Enum([...words], { type: "string", title, description: `l’un des mots ${words.join(", ")}` });
}

/** A figure without what adding decimals leaves at its far end: 356, not 355.9999999999999. */
export function withoutNoise<Figure extends number | null>(figure: Figure): Figure {
  return (figure === null ? null : Math.round(figure * 1e6) / 1e6) as Figure;
}
