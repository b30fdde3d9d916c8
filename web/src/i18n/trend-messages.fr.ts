import type { HistoryChange, HistoryEntry } from "../../../server/schemas/history-answers.ts";
import { formatCount } from "./format.ts";
import { plural } from "./plural.fr.ts";
import { changesOf, dayOf, figuresOf } from "./trend-parts.ts";

const CHANGES: Readonly<Record<HistoryChange, string>> = {
  structures: "liste des structures",
  roads: "routes",
  population: "population",
  communes: "contours des communes",
  profile: "profil de circulation",
  fictitious: "données fictives ou réelles",
  perimeter: "périmètre du jeu de données",
};

/** Sentences of the trend, which come when it is opened. */
export const trendMessages = {
  intro:
    "Part des habitants couverts selon chaque jeu de données servi ici, toutes structures comptées, à partir de sa mise en service.",
  none: "Aucun chiffre n’est gardé pour ce territoire.",
  notKept: "L’évolution est gardée pour la France, les régions et les départements :",
  single: (entry: HistoryEntry) =>
    `Un seul jeu de données a été servi ici, depuis le ${dayOf(entry)} (${figuresOf(entry, "à")}) : l’évolution se lira dès qu’un autre aura pris sa place.`,
  unreadable: (count: number) =>
    `Les chiffres gardés de ${plural(count, "jeu de données n’ont pas pu être lus", "jeux de données n’ont pas pu être lus")} : ils manquent ici.`,
  percent: (value: string) => `${value}\u202f%`,
  within: (minutes: string) => `${minutes} ou moins`,
  breakKey: "autre source : à ne pas comparer avec ce qui précède",
  point: (entry: HistoryEntry) => `${figuresOf(entry, "à")} au ${dayOf(entry)}`,
  chartLabel: (count: number, first: string, last: string, breaks: number) =>
    `Part des habitants couverts selon ${formatCount(count)} jeux de données : ${first} ; ${last}.${
      breaks === 0
        ? ""
        : ` ${plural(breaks, "changement de source rompt", "changements de source rompent")} la série.`
    }`,
  dataset: "Jeu de données du",
  day: dayOf,
  dated: (entry: HistoryEntry) => (entry.isCurrent ? `${dayOf(entry)} (en service)` : dayOf(entry)),
  figures: (entry: HistoryEntry) => `${figuresOf(entry, "à")}.`,
  stock: ({ isCurrent, people, structures }: HistoryEntry) =>
    `${isCurrent ? "Jeu en service. " : ""}${formatCount(people)} habitants, ${plural(structures, "structure", "structures")} ici.`,
  changed: (entry: HistoryEntry, isFirst: boolean) => {
    if (isFirst) return "Premier jeu de données dont les chiffres sont gardés.";
    if (entry.changed.length === 0) return "Mêmes sources que le jeu précédent.";
    return entry.isComparable
      ? `A changé : ${changesOf(entry, CHANGES)}.`
      : `À ne pas comparer avec ce qui précède. A changé : ${changesOf(entry, CHANGES)}.`;
  },
  values: "Lire les valeurs par jeu de données",
  caption: "Part des habitants couverts par jeu de données",
  since: "En service depuis",
  structures: "Structures",
  changes: "Changements",
  csv: "Télécharger l’évolution (CSV)",
};
