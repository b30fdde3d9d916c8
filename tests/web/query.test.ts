import { expect, test } from "vitest";

import { selectionQuery } from "../../web/src/api/query.ts";

test("a question without choices has no query", () => {
  expect(selectionQuery({ exclude: [] })).toBe("");
});

test("exclusions are joined by plain commas, so that the address can be read", () => {
  expect(selectionQuery({ minutes: 30, exclude: ["bus", "antenne"] })).toBe(
    "?minutes=30&exclure=bus,antenne",
  );
});

test("what is asked besides comes first and is escaped", () => {
  expect(selectionQuery({ exclude: [] }, { jeu: "a&b" })).toBe("?jeu=a%26b");
});
