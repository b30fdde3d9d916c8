import { readdirSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readFeature } from "./read-feature.ts";
import { type Mismatch, runScenario } from "./run-scenario.ts";

/** A folder of OSRM's own scenarios, `features/car` of its repository. They are not part of this project. */
const FOLDER = process.env["TRENTE_OSRM_FEATURES"];

const FILES = FOLDER === undefined ? [] : readdirSync(FOLDER).filter((name) => name.endsWith(".feature"));

function mismatchText({ row, column, wanted, got }: Mismatch): string {
  return `row ${row + 1}, ${column}: got "${got}", expected "${wanted}"`;
}

describe.skipIf(FOLDER === undefined)("OSRM's own scenarios (TRENTE_OSRM_FEATURES)", () => {
  describe.each(FILES)("%s", (file) => {
    for (const scenario of readFeature(join(FOLDER ?? "", file)).scenarios) {
      test.skipIf(scenario.tags.includes("@todo"))(`${scenario.line}: ${scenario.name}`, async ({ skip }) => {
        const outcome = await runScenario(scenario);
        const [mismatches, step] =
          outcome.kind === "unsupported" ? [[], outcome.step] : [outcome.mismatches, null];
        skip(step !== null, `speaks of what is not offered: ${step}`);
        expect(mismatches, mismatches.map(mismatchText).join("\n")).toHaveLength(0);
      });
    }
  });
});
