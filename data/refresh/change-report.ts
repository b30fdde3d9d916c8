import type { Structure } from "../../isochrones/model/structure.ts";
import { FIGURE_MINUTES, type TerritoryFigures } from "../figures/dataset-figures.ts";
import type { TerritoryChange, VersionChange } from "./compare-versions.ts";
import { countOf, day, decimal, hundredths, moment, points, signed, whole } from "./french-numbers.ts";
import { rows, textOf } from "./markdown.ts";

/** What has become of a version. */
export type Outcome = "served" | "refused" | "trial";

export interface ReportOptions {
  readonly outcome: Outcome;
  /** Why it is, or would have been, refused. */
  readonly reasons: readonly string[];
  /** Was it put in service in spite of them? */
  readonly forced: boolean;
  readonly now: Date;
}

const UNKNOWN = "—";
/** Longer lists are for a table program; the report says how many there are. */
const MOST_LISTED = 200;

/**
 * A change of version as a document in French (Markdown): a sentence that sums it up, what was decided, then tables.
 * Same change, same text.
 */
export function changeReport(change: VersionChange, options: ReportOptions): string {
  const { after, before } = change;
  const sections = [
    `# Mise à jour du ${day(options.now)} : ${textOf(after.name)}`,
    summaryOf(change),
    decisionOf(options),
    `Jeu de données ${after.id}, qui suit ${before.id}. Couverture : part de la population à moins de ${FIGURE_MINUTES.join(" ou ")} minutes en voiture d’une structure, toutes structures comptées.`,
    ...coverageSections(change),
    ...structureSections(change),
    volumesSection(change),
    ...sourcesSection(change),
    ...issuesSection(change),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** The report of a version that follows none; of a trial, that it would be served. */
export function firstReport(after: VersionChange["after"], now: Date, outcome: Outcome = "served"): string {
  const [title, verb] =
    outcome === "trial"
      ? ["Première mise en service, essai à blanc du", "serait mis"]
      : ["Première mise en service du", "est mis"];
  const contents = after.figures === null ? ", sans population" : ` : ${contentsOf(after)}`;
  return `${[
    `# ${title} ${day(now)} : ${textOf(after.name)}`,
    `Le jeu de données ${after.id} ${verb} en service${contents}.`,
    sourcesOf(after),
  ].join("\n\n")}\n`;
}

/** The report of a version that follows one which cannot be read: what was decided, and what it holds. */
export function uncomparedReport(after: VersionChange["after"], options: ReportOptions): string {
  return `${[
    `# Mise à jour du ${day(options.now)} : ${textOf(after.name)}`,
    decisionOf(options),
    `Jeu de données ${after.id} : ${contentsOf(after)}.`,
    sourcesOf(after),
  ].join("\n\n")}\n`;
}

function contentsOf({ figures, structures }: VersionChange["after"]): string {
  const country = figures?.territories.find(({ reference }) => reference === "france");
  const list = countOf(structures.length, "structure", "structures");
  if (country === undefined) return `${list}, sans population`;
  const covered = FIGURE_MINUTES.map((minutes, index) => `${shareText(country, index)} à ${minutes} minutes`);
  return `${whole(country.people)} habitants, ${list}, couverture de ${covered.join(" et de ")}`;
}

function sourcesOf({ sources }: VersionChange["after"]): string {
  const table = sources.map(({ name, file, vintage }) => [textOf(name), textOf(file), textOf(vintage)]);
  return `## Sources\n\n${rows(["Source", "Fichier", "Millésime"], table)}`;
}

/** One sentence: what a reader who stops here must know. */
export function summaryOf({
  before,
  after,
  gained,
  lost,
  moved,
  retyped,
  territories,
}: VersionChange): string {
  const parts = [
    [gained, "structure de plus", "structures de plus"] as const,
    [lost, "structure de moins", "structures de moins"] as const,
    [moved, "structure déplacée", "structures déplacées"] as const,
    [retyped, "structure d’un autre type ou format", "structures d’un autre type ou format"] as const,
  ]
    .filter(([list]) => list.length > 0)
    .map(([list, one, many]) => countOf(list.length, one, many));
  const country = territories.find(({ reference }) => reference === "france");
  const last = FIGURE_MINUTES.length - 1;
  const coverage =
    country?.before && country.after
      ? `La part de la population à moins de ${FIGURE_MINUTES[last]} minutes passe de ${shareText(country.before, last)} à ${shareText(country.after, last)}`
      : `La liste passe de ${whole(before.structures.length)} à ${whole(after.structures.length)} structures`;
  return `${coverage} : ${parts.length === 0 ? "aucune structure n’est ajoutée, retirée, déplacée, ni d’un autre type ou format" : parts.join(", ")}.`;
}

function decisionOf({ outcome, reasons, forced, now }: ReportOptions): string {
  const list = reasons.map((reason) => `- ${reason}`).join("\n");
  if (outcome === "served") {
    const line = `**Mis en service le ${moment(now)}.**`;
    return forced && reasons.length > 0 ? `${line} Il l’a été malgré ces écarts :\n\n${list}` : line;
  }
  if (outcome === "refused") {
    return `**Non mis en service** : le jeu précédent reste en place. Écarts invraisemblables, à vérifier avant d’imposer cette version :\n\n${list}`;
  }
  const verdict =
    reasons.length === 0 ? "Cette version serait mise en service." : `Elle serait refusée :\n\n${list}`;
  return `**Essai à blanc** : rien n’a changé. ${verdict}`;
}

function coverageSections({ territories }: VersionChange): string[] {
  const kinds = [
    ["## Couverture", (reference: string) => !reference.startsWith("dep:")],
    ["## Couverture par département", (reference: string) => reference.startsWith("dep:")],
  ] as const;
  return kinds.flatMap(([title, isOfKind]) => {
    const own = territories.filter(({ reference }) => isOfKind(reference));
    return own.length === 0 ? [] : [`${title}\n\n${coverageTable(own)}`];
  });
}

function coverageTable(territories: readonly TerritoryChange[]): string {
  const header = [
    "Territoire",
    "Habitants",
    "Structures",
    ...FIGURE_MINUTES.flatMap((minutes) => [
      `${minutes} min avant`,
      `${minutes} min après`,
      "écart (points)",
    ]),
  ];
  return rows(
    header,
    territories.map(({ reference, name, before, after }) => [
      reference === "france"
        ? textOf(name)
        : `${textOf(name)} (${reference.slice(reference.indexOf(":") + 1)})`,
      pair(before?.people, after?.people),
      pair(before?.structures, after?.structures),
      ...FIGURE_MINUTES.flatMap((_, index) => [
        shareText(before, index),
        shareText(after, index),
        differenceText(before, after, index),
      ]),
    ]),
    1,
  );
}

function structureSections({ gained, lost, moved, retyped }: VersionChange): string[] {
  return [
    listSection("Structures de plus", gained, placeHeader, placeOf),
    listSection("Structures de moins", lost, placeHeader, placeOf),
    listSection("Structures déplacées", moved, [...placeHeader, "Distance"], ({ after, meters }) => [
      ...placeOf(after),
      meters < 1000 ? `${whole(meters)} m` : `${decimal(meters / 1000)} km`,
    ]),
    listSection(
      "Structures d’un autre type ou format",
      retyped,
      [...placeHeader, "Avant", "Après"],
      ({ before, after }) => [...placeOf(after), kindOf(before), kindOf(after)],
    ),
  ].flat();
}

const placeHeader = ["Identifiant", "Structure", "Commune", "Département"];

function placeOf({ id, name, communeName, departementCode }: Structure): string[] {
  return [textOf(id), textOf(name), textOf(communeName), textOf(departementCode)];
}

function kindOf({ type, format }: Structure): string {
  return `${type}, ${format}`;
}

function listSection<Item>(
  title: string,
  items: readonly Item[],
  header: readonly string[],
  cellsOf: (item: Item) => readonly string[],
): string[] {
  if (items.length === 0) return [];
  const table = rows(header, items.slice(0, MOST_LISTED).map(cellsOf), header.length);
  const more = items.length - MOST_LISTED;
  const rest = more > 0 ? `\n\nEt ${countOf(more, "autre", "autres")}.` : "";
  return [`## ${title} (${whole(items.length)})\n\n${table}${rest}`];
}

function volumesSection({ before, after }: VersionChange): string {
  const line = (name: string, old: number, now: number): string[] => [
    name,
    whole(old),
    whole(now),
    signed(Math.round(now) - Math.round(old)),
  ];
  return `## Volumes\n\n${rows(
    ["", "Avant", "Après", "Écart"],
    [
      line("Structures", before.structures.length, after.structures.length),
      line("Habitants", before.people, after.people),
      line("Carreaux habités", before.cells, after.cells),
      line("Carrefours du réseau", before.junctions, after.junctions),
      line("Arcs du réseau", before.edges, after.edges),
    ],
    1,
  )}`;
}

function sourcesSection({ before, after }: VersionChange): string[] {
  const known = new Map(before.sources.map((source) => [source.sha256, source]));
  const table = after.sources.map(({ name, file, vintage, sha256 }) => [
    textOf(name),
    textOf(file),
    textOf(vintage),
    known.has(sha256) ? "inchangé" : "nouveau",
  ]);
  return [`## Sources\n\n${rows(["Source", "Fichier", "Millésime", "Contenu"], table, 4)}`];
}

function issuesSection({ issues }: VersionChange): string[] {
  if (issues.length === 0) return [];
  const table = issues.map(({ code, before, after }) => [
    `\`${code}\``,
    whole(before),
    whole(after),
    signed(after - before),
  ]);
  return [`## Relevé des données : ce qui change\n\n${rows(["Code", "Avant", "Après", "Écart"], table, 1)}`];
}

function pair(before: number | undefined, after: number | undefined): string {
  const [old, now] = [before, after].map((value) => (value === undefined ? UNKNOWN : whole(value)));
  return old === now ? now : `${old} → ${now}`;
}

function shareOf(figures: TerritoryFigures | null | undefined, index: number): number | null {
  if (!figures || figures.people === 0) return null;
  return (100 * figures.covered[index]) / figures.people;
}

function shareText(figures: TerritoryFigures | null | undefined, index: number): string {
  const share = shareOf(figures, index);
  return share === null ? UNKNOWN : `${hundredths(share)} %`;
}

function differenceText(
  before: TerritoryFigures | null,
  after: TerritoryFigures | null,
  index: number,
): string {
  const [old, now] = [shareOf(before, index), shareOf(after, index)];
  return old === null || now === null ? UNKNOWN : points(now - old);
}
