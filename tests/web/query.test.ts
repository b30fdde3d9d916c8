import { expect, test } from "vitest";

import { queryOf } from "../../web/src/api/query.ts";

test("a question without parameters, or with none that has a value, has no query", () => {
  expect(queryOf({})).toBe("");
  expect(queryOf({ a: null, b: undefined, c: "" })).toBe("");
});

test("commas and colons stay as they are, so that the address can be read", () => {
  expect(queryOf({ territoire: "dep:2A", minutes: 30, exclure: "bus,antenne" })).toBe(
    "?territoire=dep:2A&minutes=30&exclure=bus,antenne",
  );
});

test("everything else is escaped", () => {
  expect(queryOf({ jeu: "a&b=c d", contours: false })).toBe("?jeu=a%26b%3Dc+d&contours=false");
});
