import type { Static, TSchema } from "typebox";

type Scalar = string | number | boolean | null | undefined;

/** A type member by member, all readonly. */
type Plain<T> = T extends Scalar ? T : { readonly [Key in keyof T]: Plain<T[Key]> };

/** The same with no member optional: one that is only on one side shows. */
type Whole<T> = T extends Scalar ? T : { readonly [Key in keyof T]-?: Whole<T[Key]> };

type Mutual<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Same<A, B> = [Mutual<Plain<A>, Plain<B>>, Mutual<Whole<A>, Whole<B>>] extends [true, true]
  ? true
  : false;

/** No further argument where the schema agrees, else one that shows both types in the compiler's message. */
type Proof<Agrees extends boolean, Schema, Answer> = Agrees extends true
  ? []
  : [disagreement: { readonly ofSchema: Schema; readonly ofType: Answer }];

/**
 * A schema that says exactly what a type says, optional members too; the compiler refuses another. Types and schemas are
 * both written because the types belong to the model, which knows no package.
 */
export function schemaOf<Answer>() {
  return <const Schema extends TSchema>(
    schema: Schema,
    ..._proof: Proof<Same<Static<Schema>, Answer>, Static<Schema>, Answer>
  ): Schema => schema;
}

/**
 * A schema whose values all are of a type: for GeoJSON, whose types allow members that answers never have. The compiler
 * refuses another.
 */
export function schemaWithin<Answer>() {
  return <const Schema extends TSchema>(
    schema: Schema,
    ..._proof: Proof<Static<Schema> extends Answer ? true : false, Static<Schema>, Answer>
  ): Schema => schema;
}
