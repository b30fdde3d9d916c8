import fc from "fast-check";
import { expect, test } from "vitest";

import { packRoadNames, roadNameAt } from "../../../isochrones/graph/road-names.ts";

const TEXT = fc.oneof(
  fc.constant(""),
  fc.string({ unit: "binary" }),
  fc.constantFrom("Rue de l’Œuf", "道", "😀"),
);

test("packed names come out as they went in", () => {
  const names = fc.array(fc.record({ name: TEXT, ref: TEXT }));
  fc.assert(
    fc.property(names, (list) => {
      const packed = packRoadNames(list);
      expect(packed.count).toBe(list.length);
      expect(list.map((_, index) => roadNameAt(packed, index))).toEqual(list);
    }),
    { seed: 30 },
  );
});

test("threads get them without a copy", () => {
  const packed = packRoadNames([{ name: "Cours Napoléon", ref: "D 81" }]);
  const clone = structuredClone(packed);
  expect(clone.bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  packed.bytes[0] = "c".charCodeAt(0);
  expect(roadNameAt(clone, 0)).toEqual({ name: "cours Napoléon", ref: "D 81" });
});
