import fc from "fast-check";
import { expect, test } from "vitest";

import { lengthOf, savedDescription, savedName } from "../../../../server/scenarios/saved/saved-text.ts";

test.each([
  ["  Deux   maisons \t\n ", "Deux maisons"],
  ["e\u0301te\u0301", "\u00E9t\u00E9"],
  ["a\u0000b\u001B[31mc\u0085d", "a b [31mc d"],
  ["a\u2028b\u2029c", "a b c"],
  ["\u202Egnp.exe\u202C", "gnp.exe"],
  ["in\u200Bvisible\uFEFF", "invisible"],
  ["\u{1F469}\u200D\u{1F33E}", "\u{1F469}\u200D\u{1F33E}"],
  ["\uD800", "\uFFFD"],
  ["\u0000\u200B \u00A0", ""],
])("the name %j is %j", (text, name) => {
  expect(savedName(text)).toBe(name);
});

test("a description keeps its lines", () => {
  expect(savedDescription(" un\r\ndeux\u0000 \rtrois\u2028quatre\n\n")).toBe("un\ndeux\ntrois\nquatre");
});

test("what is normal stays, and has nothing unseen in it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
      const name = savedName(text);
      expect(savedName(name)).toBe(name);
      expect(name).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}\u202A-\u202E\u2066-\u2069]/u);
      expect(name.normalize("NFC")).toBe(name);
      expect(savedDescription(savedDescription(text))).toBe(savedDescription(text));
    }),
    { seed: 3 },
  );
});

test("a character outside the first plane counts once", () => {
  expect(lengthOf("a\u{1F33E}b")).toBe(3);
});
