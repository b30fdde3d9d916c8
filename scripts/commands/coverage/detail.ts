import { territoryRef } from "../../../isochrones/accessibility/territories.ts";
import type { CoverageQuery, SubTerritory } from "../../../isochrones/model/report.ts";
import type { Study } from "../../../isochrones/study.ts";
import { territoryCsv } from "../../../data/export/territory-csv.ts";
import { inOneLine } from "../../cli/error-text.ts";
import { count, minutes, percent } from "../../cli/french.ts";
import { table } from "../../cli/layout.ts";

/** Into what a territory can be divided. */
export const KINDS = ["region", "departement", "epci", "commune"] as const;
type Kind = (typeof KINDS)[number];

/** The territories inside one, ordered by code, each with its reference, as the API lists them. */
export function detailRecords(study: Study, query: CoverageQuery, kind: Kind): object[] {
  return study
    .subTerritories({ ...query, kind })
    .map((row) => ({ ...row, territory: { ref: territoryRef(row.territory), ...row.territory } }));
}

export function detailCsv(study: Study, query: CoverageQuery, kind: Kind): string {
  return territoryCsv(study.subTerritories({ ...query, kind }));
}

/** The same for a terminal: least covered first. Says how many people are in none of them. */
export function detailTable(study: Study, query: CoverageQuery, kind: Kind): string {
  const rows = study.subTerritories({ ...query, kind });
  if (rows.length === 0) return `Aucun territoire de niveau ${kind} dans ce jeu de données.\n`;
  const header = ["code", "territoire", "part", "couverts", "habitants", "moyen", "structures"];
  const body = [...rows]
    .sort(byShare)
    .map((row) => [
      row.territory.code,
      inOneLine(row.territory.name),
      percent(row.share),
      count(row.covered),
      count(row.population),
      minutes(row.meanMinutes),
      count(row.structures),
    ]);
  const inNone = study.coverage(query).population - rows.reduce((sum, { population }) => sum + population, 0);
  const rest = inNone >= 0.5 ? `Hors de ces territoires : ${count(inNone)} habitants.\n` : "";
  return `${table([header, ...body], [0, 1])}\n${rest}`;
}

function byShare(a: SubTerritory, b: SubTerritory): number {
  return a.share - b.share || b.population - a.population;
}
