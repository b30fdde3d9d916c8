import { Type } from "typebox";
import type { Static, TEnum, TNull, TSchema, TSchemaOptions, TUnion, TUnsafe } from "typebox";

/** What typebox writes otherwise than JSON Schema 2020-12, or than clients read it best. */

/** A list of two or four numbers; JSON Schema's way to write a tuple changed, this one has not. */
export function pair(options: TSchemaOptions): TUnsafe<[number, number]> {
  return Type.Unsafe<[number, number]>(numbers(2, options));
}

export function fourNumbers(options: TSchemaOptions): TUnsafe<[number, number, number, number]> {
  return Type.Unsafe<[number, number, number, number]>(numbers(4, options));
}

function numbers(length: number, options: TSchemaOptions): TSchemaOptions {
  return { type: "array", items: { type: "number" }, minItems: length, maxItems: length, ...options };
}

/** An object with any names, all values of one schema. */
export function recordOf<Schema extends TSchema>(
  schema: Schema,
  options: TSchemaOptions,
): TUnsafe<Record<string, Static<Schema>>> {
  return Type.Unsafe<Record<string, Static<Schema>>>({
    type: "object",
    additionalProperties: schema,
    ...options,
  });
}

export function nullable<Schema extends TSchema>(
  schema: Schema,
  options: TSchemaOptions = {},
): TUnion<[Schema, TNull]> {
  return Type.Union([schema, Type.Null()], options);
}

/** One of several words. */
export function word<const Words extends readonly [string, ...string[]]>(
  words: Words,
  description: string,
): TEnum<[...Words]> {
  return Type.Enum<[...Words]>([...words], { type: "string", description });
}

export function text(description: string, options: TSchemaOptions = {}) {
  return Type.String({ description, ...options });
}

/** Zero or more of something. */
export function count(description: string) {
  return Type.Integer({ minimum: 0, description });
}

/** 0 to 1. */
export function share(description: string) {
  return Type.Number({ minimum: 0, maximum: 1, description });
}
