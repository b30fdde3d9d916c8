import { expect, test } from "vitest";

import { indicatorFigures } from "../../../web/src/quality/indicators.ts";

test("an indicator counts the structures of which it is known alone", () => {
  const given = (realisationRate: number | null, noRedirectionShare: number | null) => ({
    indicators: { realisationRate, noRedirectionShare, satisfaction: null },
  });
  expect(indicatorFigures([given(80, 60), given(90, null), {}, given(100, 70)])).toEqual([
    { name: "noRedirectionShare", mean: 65, least: 60, most: 70, known: 2 },
    { name: "realisationRate", mean: 90, least: 80, most: 100, known: 3 },
    { name: "satisfaction", mean: null, least: null, most: null, known: 0 },
  ]);
});
