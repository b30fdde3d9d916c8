import { type CsvValue, csvText } from "../../data/export/csv-text.ts";
import type { HistoryChange, HistoryEntry } from "../schemas/history-answers.ts";

const HEADER = [
  "territoire",
  "depuis",
  "jeu",
  "nom_du_jeu",
  "fictif",
  "en_service",
  "minutes",
  "habitants",
  "habitants_couverts",
  "part",
  "structures",
  "principales",
  "antennes",
  "fixes",
  "multisites",
  "bus",
  "itinerantes",
  "source_structures",
  "source_routes",
  "source_population",
  "changements",
  "comparable_au_precedent",
] as const;

/** What has changed, as French tables say it. */
const CHANGE_WORDS: Readonly<Record<HistoryChange, string>> = {
  structures: "structures",
  roads: "routes",
  population: "population",
  communes: "communes",
  profile: "profil",
  fictitious: "fictif",
  perimeter: "périmètre",
};

/** The history of a territory as CSV, one line for each dataset and time. */
export function historyCsv(reference: string, entries: readonly HistoryEntry[]): string {
  return csvText(
    HEADER,
    entries.flatMap((entry) =>
      entry.covered.map(({ minutes, people, share }): CsvValue[] => [
        reference,
        entry.since,
        entry.dataset.id,
        entry.dataset.name,
        yesOrNo(entry.dataset.fictitious),
        yesOrNo(entry.isCurrent),
        minutes,
        entry.people,
        people,
        share,
        entry.structures,
        entry.structuresBy.principal,
        entry.structuresBy.antenne,
        entry.structuresBy.fixe,
        entry.structuresBy.multisite,
        entry.structuresBy.bus,
        entry.structuresBy.itinerante,
        vintagesOf(entry, "structures"),
        vintagesOf(entry, "roads"),
        vintagesOf(entry, "population"),
        entry.changed.map((change) => CHANGE_WORDS[change]).join(" ; "),
        yesOrNo(entry.isComparable),
      ]),
    ),
  );
}

function vintagesOf({ sources }: HistoryEntry, wanted: string): string {
  return sources
    .filter(({ role }) => role === wanted)
    .map(({ name, vintage }) => `${name} (${vintage})`)
    .join(" ; ");
}

function yesOrNo(is: boolean): string {
  return is ? "oui" : "non";
}
