import { expect, test } from "vitest";

import { requestId } from "../../server/request-id.ts";
import { testApp } from "../helpers/app.ts";

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

test("a request keeps the id that it came with, whatever the answer", async () => {
  const { app } = await testApp();
  for (const url of ["/sante", "/nulle-part", "/api/v1/couverture?minutes=x"]) {
    const answer = await app.inject({ url, headers: { "x-request-id": "trace-1/a" } });
    expect(answer.headers["x-request-id"]).toBe("trace-1/a");
  }
});

test("without one it gets its own", async () => {
  const { get } = await testApp();
  const ids = [await get("/sante"), await get("/sante")].map(({ headers }) =>
    String(headers["x-request-id"]),
  );
  expect(ids[0]).toMatch(UUID);
  expect(ids[0]).not.toBe(ids[1]);
});

test.each([
  ["empty", ""],
  ["long", "a".repeat(129)],
  ["with a line break", "a\nb"],
  ["with a space", "a b"],
  ["in Cyrillic", "дата"],
])("one that is %s stays out of the log", (_, id) => {
  expect(requestId({ headers: { "x-request-id": id } })).toMatch(UUID);
});
