import { Type } from "typebox";
import { expect, test } from "vitest";

import { fieldsOf, typeText } from "../../../server/documentation/fields.ts";
import { PointSchema } from "../../../server/schemas/geojson-schemas.ts";
import { nullable, pair, word } from "../../../server/schemas/parts.ts";

test("every member of an answer is listed by its way from the root", () => {
  const schema = Type.Object({
    a: Type.Integer({ description: "Un nombre." }),
    b: Type.Optional(Type.Array(Type.Object({ c: Type.String() }))),
    d: nullable(Type.Object({ e: Type.Boolean() })),
    geometry: PointSchema,
  });
  expect(fieldsOf(schema)).toEqual([
    { path: "a", type: "entier", description: "Un nombre." },
    { path: "b", type: "liste, facultatif", description: "" },
    { path: "b[].c", type: "texte", description: "" },
    { path: "d", type: "objet ou null", description: "" },
    { path: "d.e", type: "vrai ou faux", description: "" },
    { path: "geometry", type: "Point", description: "" },
  ]);
});

test.each([
  [Type.Literal("ok"), "«\u00a0ok\u00a0»"],
  [word(["un", "deux"], ""), "«\u00a0un\u00a0», «\u00a0deux\u00a0»"],
  [nullable(Type.Number()), "nombre ou null"],
  [pair({}), "liste"],
  [Type.Unknown(), "toute valeur"],
])("%j is told as %s", (schema, text) => {
  expect(typeText(schema)).toBe(text);
});
