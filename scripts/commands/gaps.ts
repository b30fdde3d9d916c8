import { cellId } from "../../isochrones/model/cells.ts";
import type { CoverageQuery, Gap } from "../../isochrones/model/report.ts";
import type { Study } from "../../isochrones/study.ts";
import { gapCsv } from "../../data/export/gap-csv.ts";
import type { Command } from "../cli/command.ts";
import { inOneLine } from "../cli/error-text.ts";
import { count, countOf, minutes } from "../cli/french.ts";
import { folded, table } from "../cli/layout.ts";
import { openStudy } from "../cli/open-study.ts";
import { choiceOption, readOptions } from "../cli/options.ts";
import { QUERY_OPTIONS, QUERY_USAGE, readQuery } from "../cli/selection-options.ts";

const FORMATS = ["table", "json", "csv", "geojson"] as const;
const COMMUNES_SHOWN = 2;

export const gapsCommand: Command = {
  name: "gaps",
  summary: "les zones blanches, des plus peuplées aux moins peuplées",
  usage: `${QUERY_USAGE}
  --format FORMAT       table (par défaut), json, csv ou geojson`,
  async run(args, terminal) {
    const values = readOptions(args, { ...QUERY_OPTIONS, format: { type: "string" } });
    const format = choiceOption(values, "format", FORMATS);
    const query = readQuery(values);
    const study = openStudy(values);
    const gaps = study.gaps(query);
    const writers = { table: gapTable, json: gapJson, csv: gapCsv, geojson: gapGeojson };
    await terminal.out(writers[format](gaps, study, query));
  },
};

/** One object: the gaps, and where they come from. */
function gapJson(gaps: readonly Gap[], study: Study, query: CoverageQuery): string {
  const listed = gaps.map((gap) => ({ ...propertiesOf(gap, study), outline: gap.outline }));
  return `${JSON.stringify({ ...contextOf(gaps, study, query), gaps: listed }, null, 2)}\n`;
}

function gapGeojson(gaps: readonly Gap[], study: Study, query: CoverageQuery): string {
  const features = gaps.map((gap) => ({
    type: "Feature",
    id: gap.id,
    geometry: gap.outline,
    properties: propertiesOf(gap, study),
  }));
  return `${JSON.stringify({ type: "FeatureCollection", features, ...contextOf(gaps, study, query) })}\n`;
}

function contextOf(gaps: readonly Gap[], study: Study, query: CoverageQuery): object {
  const { territory, minutes: limit, warnings, provenance } = study.coverage(query);
  return { territory, minutes: limit, people: peopleIn(gaps), warnings, provenance };
}

/** What is known of a gap, its cells by their official identifiers. */
function propertiesOf({ outline: _outline, cells: members, ...known }: Gap, { dataset }: Study): object {
  const { cells } = dataset;
  return { ...known, cells: cells === null ? [] : members.map((cell) => cellId(cells, cell)) };
}

function gapTable(gaps: readonly Gap[], study: Study, query: CoverageQuery): string {
  const { territory, minutes: limit, warnings } = study.coverage(query);
  const told = warnings.map(({ message }) => `${folded(`Attention : ${message}`, "  ")}\n`).join("");
  const place = `à ${String(limit).replace(".", ",")} minutes, ${inOneLine(territory.name)}`;
  if (gaps.length === 0) return `Aucune zone blanche ${place}.\n${told}`;
  const rows = gaps.map((gap) => [
    communeNames(gap),
    count(gap.people),
    count(gap.cellCount),
    minutes(gap.meanMinutes),
    minutes(gap.worstMinutes),
    gap.nearest === null ? "aucune" : inOneLine(gap.nearest.name).replace(/^France services (?=\S)/iu, ""),
    gap.nearest === null ? "" : minutes(gap.nearest.minutes),
  ]);
  const header = [
    "communes",
    "habitants",
    "carreaux",
    "moyen",
    "pire",
    "France services la plus proche",
    "à",
  ];
  const total = countOf(gaps.length, "zone blanche", "zones blanches");
  return `${table([header, ...rows], [0, 5])}\n\n${total} ${place} : ${countOf(peopleIn(gaps), "habitant", "habitants")}.\n${told}`;
}

function communeNames({ communes }: Gap): string {
  if (communes.length === 0) return "(commune inconnue)";
  const names = communes.slice(0, COMMUNES_SHOWN).map(({ name }) => inOneLine(name));
  const more = communes.length - names.length;
  return names.join(", ") + (more > 0 ? ` +${more}` : "");
}

function peopleIn(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { people }) => sum + people, 0);
}
