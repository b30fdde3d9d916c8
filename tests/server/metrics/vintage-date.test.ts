import { expect, test } from "vitest";

import { vintageSeconds } from "../../../server/metrics/vintage-date.ts";

test.each([
  ["2021", "2022-01-01"],
  ["2026-08", "2026-09-01"],
  ["2025-12", "2026-01-01"],
  ["2025-11-03", "2025-11-03"],
  ["labels jusqu’au 2025-11-03", "2025-11-03"],
  ["2019 et 2021", "2022-01-01"],
])("%s ended by %s", (vintage, day) => {
  expect(vintageSeconds(vintage)).toBe(Date.parse(`${day}T00:00:00Z`) / 1000);
});

test.each([["sans date"], [""], ["inconnu"], ["version 120211"], ["20211"], ["1850"]])(
  "%s has no date",
  (vintage) => {
    expect(vintageSeconds(vintage)).toBeNull();
  },
);
