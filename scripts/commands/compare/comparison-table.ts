import type { ExplainedPair, Trip } from "../../../isochrones/compare/compare.ts";
import { inOneLine } from "../../cli/error-text.ts";
import { count, minutes, percent } from "../../cli/french.ts";
import { folded, table } from "../../cli/layout.ts";
import { CAUSES, figureRows, type FigureWords, sideRow, sidesHeader, signed } from "./figure-rows.ts";
import { type ComparisonReport, differencesOf, placeAt } from "./report.ts";

const PAIR_WORDS: FigureWords = {
  all: "couples de points",
  each: "couples",
  measured: "le premier",
  reference: "la référence",
};

/** The comparison as people read it. */
export function comparisonTable(report: ComparisonReport): string {
  const { dataset, measured, reference, places, comparison } = report;
  const origins = count(places.origins.lons.length);
  const destinations = count(places.destinations.lons.length);
  return [
    folded(`${inOneLine(measured)}, comparé à ${inOneLine(reference)}`, "  "),
    folded(
      `Jeu de données ${dataset.id}, ${places.description} : ${origins} origines, ${destinations} destinations`,
      "  ",
    ),
    table(figureRows(comparison.pairs, PAIR_WORDS)),
    "",
    "Habitants selon le temps vers la destination la plus proche",
    table([sidesHeader("premier", "référence"), ...comparison.sides.map(sideRow)]),
    "",
    ...worstText(report),
    "",
  ].join("\n");
}

function worstText(report: ComparisonReport): string[] {
  const { worst } = report.comparison;
  if (worst.length === 0) return ["Aucun désaccord à expliquer."];
  return [
    "Pires désaccords, un par origine",
    ...worst.flatMap((pair, index) => pairText(report, pair, index + 1)),
  ];
}

function pairText({ places }: ComparisonReport, pair: ExplainedPair, rank: number): string[] {
  const from = placeAt(places, "origins", pair.origin).join(",");
  const to = placeAt(places, "destinations", pair.destination).join(",");
  const { relativeDifference } = differencesOf(pair);
  const difference = relativeDifference === null ? "" : `, ${signed(relativeDifference, percent)}`;
  return [
    folded(`${rank}. ${from} → ${to}${difference} : ${CAUSES[pair.cause]}`, "   "),
    folded(`   premier   ${tripText(pair.measured)}`, "             "),
    folded(`   référence ${tripText(pair.reference)}`, "             "),
  ];
}

function tripText({ seconds: time, originSnapMeters, destinationSnapMeters, route, speedKmh }: Trip): string {
  const parts = [time === null ? "sans itinéraire" : minutes(time / 60)];
  if (route !== null) parts.push(`${count(route.meters)} m`);
  if (speedKmh !== null) parts.push(`${count(speedKmh)} km/h`);
  if (originSnapMeters !== null || destinationSnapMeters !== null) {
    parts.push(`rattachements ${snapText(originSnapMeters)} et ${snapText(destinationSnapMeters)}`);
  }
  return parts.join(", ");
}

function snapText(meters: number | null): string {
  if (meters === null) return "inconnu";
  return Number.isFinite(meters) ? `${count(meters)} m` : "hors de portée";
}
