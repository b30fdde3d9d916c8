import { expect, test } from "vitest";

import { RequestError } from "../../../isochrones/errors.ts";
import { Troubles } from "../../../server/jobs/troubles.ts";

test("the same trouble is told once in a row, and again after a calm; of a database that is away its state tells", () => {
  const told: string[] = [];
  const troubles = new Troubles(({ message }) => told.push(message));
  for (const what of ["a", "a", "b", "a"]) troubles.hear(new Error(what));
  troubles.hear(new RequestError("state.unavailable", "state", "c"));
  troubles.hear("a");
  expect(told).toEqual(["a", "b", "a"]);
  troubles.calm();
  troubles.hear("a");
  expect(told).toEqual(["a", "b", "a", "a"]);
});
