import type { ExplainedPair, Trip } from "../../../isochrones/compare/compare.ts";
import type { Cause } from "../../../isochrones/compare/explain.ts";
import type { SideFigures } from "../../../isochrones/compare/sides.ts";
import { inOneLine } from "../../cli/error-text.ts";
import { count, minutes, percent, seconds } from "../../cli/french.ts";
import { folded, table } from "../../cli/layout.ts";
import { type ComparisonReport, differencesOf, placeAt } from "./report.ts";

const CAUSES: Readonly<Record<Cause, string>> = {
  reach: "accessible pour un seul moteur",
  snap: "rattachement à une autre route",
  route: "autre itinéraire",
  speed: "même itinéraire, autre vitesse",
  "route-or-speed": "itinéraire ou vitesse",
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
    table(figureRows(report)),
    "",
    "Habitants selon le temps vers la destination la plus proche",
    table([SIDES_HEADER, ...comparison.sides.map(sideRow)]),
    "",
    ...worstText(report),
    "",
  ].join("\n");
}

function figureRows({ comparison: { pairs } }: ComparisonReport): string[][] {
  return [
    ["couples de points", count(pairs.pairs)],
    ["accessibles pour les deux", count(pairs.reachableInBoth)],
    ["  part des couples", shareOf(pairs.reachableInBoth, pairs.pairs)],
    ["  pour le premier seul", count(pairs.reachableInMeasuredOnly)],
    ["  pour la référence seule", count(pairs.reachableInReferenceOnly)],
    ["écart relatif médian", percent(pairs.relative.median)],
    ["  95 % des couples à moins de", percent(pairs.relative.p95)],
    ["  au pire", percent(pairs.relative.max)],
    ["écart absolu médian", seconds(pairs.absoluteSeconds.median)],
    ["  95 % des couples à moins de", seconds(pairs.absoluteSeconds.p95)],
    ["  au pire", seconds(pairs.absoluteSeconds.max)],
    ["biais médian", signed(pairs.bias.medianRelative, percent)],
    ["biais moyen", signed(pairs.bias.meanSeconds, seconds)],
  ];
}

const SIDES_HEADER = ["seuil", "premier", "référence", "gagnés", "perdus", "changent de côté"];

function sideRow(side: SideFigures): string[] {
  return [
    `${String(side.minutes).replace(".", ",")} min`,
    shareOf(side.measuredWithin, side.people),
    shareOf(side.referenceWithin, side.people),
    `${count(side.gained)} hab.`,
    `${count(side.lost)} hab.`,
    percent(side.changedShare),
  ];
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

function shareOf(part: number, whole: number): string {
  return whole > 0 ? percent(part / whole) : "–";
}

function signed(value: number, format: (value: number) => string): string {
  return `${value > 0 ? "+" : ""}${format(value)}`;
}
