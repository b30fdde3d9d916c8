import { formatCount, formatMinutes, formatShare } from "./format.ts";
import { people, plural } from "./plural.fr.ts";

/** Sentences of who depends on which structure, which come when they are opened. */
export const robustnessMessages = {
  waiting: "Calcul des dépendances…",
  withoutScenario: "Sans le scénario affiché : ce sont les structures d’aujourd’hui.",
  sentence: (minutes: number, count: number, share: number) =>
    count === 0
      ? `Personne ne dépend d’une seule structure pour être à ${formatMinutes(minutes)} ou moins.`
      : `${people(count)} (${formatShare(share)}) ${count < 2 ? "n’est" : "ne sont"} à ${formatMinutes(minutes)} ou moins que d’une seule structure : qu’elle ferme, et ${count < 2 ? "il est" : "ils sont"} au-delà.`,
  nobody: "Personne n’habite ce territoire.",
  parts: {
    one: "une seule structure",
    two: "deux structures",
    more: "trois ou plus",
    none: "aucune",
  },
  partsTitle: (minutes: number) => `Habitants selon les structures à ${formatMinutes(minutes)} ou moins`,
  barLabel: (title: string, parts: readonly string[]) => `${title} : ${parts.join(", ")}`,
  part: (label: string, count: number, share: number) =>
    `${label} : ${formatCount(count)} (${formatShare(share)})`,
  caption: (minutes: number, count: number) =>
    `Ceux qui passeraient au-delà si elle seule fermait : ${plural(count, "structure", "structures")}, dans l’ordre à ${formatMinutes(minutes)}.`,
  columns: {
    structure: "Structure",
    lost: (minutes: number) => `> ${formatMinutes(minutes)}`,
    trial: "Essai",
  },
  tryClosing: "fermer",
  tryClosingOf: (name: string) => `fermer ${name}, à l’essai`,
  scenario: (name: string) => `Sans ${name}`,
  rowHint: "Une ligne montre sa structure ; « fermer » essaie sa fermeture sur la carte.",
  file: (territory: string, minutes: number) => `fragilite-${territory}-${minutes}-min`,
  fileHeader: {
    start: ["id_fs", "nom", "code_commune", "commune", "habitants_les_plus_proches"],
    lost: (minutes: number) => `perdus_a_${minutes}_min`,
  },
};
