import { Type } from "typebox";
import { expect, test } from "vitest";

import { schemaOf, schemaWithin } from "../../../server/schemas/agreement.ts";

interface Answer {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly note?: string;
}

const MEMBERS = { name: Type.String(), sizes: Type.Array(Type.Number()) };
const note = Type.Optional(Type.String());

/** The compiler checks these: each `@ts-expect-error` is an error itself where the line below it compiles. */
test("a schema that says the same compiles, others do not", () => {
  const same = Type.Object({ ...MEMBERS, note });
  expect(schemaOf<Answer>()(same)).toBe(same);

  const less = Type.Object({ name: MEMBERS.name, note });
  // @ts-expect-error `sizes` is missing.
  expect(schemaOf<Answer>()(less)).toBe(less);

  const withoutOptional = Type.Object(MEMBERS);
  // @ts-expect-error `note` is missing, though no answer needs it.
  expect(schemaOf<Answer>()(withoutOptional)).toBe(withoutOptional);

  const more = Type.Object({ ...MEMBERS, note, more: note });
  // @ts-expect-error Nothing has `more`.
  expect(schemaOf<Answer>()(more)).toBe(more);

  const stricter = Type.Object({ ...MEMBERS, note: Type.String() });
  // @ts-expect-error `note` may be absent.
  expect(schemaOf<Answer>()(stricter)).toBe(stricter);

  const deeper = Type.Object({ ...MEMBERS, sizes: Type.Array(Type.String()), note });
  // @ts-expect-error Sizes are numbers.
  expect(schemaOf<Answer>()(deeper)).toBe(deeper);
});

test("a schema within a type may say more of its values, not less", () => {
  const stricter = Type.Object({ ...MEMBERS, note: Type.String() });
  expect(schemaWithin<Answer>()(stricter)).toBe(stricter);

  const less = Type.Object({ name: MEMBERS.name });
  // @ts-expect-error `sizes` is missing.
  expect(schemaWithin<Answer>()(less)).toBe(less);
});
