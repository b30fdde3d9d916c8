import { territoryRef } from "../../isochrones/accessibility/territories.ts";
import type { SubTerritory } from "../../isochrones/model/report.ts";
import { csvText } from "./csv-text.ts";

const HEADER = [
  "territoire",
  "code",
  "nom",
  "habitants",
  "habitants_couverts",
  "part",
  "minutes_moyennes",
  "structures",
] as const;

/** The figures of territories as CSV, one line each, for the terminal and the API alike. */
export function territoryCsv(rows: readonly SubTerritory[]): string {
  return csvText(
    HEADER,
    rows.map(({ territory, population, covered, share, meanMinutes, structures }) => [
      territoryRef(territory),
      territory.code,
      territory.name,
      population,
      covered,
      share,
      meanMinutes,
      structures,
    ]),
  );
}
