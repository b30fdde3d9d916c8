import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { writeReport } from "../../../data/refresh/report-file.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

test("a report is named by the day in Paris, the version and what has become of it", () => {
  const depot = tempFolder();
  const id = "0123456789abcdef";
  // An hour later than UTC in winter: half past midnight.
  const now = new Date("2026-12-31T23:30:00Z");
  const file = writeReport(depot, { id, now, suffix: "-refuse" }, "avant");
  expect(file).toBe(join(depot, "rapports", `2027-01-01-${id}-refuse.md`));
  expect(writeReport(depot, { id, now, suffix: "-refuse" }, "après")).toBe(file);
  expect(readFileSync(file, "utf8")).toBe("après");
  writeReport(depot, { id, now: new Date("2026-07-02T08:00:00Z"), suffix: "" }, "autre");
  expect(readdirSync(join(depot, "rapports"))).toEqual([`2026-07-02-${id}.md`, `2027-01-01-${id}-refuse.md`]);
});
