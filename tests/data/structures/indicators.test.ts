import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { joinIndicators } from "../../../data/structures/indicators.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

const STRUCTURES = ["1", "2", "3"].map((id) => miniStructure({ id }));

function fileOf(text: string): string {
  const file = join(tempFolder(), "indicateurs.csv");
  writeFileSync(file, text);
  return file;
}

test("indicators are joined by id, and every mismatch is counted", async () => {
  const issues = new DataIssues();
  const file = fileOf(
    [
      "satisfaction;id_fs;taux_realisation;autre",
      "90;1;87,5;x",
      ";2;101;x",
      "50;9;80;x",
      "10;1;10;x",
      "70;;80;x",
    ].join("\n"),
  );
  const joined = await joinIndicators([file], STRUCTURES, { issues });
  expect(joined.map(({ indicators }) => indicators)).toEqual([
    { realisationRate: 87.5, noRedirectionShare: null, satisfaction: 90 },
    { realisationRate: null, noRedirectionShare: null, satisfaction: null },
    undefined,
  ]);
  const counts = Object.fromEntries(issues.list().map(({ code, count }) => [code, count]));
  expect(counts).toEqual({
    "indicator.id.missing": 1,
    "indicator.structure.absent": 1,
    "indicator.structure.duplicate": 1,
    "indicator.structure.unknown": 1,
    "indicator.value.unreadable": 1,
  });
  expect(issues.list().flatMap(({ examples }) => examples)).toContain("indicateurs.csv:4: id 9");
});

test.each([
  ["id_fs;nom", "indicators.columns"],
  ["taux_realisation\n80", "indicators.columns"],
  ["", "csv.foreign"],
])("%s is refused", async (text, code) => {
  const asked = joinIndicators([fileOf(text)], STRUCTURES, { issues: new DataIssues() });
  await expect(asked).rejects.toMatchObject({ code });
});
