import { formatCount, formatMinutes, formatShare } from "./format.ts";
import { people, plural } from "./plural.fr.ts";

/** What has the same figure. */
const others = (count: number): string =>
  count > 1 ? ` (et ${plural(count - 1, "autre demi-heure", "autres demi-heures")} de la semaine)` : "";

/** Sentences of the opening hours, which come when they are opened. */
export const weekMessages = {
  intro: (minutes: number) =>
    `Habitants à ${formatMinutes(minutes)} de route ou moins d’une structure ouverte, par demi-heure, d’après les horaires officiels.`,
  waiting: "Calcul de la semaine : quelques secondes…",
  nobody: "À aucune heure de la semaine quelqu’un n’est à ce temps d’une structure ouverte.",
  withoutScenario: "Sans le scénario affiché : la semaine est celle des structures d’aujourd’hui.",
  tooLarge:
    "La semaine n’est pas calculée pour un territoire aussi peuplé : il faudrait chercher la route de chaque carreau vers chaque structure. Choisissez un département :",

  summary: {
    title: "La semaine en mots",
    best: (figure: string, when: string, count: number) => `Au mieux : ${figure}, ${when}${others(count)}.`,
    worst: (figure: string, when: string) =>
      `En semaine entre 9 h et 17 h, au plus bas : ${figure}, ${when}.`,
    evening: (figure: string, when: string) => `En semaine après 17 h, au mieux : ${figure}, ${when}.`,
    noEvening: "En semaine après 17 h : personne.",
    saturday: (figure: string, when: string) => `Le samedi, au mieux : ${figure}, ${when}.`,
    noSaturday: "Le samedi : personne.",
    sunday: "Le dimanche : la liste officielle n’en dit rien ; personne n’est compté.",
    never: (count: number) =>
      `${people(count)} à ce temps d’une structure, mais d’aucune qui ouvre à une heure connue.`,
  },
  figure: (covered: number, share: number) => `${people(covered)} (${formatShare(share)})`,

  grid: {
    caption: (name: string) => `${name} : part des habitants, en %`,
    captionOpen: (name: string) => `${name} : structures du territoire ouvertes`,
    hour: "Heure",
    days: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    shortDays: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
    when: (day: string, from: string, to: string) => `le ${day} de ${from} à ${to}`,
    hours: (from: string, to: string) => `de ${from} à ${to}`,
    cell: (when: string, covered: number, share: number, open: number) =>
      `${when} : ${people(covered)}, ${formatShare(share)}, ${plural(open, "structure ouverte", "structures ouvertes")} ici`,
    readoutHint: "Passez sur une case, ou allez-y avec les flèches, pour lire ses chiffres.",
    chooseHint: "Une case choisie devient le chiffre et la carte de la page.",
    below: (percent: string) => `moins de ${percent}`,
    between: (from: string, to: string) => `${from} à ${to}`,
    atLeast: (percent: string) => `${percent} et plus`,
    none: "personne",
    legend: "Part des habitants",
  },
  measure: {
    legend: "Dans les cases",
    share: "% des habitants",
    open: "structures ouvertes",
  },
  chosen: (choice: string) => `La page compte les structures ${choice}.`,
  takeBack: "Revenir à toutes les heures",
  without: "Bus et équipes itinérantes n’y comptent pas, comme ici.",
  rounds: "Compter les bus et équipes itinérantes, comme s’ils restaient à leur lieu de la liste",
  csv: "Télécharger la semaine (CSV)",
  file: (territory: string, minutes: number) => `horaires-${territory}-${minutes}-min`,
  fileHeader: ["jour", "debut", "fin", "habitants", "part", "structures_ouvertes"],

  hours: {
    title: "Ce que l’on sait des horaires",
    known: (known: number, counted: number) =>
      `Horaires lus en entier pour ${formatCount(known)} des ${plural(counted, "structure comptée", "structures comptées")} de ce territoire.`,
    none: "Aucune structure comptée dans ce territoire : seules celles des alentours comptent.",
    unknown: (count: number) =>
      `${plural(count, "structure", "structures")} sans horaires lisibles, jamais ${count < 2 ? "comptée ouverte" : "comptées ouvertes"} :`,
    partlyUnknown: (count: number) =>
      `${plural(count, "structure", "structures")} aux horaires illisibles certains jours, où ${count < 2 ? "elle n’est pas comptée" : "elles ne sont pas comptées"} :`,
    onRounds: (count: number, areCounted: boolean) =>
      `${plural(count, "bus ou équipe itinérante", "bus ou équipes itinérantes")}, ${areCounted ? "comptés comme s’ils restaient au lieu de la liste" : "non comptés : leurs horaires sont ceux d’une tournée"} :`,
    byAppointment: (count: number) =>
      `${plural(count, "structure reçoit", "structures reçoivent")} sur rendez-vous au moins en partie.`,
    holidays: "Les jours fériés ne sont pas pris en compte.",
  },
};
