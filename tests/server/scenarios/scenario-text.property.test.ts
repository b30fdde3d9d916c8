import fc from "fast-check";
import { expect, test } from "vitest";

import { selectionKey } from "../../../isochrones/accessibility/selection.ts";
import { RequestError } from "../../../isochrones/errors.ts";
import { formatScenario, parseScenario } from "../../../server/scenarios/scenario-text.ts";
import { anyEdits, placesIn } from "../../helpers/any-edits.ts";

const anyName = fc.oneof(
  fc.constant(null),
  fc.string({ unit: "grapheme", maxLength: 30 }).filter((name) => name !== "" && name.trim() === name),
);

test("what is written is read back, whatever ids and names hold", () => {
  const ids = ["12", "=4", "a:b;c,d", "é %_/~"];
  const world = placesIn([-180, -90, 180, 90]);
  fc.assert(
    fc.property(anyEdits(ids, world, anyName), (edits) => {
      const text = formatScenario(edits);
      expect(parseScenario(text)).toEqual(edits);
      // Through an address too.
      expect(new URLSearchParams({ scenario: text }).toString()).toBe(
        new URLSearchParams(`scenario=${encodeURIComponent(text)}`).toString(),
      );
      expect(formatScenario(parseScenario(text))).toBe(text);
    }),
    { seed: 7 },
  );
});

test("the same edits have one key, however they are spelt", () => {
  const keyOf = (text: string): string => selectionKey({ edits: parseScenario(text) });
  expect(keyOf("ajouter:8.7300000001,41.920;fermer:12")).toBe(keyOf("ajouter:8.73,41.92; fermer:12"));
  expect(keyOf("ajouter:-0.0,1")).toBe(keyOf("ajouter:0,1"));
  expect(keyOf("ajouter:0,1,%20")).toBe(keyOf("ajouter:0,1"));
  expect(keyOf("fermer:12")).not.toBe(keyOf("fermer:13"));
  expect(keyOf("")).toBe(selectionKey({}));
  expect(formatScenario(parseScenario("modifier:3:horaires=samedi_9h00-12h/lundi_14h-17h30_9h-12h"))).toBe(
    "modifier:3:horaires=lundi_9h-12h_14h-17h30/samedi_9h-12h",
  );
});

test.each([
  "ajouter",
  "ajouter:",
  "ajouter:8.7",
  "ajouter:8.7,91",
  "ajouter:181,41",
  "ajouter:8.7,abc",
  "ajouter:1e1,41",
  "ajouter:8.7,41.9,a,b",
  "ajouter:8.7,41.9:x",
  "ajouter:8.7,41.9,%E0%A4",
  "fermer:",
  "fermer:a:b",
  "fermer:%",
  "deplacer:12",
  "deplacer:12:8.7",
  "deplacer:12:8.7,41.9,Nom",
  "modifier:12",
  "modifier:12:",
  "modifier:12:couleur=bleu",
  "modifier:12:type=bus",
  "modifier:12:format=antenne",
  "modifier:12:type=antenne,type=antenne",
  "modifier:12:horaires=dimanche_9h-12h",
  "modifier:12:horaires=lundi_12h-9h",
  "modifier:12:horaires=lundi_9h-12h_11h-13h",
  "modifier:12:horaires=lundi_9h-12h/lundi_14h-15h",
  "raser:12",
  ";",
])("%s is refused, with its number", (word) => {
  let refused: unknown = null;
  try {
    parseScenario(`fermer:1;${word}`);
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(RequestError);
  expect(refused).toMatchObject({ code: "scenario.invalid", parameter: "scenario" });
  expect(String(refused)).toContain("Modification n° 2 : ");
});

test("a thousand edits are read, one more is not", () => {
  const words = Array.from({ length: 1000 }, (_, i) => `fermer:${i}`);
  expect(parseScenario(words.join(";"))).toHaveLength(1000);
  expect(() => parseScenario([...words, "fermer:x"].join(";"))).toThrow("1001 modifications");
});
