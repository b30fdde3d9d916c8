import type { Misplaced } from "../../../isochrones/accessibility/town-halls.ts";
import type { Assumption } from "../../../isochrones/model/sensitivity.ts";
import { inOneLine } from "../../cli/error-text.ts";
import { count, countOf, percent, points } from "../../cli/french.ts";
import { folded, table } from "../../cli/layout.ts";
import { contextLines, decimal } from "./figure-table.ts";
import type { SensitivityReport } from "./sensitivity-report.ts";

const HEADER = ["moins de", "hypothèse", "part", "écart (points)", "couverts", "structures"];
/** Communes that are named; the list is in the JSON. */
const COMMUNES_NAMED = 5;

/** The figures as people read them, with what was assumed, warnings and sources. */
export function sensitivityTable(report: SensitivityReport): string {
  const { territory, rows } = report;
  const body = rows.map((row) => [
    `${decimal(row.minutes)} min`,
    assumptionText(row.assumption),
    percent(row.share),
    row.assumption.kind === "asked" ? "–" : points(row.differencePoints),
    count(row.covered),
    count(row.structures),
  ]);
  return [
    inOneLine(territory.name),
    `${count(rows[0].population)} habitants`,
    "",
    table([HEADER, ...body], [0, 1]),
    "",
    ...NOTES.map((note) => folded(note, "  ")),
    ...townHallLines(report).map((line) => folded(line, "  ")),
    "",
    ...contextLines(report),
    "",
  ].join("\n");
}

const NOTES = [
  "Chaque ligne change une seule hypothèse ; l’écart est celui de la part, en points, au chiffre demandé.",
  "Vitesses : temps des routes divisés par 0,8, 0,9 ou 1,1 ; mouvements tournants et bacs inchangés.",
  "Structures : un écart nul peut dire qu’aucune n’était à ôter, voir la dernière colonne ; celles que --exclure écarte le restent, sauf à la ligne « toutes ».",
  "Trajet hors réseau : du centre du carreau à sa route, et de la route à la structure, à vol d’oiseau.",
];

function assumptionText(assumption: Assumption): string {
  switch (assumption.kind) {
    case "asked":
      return "telle que demandée";
    case "speed":
      return `vitesses ${signedPercent(assumption.factor - 1)}`;
    case "structures":
      return structuresText(assumption.without);
    case "offRoad":
      return `trajet hors réseau à ${decimal(assumption.speedKmh)} km/h`;
    case "townHall":
      return assumption.chiefTowns === null
        ? "habitants au carreau le plus peuplé"
        : "habitants au chef-lieu";
  }
}

/** `-20 %`. */
function signedPercent(change: number): string {
  const value = Math.round(change * 100);
  return `${value > 0 ? "+" : ""}${value} %`;
}

function structuresText(without: readonly string[]): string {
  return without.length === 0 ? "toutes les structures" : `sans ${without.join(" ni ")}`;
}

function townHallLines(report: SensitivityReport): string[] {
  const { townHalls, chiefTowns } = report;
  const lines = [
    chiefTowns === null
      ? "Chefs-lieux : sans --chefs-lieux, tous les habitants d’une commune sont placés à son carreau le plus peuplé."
      : `Chefs-lieux : tous les habitants d’une commune sont placés au point que donne ${inOneLine(chiefTowns.file)}.`,
  ];
  const tell = ({ communes, people }: Misplaced, what: string): void => {
    if (communes.length === 0) return;
    const named = communes.slice(0, COMMUNES_NAMED).map((index) => {
      const { code, name } = report.communes[index];
      return `${inOneLine(name)} (${code})`;
    });
    const more = communes.length > named.length ? "…" : "";
    lines.push(
      `  ${countOf(communes.length, "commune", "communes")} sur ${count(townHalls.communeCount)}, ` +
        `${countOf(people, "habitant", "habitants")}, ${what} : ${named.join(", ")}${more}`,
    );
  };
  tell(townHalls.absent, "sans position, laissés à leurs carreaux");
  tell(townHalls.unreached, "placés sans itinéraire vers une structure, non couverts");
  if (townHalls.peopleWithoutCommune > 0) {
    lines.push(
      `  ${countOf(townHalls.peopleWithoutCommune, "habitant", "habitants")} hors de toute commune, laissés à leurs carreaux.`,
    );
  }
  for (const { code, count: times, examples } of chiefTowns?.issues ?? []) {
    lines.push(`  Anomalie ${code} : ${count(times)}, par exemple ${inOneLine(examples[0] ?? "")}`);
  }
  return lines;
}
