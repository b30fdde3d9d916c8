import { expect, test } from "vitest";

import { readRetryAfter } from "../../../isochrones/engines/retry-after.ts";

const NOON = Date.UTC(2026, 0, 1, 12);

test.each([
  ["5", 5000],
  [" 0 ", 0],
  ["Thu, 01 Jan 2026 12:00:30 GMT", 30_000],
  ["Thu, 01 Jan 2026 11:00:00 GMT", 0],
  ["soon", null],
  ["-5 apples", null],
  ["", null],
  [null, null],
])("%j is %j ms", (text, milliseconds) => {
  expect(readRetryAfter(text, NOON)).toBe(milliseconds);
});
