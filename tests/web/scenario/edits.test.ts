import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { editWord } from "../../../isochrones/accessibility/edit-words.ts";
import type { StructureEdit } from "../../../isochrones/model/structure.ts";
import { parseScenario } from "../../../server/scenarios/scenario-text.ts";
import { keptId, keptText, readEdit, withEdit, wordsOf, writeEdit } from "../../../web/src/scenario/edits.ts";

const anyPlace = fc.record({
  lon: fc.integer({ min: -180e6, max: 180e6 }).map((value) => value / 1e6 + 0),
  lat: fc.integer({ min: -90e6, max: 90e6 }).map((value) => value / 1e6 + 0),
});
const anyId = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme-ascii" });
const anyName = fc.option(
  fc
    .string({ minLength: 1, maxLength: 40, unit: "grapheme" })
    .map((name) => name.trim())
    .filter((name) => name !== "" && !/\p{Surrogate}/u.test(name)),
);
const anyEdit: fc.Arbitrary<StructureEdit> = fc.oneof(
  fc
    .record({ kind: fc.constant("open" as const), name: anyName })
    .chain((open) => anyPlace.map((place) => ({ ...open, ...place }))),
  anyId.map((id) => ({ kind: "close" as const, id })),
  fc.tuple(anyId, anyPlace).map(([id, place]) => ({ kind: "move" as const, id, ...place })),
  anyId.map((id) => ({
    kind: "modify" as const,
    id,
    type: "antenne" as const,
    format: "bus" as const,
    openingHours: [[{ start: 540, end: 720 }], [], [], [], [], []],
  })),
);

describe("the words of edits", () => {
  test("are read and written as the server writes them", () => {
    fc.assert(
      fc.property(anyEdit, (edit) => {
        const word = editWord(edit);
        const read = readEdit(word);
        expect(read === null ? null : writeEdit(read)).toBe(word);
      }),
    );
  });

  test("are taken by the server as they are written here", () => {
    fc.assert(
      fc.property(anyPlace, anyName, anyId, (place, name, id) => {
        const text = [
          writeEdit({ action: "ajouter", ...place, name: name ?? "" }),
          writeEdit({ action: "deplacer", id, ...place }),
          writeEdit({
            action: "modifier",
            id,
            type: "antenne",
            hours: "lundi_9h-12h_14h-17h30/samedi_9h-12h",
          }),
        ].join(";");
        expect(parseScenario(text).map(editWord).join(";")).toBe(text);
      }),
    );
  });

  test("are null where only the server can judge", () => {
    expect(["bidule:1", "ajouter:nord,sud", "fermer:", "fermer:%E0%A4%A", ""].map(readEdit)).toEqual(
      Array.from({ length: 5 }, () => null),
    );
  });

  test("are listed, or stand for what the server keeps", () => {
    expect(wordsOf("")).toEqual([]);
    expect(wordsOf("fermer:1;fermer:2")).toEqual(["fermer:1", "fermer:2"]);
    expect(keptId(keptText("Ab3"))).toBe("Ab3");
    expect(keptId("fermer:1")).toBeNull();
  });
});

describe("one more edit", () => {
  test("takes the place of what it contradicts", () => {
    const words = ["fermer:1", "ajouter:1,2", "deplacer:2:3,4"];
    expect(withEdit(words, { action: "deplacer", id: "1", lon: 5, lat: 6 })).toEqual([
      "ajouter:1,2",
      "deplacer:2:3,4",
      "deplacer:1:5,6",
    ]);
    expect(withEdit(words, { action: "fermer", id: "2" })).toEqual(["fermer:1", "ajouter:1,2", "fermer:2"]);
  });

  test("is added to an older change of the same structure, and stands beside its move", () => {
    const moved = ["deplacer:1:3,4"];
    const typed = withEdit(moved, { action: "modifier", id: "1", type: "antenne" });
    expect(typed).toEqual(["deplacer:1:3,4", "modifier:1:type=antenne"]);
    expect(withEdit(typed, { action: "modifier", id: "1", hours: "lundi_9h-12h" })).toEqual([
      "deplacer:1:3,4",
      "modifier:1:type=antenne,horaires=lundi_9h-12h",
    ]);
    expect(withEdit(typed, { action: "fermer", id: "1" })).toEqual(["fermer:1"]);
  });

  test("never replaces a place that is added", () => {
    expect(withEdit(["ajouter:1,2"], { action: "ajouter", lon: 1, lat: 2, name: "" })).toEqual([
      "ajouter:1,2",
      "ajouter:1,2",
    ]);
  });
});
