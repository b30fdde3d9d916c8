import { Type } from "typebox";
import { expect, test } from "vitest";

import { Components } from "../../../server/openapi/components.ts";

test("a named schema is written once, wherever it stands", () => {
  const inner = Type.Object({ a: Type.String() }, { $id: "Inner" });
  const outer = Type.Object({ one: inner, many: Type.Array(inner) }, { $id: "Outer" });
  const components = new Components();
  expect(components.place(outer)).toEqual({ $ref: "#/components/schemas/Outer" });
  expect(components.place(Type.Array(inner))).toEqual({
    type: "array",
    items: { $ref: "#/components/schemas/Inner" },
  });
  expect(components.schemas).toEqual({
    Inner: { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
    Outer: {
      type: "object",
      properties: {
        one: { $ref: "#/components/schemas/Inner" },
        many: { type: "array", items: { $ref: "#/components/schemas/Inner" } },
      },
      required: ["one", "many"],
    },
  });
});

test("two schemas of one name are refused", () => {
  const components = new Components();
  components.place(Type.Object({ a: Type.String() }, { $id: "Same" }));
  components.place(Type.Object({ a: Type.String() }, { $id: "Same" }));
  expect(() => components.place(Type.Object({}, { $id: "Same" }))).toThrow("two schemas are named Same");
});
