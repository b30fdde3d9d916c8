import { expect, test } from "vitest";

import { remembered } from "../../data/remembered.ts";

test("what has been made of a text is not made again, and texts without end are still read", () => {
  let made = 0;
  const lengths = remembered((text) => {
    made++;
    return { length: text.length };
  });
  for (const text of ["lundi", "", "lundi", ""]) expect(lengths(text)).toEqual({ length: text.length });
  expect(made).toBe(2);
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 10_000; i++) expect(lengths(`9:${i}`).length).toBe(`9:${i}`.length);
  }
});
