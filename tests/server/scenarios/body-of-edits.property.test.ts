import fc from "fast-check";
import { expect, test } from "vitest";

import { bodyOfEdits } from "../../../server/scenarios/body-of-edits.ts";
import { editsOfBody } from "../../../server/scenarios/scenario-body.ts";
import { anyEdits, placesIn } from "../../helpers/any-edits.ts";

const anyName = fc.oneof(
  fc.constant(null),
  fc
    .string({ unit: "grapheme", maxLength: 30 })
    .filter((name) => name !== "" && name.trim() === name && !/\p{Surrogate}/u.test(name)),
);

test("edits are read back from the body that is made of them, through JSON too", () => {
  const anywhere = placesIn([-180, -90, 180, 90]);
  fc.assert(
    fc.property(anyEdits(["12", "=4", "a:b;c,d"], anywhere, anyName), (edits) => {
      const body = bodyOfEdits(edits);
      expect(editsOfBody(JSON.parse(JSON.stringify(body)))).toEqual(edits);
    }),
    { seed: 12 },
  );
});
