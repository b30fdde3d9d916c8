import type { CellFigures, CellGroup } from "../../../isochrones/compare/compare-cells.ts";
import type { Density } from "../../../isochrones/compare/density.ts";
import type { CellCause, CellTrip, ExplainedCell } from "../../../isochrones/compare/explain-cells.ts";
import type { PairFigures } from "../../../isochrones/compare/figures.ts";
import type { StructureMatch } from "../../../isochrones/compare/structure-match.ts";
import { inOneLine } from "../../cli/error-text.ts";
import { count, minutes, percent, seconds } from "../../cli/french.ts";
import { folded, table } from "../../cli/layout.ts";
import {
  CAUSES,
  figureRows,
  type FigureWords,
  limitText,
  shareOf,
  sideRow,
  sidesHeader,
  signed,
} from "../compare/figure-rows.ts";
import { cellRecord } from "./cell-record.ts";
import type { InseeReport } from "./report.ts";

const CELL_WORDS: FigureWords = {
  all: "carreaux comparés",
  each: "carreaux",
  measured: "Trente",
  reference: "l’Insee",
};

const DENSITY_NAMES: Readonly<Record<Density, string>> = {
  dense: "1 500 hab./km² et plus",
  intermediate: "300 à 1 500 hab./km²",
  sparse: "moins de 300 hab./km²",
};

const MATCH_NAMES: Readonly<Record<StructureMatch, string>> = {
  same: "la même, semble-t-il",
  other: "une autre des nôtres",
  missing: "aucune des nôtres",
  unknown: "inconnue",
};

const CELL_CAUSES: Readonly<Record<CellCause, string>> = {
  ...CAUSES,
  reach: "accessible pour un seul des deux",
  "other-structure": "l’Insee va à une autre des structures",
  "missing-structure": "aucune structure là où l’Insee en a une",
};

/** More limits than that would not fit beside the other columns. */
const LIMITS_IN_GROUPS = 2;

/** The comparison as people read it. */
export function inseeTable(report: InseeReport): string {
  const { comparison, provenance, warnings } = report;
  const [first] = report.access.sources;
  return [
    folded(`${inOneLine(provenance.engine)}, comparé à ${first.name} (${first.vintage})`, "  "),
    folded(
      `Jeu de données ${provenance.dataset.id}, ${inOneLine(report.territory.name)}, habitants du jeu de données`,
      "  ",
    ),
    table(joinRows(report)),
    "",
    table([
      ...figureRows(comparison.overall.pairs, CELL_WORDS),
      ["temps moyen par habitant, Trente", minutes(comparison.overall.means.measured)],
      ["  l’Insee", minutes(comparison.overall.means.reference)],
    ]),
    "",
    "Habitants à moins de",
    table([["", "Trente", "Insee", "écart (points)"], ...coverageRows(report)]),
    "",
    "Habitants qui changent de côté",
    table([sidesHeader("Trente", "Insee"), ...comparison.overall.sides.map(sideRow)]),
    "",
    ...groupText("Par densité du km² autour", comparison.densities, (key) => DENSITY_NAMES[key]),
    ...groupText(
      "Par structure où va l’Insee, d’après sa distance à vol d’oiseau",
      comparison.matches,
      (key) => MATCH_NAMES[key],
    ),
    ...groupText("Par département", comparison.areas, departementName(report)),
    ...worstText(report),
    "",
    ...warnings.map(({ message }) => folded(`Attention : ${message}`, "  ")),
    ...issueText(report),
    ...sourceText(report),
    "",
  ].join("\n");
}

function joinRows({ comparison: { join } }: InseeReport): string[][] {
  const { matched, onlyInDataset, onlyInReference, peopleDifference } = join;
  const theirs = onlyInReference.referencePeople;
  const rows = [
    ["", "carreaux", "habitants"],
    ["dans les deux", count(matched.cells), `${count(matched.people)} hab.`],
    ["  du jeu de données seul", count(onlyInDataset.cells), `${count(onlyInDataset.people)} hab.`],
    [
      "  de l’Insee seule",
      count(onlyInReference.cells),
      theirs === null ? "–" : `${count(theirs)} hab. selon elle`,
    ],
  ];
  if (peopleDifference !== null) {
    const { cells, people, referencePeople, absolute } = peopleDifference;
    const relative = people > 0 ? ` (${signed(referencePeople / people - 1, percent)})` : "";
    rows.push(
      ["dans les deux, selon l’Insee", count(cells), `${count(referencePeople)} hab.${relative}`],
      ["  écart par carreau, médian", "", `${count(absolute.median)} hab.`],
      ["  95 % à moins de", "", `${count(absolute.p95)} hab.`],
    );
  }
  return rows;
}

function coverageRows({ comparison }: InseeReport): string[][] {
  return comparison.coverage.map(({ minutes: limit, measured, reference }) => [
    limitText(limit),
    percent(measured),
    percent(reference),
    signed(100 * (measured - reference), (points) => points.toFixed(3).replace(".", ",")),
  ]);
}

/** Two tables of the same groups, for one would be too wide. */
function groupText<Key extends string>(
  title: string,
  groups: readonly CellGroup<Key>[],
  nameOf: (key: Key) => string,
): string[] {
  if (groups.length === 0) return [];
  const limits = groups[0].figures.sides.slice(0, LIMITS_IN_GROUPS).map((side) => limitText(side.minutes));
  const relative = [
    "écart relatif",
    "carreaux",
    "habitants",
    "dans les deux",
    "médian",
    "95 %",
    "au pire",
    "biais",
  ];
  const absolute = [
    "écart absolu",
    "médian",
    "95 %",
    "au pire",
    ...limits.map((limit) => `changent à ${limit}`),
  ];
  return [
    title,
    table([relative, ...groups.map(({ key, figures }) => [nameOf(key), ...relativeRow(figures)])]),
    table([absolute, ...groups.map(({ key, figures }) => [nameOf(key), ...absoluteRow(figures)])]),
    "",
  ];
}

function relativeRow({ cells, people, pairs }: CellFigures): string[] {
  const of = differenceText(pairs, percent);
  return [
    count(cells),
    count(people),
    shareOf(pairs.reachableInBoth, pairs.pairs),
    of(pairs.relative.median),
    of(pairs.relative.p95),
    of(pairs.relative.max),
    of(pairs.bias.medianRelative, true),
  ];
}

function absoluteRow({ pairs, sides }: CellFigures): string[] {
  const of = differenceText(pairs, seconds);
  return [
    of(pairs.absoluteSeconds.median),
    of(pairs.absoluteSeconds.p95),
    of(pairs.absoluteSeconds.max),
    ...sides
      .slice(0, LIMITS_IN_GROUPS)
      .map((side) => `${count(side.gained + side.lost)} hab. (${percent(side.changedShare)})`),
  ];
}

/** Differences of a group, which has none where no cell of it is reached by both. */
function differenceText(
  { reachableInBoth }: PairFigures,
  format: (value: number) => string,
): (value: number, withSign?: boolean) => string {
  return (value, withSign = false) => {
    if (reachableInBoth === 0) return "–";
    return withSign ? signed(value, format) : format(value);
  };
}

function departementName({ departements }: InseeReport): (code: string) => string {
  const names = new Map(departements.map(({ code, name }) => [code, inOneLine(name)]));
  return (code) => `${code} ${names.get(code) ?? ""}`;
}

function worstText(report: InseeReport): string[] {
  if (report.worst.length === 0) return ["Aucun désaccord à expliquer."];
  return [
    "Pires désaccords et leur cause probable",
    ...report.worst.flatMap((each, index) => cellText(report, each, index + 1)),
  ];
}

function cellText(report: InseeReport, each: ExplainedCell, rank: number): string[] {
  const { id, commune, people, relativeDifference, structure } = cellRecord(report, each.pair);
  const place = commune === null ? id : `${id}, ${inOneLine(commune.name)}`;
  const difference = relativeDifference === null ? "" : `, ${signed(relativeDifference, percent)}`;
  const name = structure === null ? "" : `, ${inOneLine(structure.name)}`;
  return [
    folded(`${rank}. ${place}, ${count(people)} hab.${difference} : ${CELL_CAUSES[each.cause]}`, "   "),
    folded(`   Trente ${tripText(each.measured)}${name}`, "          "),
    folded(`   Insee  ${tripText(each.reference)}`, "          "),
  ];
}

function tripText({ seconds: time, originSnapMeters, route, speedKmh, crowMeters }: CellTrip): string {
  const parts = [time === null ? "sans itinéraire" : minutes(time / 60)];
  if (route !== null) parts.push(`${count(route.meters)} m`);
  if (speedKmh !== null) parts.push(`${count(speedKmh)} km/h`);
  if (crowMeters !== null) parts.push(`${count(crowMeters)} m à vol d’oiseau`);
  if (originSnapMeters !== null && Number.isFinite(originSnapMeters)) {
    parts.push(`rattachement ${count(originSnapMeters)} m`);
  }
  return parts.join(", ");
}

function issueText({ issues }: InseeReport): string[] {
  if (issues.length === 0) return [];
  const rows = issues.map(({ code, count: times, examples }) => [
    `  ${code}`,
    count(times),
    inOneLine(examples[0] ?? ""),
  ]);
  return ["Anomalies des fichiers de l’Insee", table(rows, [0, 2])];
}

function sourceText({ access, provenance }: InseeReport): string[] {
  const { dataset, engine, profile, sources } = provenance;
  return [
    `Jeu de données ${dataset.id}, moteur ${inOneLine(engine)}, profil ${profile}`,
    "Sources",
    ...[...access.sources, ...sources].map(({ name, vintage, attribution, licence, file }) =>
      folded(`  ${name} (${vintage}), ${attribution}, ${licence}, ${inOneLine(file)}`, "    "),
    ),
  ];
}
