import { formatCount, formatFineShare, formatMeanMinutes, formatMinutes, formatShare } from "./format.ts";
import { people, plural } from "./plural.fr.ts";

/** Sentences of the siting screen, which come with it alone. */
export const sitingMessages = {
  intro:
    "Les lieux qui amèneraient le plus d’habitants sous le seuil, pour le territoire, le seuil et les structures choisis sur cette page.",
  scenario: (name: string) =>
    name === ""
      ? "Le calcul part du scénario affiché, non du réseau d’aujourd’hui."
      : `Le calcul part du scénario « ${name} », non du réseau d’aujourd’hui.`,
  aim: {
    label: "But",
    couverture: "Couvrir le plus d’habitants",
    "temps-moyen": "Le temps moyen le plus court",
    "plus-eloignes": "D’abord les plus éloignés",
    part: "Le moins d’implantations pour une part",
  },
  count: "Nombre d’implantations",
  share: "Part à couvrir (%)",
  candidates: {
    label: "Lieux candidats",
    communes: "Les communes",
    grille: "Une grille de 5 km",
    fichier: "Un fichier CSV",
  },
  file: "Fichier CSV (colonnes lon et lat ; nom, id et code_insee s’il y a lieu)",
  fileHint:
    "Le fichier est envoyé au serveur pour ce calcul ; il n’est pas dans l’adresse de la page : un lien demande de le choisir à nouveau.",
  fileMissing: "Choisissez d’abord un fichier CSV de lieux candidats.",
  exact: "Prouver le meilleur choix",
  exactHint: (seconds: number) =>
    `Cherche jusqu’à ${formatCount(seconds)} secondes de plus s’il en existe un meilleur.`,
  forced: "Imposés",
  forbidden: "Interdits",
  remove: (name: string) => `${name} : retirer`,
  run: "Chercher",
  cancel: "Annuler",
  cancelled: "Calcul annulé.",
  starting: "Demande envoyée…",
  queued: (before: number) =>
    before > 0 ? `En attente : ${plural(before, "calcul", "calculs")} avant celui-ci…` : "En attente…",
  /** Before a stage in the server's words. */
  computing: "Calcul : ",
  progress: (done: number, total: number) => `${formatCount(done)} sur ${formatCount(total)}`,
  progressLabel: "Avancement du calcul",
  done: (count: number) => `Calcul terminé : ${plural(count, "implantation", "implantations")}.`,
  outdated: "La question a changé depuis ce résultat : relancez la recherche pour le mettre à jour.",
  resultTitle: "Implantations, dans l’ordre",
  none: "Aucun lieu candidat ne rapproche qui que ce soit.",
  sentence: (count: number, minutes: number, before: string, after: string, gain: number) =>
    `${plural(count, "implantation", "implantations")} de plus : de ${before} à ${after} des habitants à ${formatMinutes(minutes)} ou moins, soit ${people(gain)} de plus.`,
  meanSentence: (before: number, after: number) =>
    `Temps moyen : de ${formatMeanMinutes(before)} à ${formatMeanMinutes(after)}.`,
  longestSentence: (before: number, after: number) =>
    `Trajet le plus long (une heure au plus est comptée) : de ${formatMeanMinutes(before)} à ${formatMeanMinutes(after)}.`,
  caption: (minutes: number) =>
    `Chaque lieu s’ajoute aux précédents ; les numéros sont ceux de la carte. Habitants à ${formatMinutes(minutes)} ou moins.`,
  rank: "Rang",
  name: "Lieu",
  gain: "Gain",
  covered: "Couverts",
  coveredShare: "Part",
  mean: "Moyen",
  longest: "Au pire",
  unknown: "–",
  isForced: "imposé",
  asGood: "Aussi bons : ",
  moreAsGood: (rest: number) => ` et ${plural(rest, "autre", "autres")}`,
  force: "imposer",
  forbid: "interdire",
  forceNamed: (name: string) => `imposer ${name}`,
  forbidNamed: (name: string) => `interdire ${name}`,
  proven: "Aucun autre choix du même nombre de lieux ne fait mieux : c’est prouvé.",
  provenFewest: "Moins de lieux n’y suffisent pas : c’est prouvé.",
  bound: (bound: number, gap: number) =>
    `Aucun autre choix du même nombre de lieux ne couvre plus de ${people(bound)} : celui-ci est à ${formatFineShare(gap)} au plus du meilleur possible.`,
  boundMean: (mean: number, gap: number) =>
    `Aucun autre choix du même nombre de lieux n’a un temps moyen de moins de ${formatMeanMinutes(mean)} : celui-ci est à ${formatFineShare(gap)} au plus du meilleur possible.`,
  unbounded: "Ce classement ajoute à chaque pas le meilleur lieu ; un autre choix pourrait faire mieux.",
  atLeast: (count: number) => `Il en faut au moins ${formatCount(count)}.`,
  unreached: (share: number) =>
    `Les lieux candidats ne suffisent pas à couvrir ${formatShare(share)} des habitants.`,
  withoutRoad: (count: number) => `${plural(count, "lieu candidat", "lieux candidats")} sans route à portée.`,
  assumptions: "Hypothèses",
  csv: "CSV",
  geojson: "GeoJSON",
  annex: "Annexe imprimable",
  try: "Essayer comme scénario",
  scenarioName: "Implantations",
  tried: "Le scénario est affiché : le chiffre et la carte le supposent.",
};
