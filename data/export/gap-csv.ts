import type { Gap } from "../../isochrones/model/report.ts";
import { csvText } from "./csv-text.ts";

const HEADER = [
  "id",
  "habitants",
  "carreaux",
  "minutes_moyennes",
  "minutes_maximales",
  "communes",
  "codes_communes",
  "structure_la_plus_proche",
  "id_structure",
  "minutes_structure",
  "lon",
  "lat",
] as const;

/** Gaps as CSV, one line each, for the terminal and the API alike: people and minutes to a tenth, degrees to six decimals. */
export function gapCsv(gaps: readonly Gap[]): string {
  const rows = gaps.map(({ id, people, cellCount, meanMinutes, worstMinutes, communes, nearest, center }) => [
    id,
    tenths(people),
    cellCount,
    tenths(meanMinutes),
    tenths(worstMinutes),
    communes.map(({ name }) => name).join(" ; "),
    communes.map(({ code }) => code).join(" ; "),
    nearest?.name ?? null,
    nearest?.id ?? null,
    tenths(nearest?.minutes ?? null),
    ...center.map((degrees) => Number(degrees.toFixed(6))),
  ]);
  return csvText(HEADER, rows);
}

function tenths(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
