import { expect, test } from "vitest";

import { plainName } from "../../../server/names/plain-name.ts";

test.each([
  ["L’Haÿ-les-Roses", "l hay les roses"],
  ["  SAINT-ŒUF ", "saint oeuf"],
  ["St-Étienne", "saint etienne"],
  ["Ste-Foy", "sainte foy"],
  ["Brest", "brest"],
  ["Stains", "stains"],
])("« %s » is typed « %s »", (name, plain) => {
  expect(plainName(name)).toBe(plain);
});
