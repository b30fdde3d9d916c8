import { formatCount, formatDate, formatMinutes, formatShare } from "./format.ts";
import { NO_BREAK, people, plural } from "./plural.fr.ts";

/** Sentences of the annex on access to services, which come with it alone. */
export const annexMessages = {
  documentTitle: (place: string) => `Annexe accès aux services, ${place}`,
  kicker: "Annexe au schéma d’amélioration de l’accessibilité des services au public",
  title: (place: string) => `${place} : l’accès à une France services`,
  back: "Retour à la carte",
  print: "Imprimer",
  html: "HTML",
  csv: "CSV",
  geojson: "GeoJSON",
  /** Names of files, without what is after the point. */
  file: "annexe-acces",
  files: "Télécharger l’annexe",
  siteCount: "Implantations à classer",
  drawing: "Préparation de l’annexe…",
  mapFailed: "La carte n’a pas pu être dessinée ; le reste de l’annexe est complet.",
  label: "L’annexe, telle qu’elle sera imprimée",
  fictitious: "TERRITOIRE FICTIF : aucun de ces chiffres ne décrit un lieu réel.",
  stamp: (date: string, dataset: string) =>
    `Établie le ${formatDate(date)} sur le jeu de données ${dataset}. Outil non officiel.`,
  summary: {
    title: "Ce qu’il faut retenir",
    covered: (share: string, minutes: number) =>
      `${share} des habitants sont à ${formatMinutes(minutes)} ou moins d’une France services par la route`,
    beyond: (count: number, minutes: number, gaps: number, communes: number) =>
      count === 0
        ? `Aucun habitant n’est à plus de ${formatMinutes(minutes)}.`
        : `${people(count)} sont plus loin, dans ${plural(gaps, "zone blanche", "zones blanches")} et ${plural(communes, "commune", "communes")}.`,
    sites: (count: number, gain: number, share: string, minutes: number) =>
      `${plural(count, "implantation", "implantations")} de plus, aux lieux classés plus bas, ${count < 2 ? "amènerait" : "amèneraient"} ${people(gain)} à moins de ${formatMinutes(minutes)} : la part couverte deviendrait ${share}.`,
    noSite: "Aucun des lieux candidats n’y changerait rien.",
    scenario: (name: string) =>
      name === ""
        ? "Ces chiffres supposent le scénario affiché, non le réseau d’aujourd’hui."
        : `Ces chiffres supposent le scénario « ${name} », non le réseau d’aujourd’hui.`,
  },
  map: {
    title: "Carte",
    label: (place: string, sentence: string) =>
      `Carte du temps de route vers la France services la plus proche, ${place}. ${sentence}`,
    numbers: "Les numéros sont ceux des implantations classées.",
  },
  gaps: {
    title: "Zones blanches, par population",
    none: (minutes: number) => `Aucune zone habitée n’est à plus de ${formatMinutes(minutes)}.`,
    caption: (minutes: number) =>
      `Zones habitées d’un seul tenant à plus de ${formatMinutes(minutes)} d’une structure comptée`,
    more: (rest: number, count: number) =>
      rest < 2
        ? `Une autre zone, ${people(count)}, figure dans les fichiers.`
        : `Les ${formatCount(rest)} autres zones, ${people(count)} en tout, figurent dans les fichiers.`,
    rank: "Rang",
    communes: "Communes",
    people: "Habitants",
    worst: "Au pire",
    mean: "En moyenne",
    nearest: "Structure la plus proche",
    unreached: "sans route",
    unknown: "–",
  },
  communes: {
    title: "Communes concernées",
    none: "Aucune commune n’a d’habitant au-delà du seuil.",
    caption: (minutes: number) => `Communes dont des habitants sont à plus de ${formatMinutes(minutes)}`,
    more: (rest: number, count: number) =>
      rest < 2
        ? `Une autre commune, ${people(count)} au-delà, figure dans les fichiers.`
        : `Les ${formatCount(rest)} autres communes, ${people(count)} au-delà en tout, figurent dans les fichiers.`,
    code: "Code",
    name: "Commune",
    population: "Habitants",
    beyond: "Au-delà",
    share: "Couverts",
  },
  sites: {
    title: "Où implanter les prochaines, dans l’ordre",
    failed: (why: string) => `Les implantations n’ont pas pu être calculées : ${why}`,
    retry: "Recommencer",
  },
  method: {
    title: "Méthode",
    sentences: (minutes: number) => [
      "Pour chaque carreau habité de la grille de population, le trajet en voiture le plus court jusqu’à une structure comptée est calculé sur le réseau d’OpenStreetMap, en circulation fluide, sens uniques et interdictions de tourner respectés.",
      `Un carreau est couvert si ce trajet prend ${formatMinutes(minutes)} ou moins ; les habitants sont comptés sur les carreaux, jamais par superposition de surfaces. Un carreau sans route est compté comme non couvert.`,
      "Une zone blanche réunit les carreaux habités non couverts qui se touchent.",
      "L’ouverture de chaque implantation est recalculée sur tout le réseau : ses habitants vont là où leur trajet les mène.",
    ],
    counted: "Structures comptées",
    warnings: "À savoir",
    figures: "Chiffres clés",
    mean: "Temps moyen",
    p95: "Le plus long, pour 95 % des habitants",
    population: "Habitants",
    within: (minutes: number) => `À ${formatMinutes(minutes)} ou moins`,
    structures: "Structures comptées dans le territoire",
    unknown: "inconnu",
  },
  sources: {
    title: "Sources",
    address: "Adresse de cette annexe",
  },
  share: (share: number) => formatShare(share),
  listOf: (names: readonly string[], rest: number) =>
    rest > 0 ? `${names.join(", ")} et ${formatCount(rest)}${NO_BREAK}autres` : names.join(", "),
};
