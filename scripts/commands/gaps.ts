import type { Gap } from "../../isochrones/model/report.ts";
import { type Command, readOptions, textOption, UsageError } from "../cli/command.ts";
import { count, minutes, table } from "../cli/french.ts";
import { openStudy } from "../cli/open-study.ts";
import { QUERY_OPTIONS, QUERY_USAGE, readQuery } from "../cli/selection-options.ts";

const FORMATS = ["table", "json", "geojson"] as const;
const COMMUNES_SHOWN = 3;

export const gapsCommand: Command = {
  name: "gaps",
  summary: "les zones blanches, des plus peuplées aux moins peuplées",
  usage: `${QUERY_USAGE}
  --format FORMAT       table (par défaut), json ou geojson`,
  async run(args, terminal) {
    const values = readOptions(args, { ...QUERY_OPTIONS, format: { type: "string" } });
    const word = textOption(values, "format") ?? "table";
    const format = FORMATS.find((known) => known === word);
    if (format === undefined) {
      throw new UsageError(`option --format: got "${word}", expected ${FORMATS.join(", ")}`);
    }
    const query = readQuery(values);
    const gaps = openStudy(values).gaps(query);
    if (format === "json") await terminal.out(`${JSON.stringify(gaps, null, 2)}\n`);
    else if (format === "geojson") await terminal.out(`${JSON.stringify(collectionOf(gaps))}\n`);
    else await terminal.out(tableOf(gaps, query.minutes ?? 0));
  },
};

function collectionOf(gaps: readonly Gap[]): object {
  return {
    type: "FeatureCollection",
    features: gaps.map(({ outline, id, ...properties }) => ({ type: "Feature", id, geometry: outline, properties: { id, ...properties } })),
  };
}

function tableOf(gaps: readonly Gap[], limit: number): string {
  if (gaps.length === 0) return `Aucune zone blanche à ${limit} minutes.\n`;
  const rows = gaps.map((gap) => [
    communeNames(gap),
    count(gap.people),
    count(gap.cellCount),
    minutes(gap.meanMinutes),
    minutes(gap.worstMinutes),
    gap.nearest === null ? "aucune" : `${gap.nearest.name} (${minutes(gap.nearest.minutes)})`,
  ]);
  const people = gaps.reduce((sum, gap) => sum + gap.people, 0);
  const header = ["communes", "habitants", "carreaux", "moyen", "pire", "structure la plus proche"];
  return `${table([header, ...rows])}\n\n${count(gaps.length)} zones blanches à ${limit} minutes, ${count(people)} habitants.\n`;
}

function communeNames({ communes }: Gap): string {
  if (communes.length === 0) return "(commune inconnue)";
  const names = communes.slice(0, COMMUNES_SHOWN).map(({ name }) => name);
  const more = communes.length - names.length;
  return names.join(", ") + (more > 0 ? ` et ${more} de plus` : "");
}
