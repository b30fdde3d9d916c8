import type { IssueCount, Source } from "../../isochrones/model/provenance.ts";
import type { StructureFormat, StructureType } from "../../isochrones/model/structure.ts";
import type { ExclusionId } from "./state.ts";
import type { Recount } from "./coverage/recount.ts";
import { formatCount, formatDate, formatMeanMinutes, formatMinutes, formatShare } from "./format.ts";

const NO_BREAK = "\u00a0";

const plural = (count: number, one: string, many: string): string =>
  `${formatCount(count)}${NO_BREAK}${Math.round(count) < 2 ? one : many}`;

/** `12 habitants`. */
export const people = (count: number): string => plural(count, "habitant", "habitants");

/** Every sentence that the reader sees. */
export const messages = {
  brand: "Trente",
  tagline: "À trente minutes d’une France services ?",
  unofficial: "Outil non officiel",
  unofficialDetail: "Outil indépendant, sans lien avec l’administration. Ses calculs n’engagent que lui.",
  skipToFigure: "Aller au chiffre",
  skipToMap: "Aller à la carte",
  skipToTable: "Aller au tableau",
  skipLinks: "Accès rapides",

  fictitious: {
    title: "Données fictives",
    detail: "Territoire inventé pour la démonstration : aucun lieu, aucun chiffre n’est réel.",
  },

  loading: "Calcul en cours…",
  failed: (detail: string) => `La réponse n’est pas venue : ${detail}`,
  retry: "Réessayer",

  headline: {
    after: (minutes: number) =>
      ` des habitants sont à ${formatMinutes(minutes)} de route ou moins d’une structure France services.`,
    detail: (figure: Recount) =>
      figure.population === 0
        ? "Ce jeu de données ne compte aucun habitant."
        : `Soit ${formatCount(figure.covered)} sur ${people(figure.population)} ; ${formatCount(
            figure.uncovered,
          )} en sont plus loin.`,
    live: (figure: Recount) =>
      `${formatShare(figure.share)} des habitants à ${formatMinutes(figure.minutes)} ou moins.`,
    vintage: (source: Source) => `${messages.method.roles[source.role]} : ${formatDate(source.vintage)}`,
    method: "Méthode et sources",
  },

  slider: {
    label: "Temps de route maximal",
    ticks: "Repères",
    preset: (minutes: number) => formatMinutes(minutes),
  },

  exclusions: {
    legend: "Structures comptées",
    labels: {
      mobiles: "Bus et équipes itinérantes",
      antennes: "Antennes",
    } satisfies Record<ExclusionId, string>,
    counted: (counted: number, total: number) =>
      counted === total
        ? `${plural(counted, "structure comptée", "structures comptées")}.`
        : `${plural(counted, "structure comptée", "structures comptées")} sur ${formatCount(total)}.`,
  },

  curve: {
    title: "Habitants couverts selon le temps de route",
    label: (shares: readonly { minutes: number; share: number }[]) =>
      `Courbe de la part des habitants couverts : ${shares
        .map(({ minutes, share }) => `${formatShare(share)} à ${formatMinutes(minutes)}`)
        .join(", ")}.`,
    values: "Lire les valeurs",
    minutes: "Temps de route",
    share: "Habitants couverts",
  },

  tables: {
    tabsLabel: "Tableaux",
    gaps: "Zones blanches",
    communes: "Communes",
    structures: "Structures",
    gapsCaption: (minutes: number, count: number) =>
      count === 0
        ? `Aucune zone habitée à plus de ${formatMinutes(minutes)}.`
        : `${plural(count, "zone habitée", "zones habitées")} à plus de ${formatMinutes(minutes)}, de la plus peuplée à la moins peuplée.`,
    communesCaption: (minutes: number, count: number) =>
      `${plural(count, "commune", "communes")} : part des habitants à ${formatMinutes(minutes)} ou moins.`,
    structuresCaption: (count: number) => `${plural(count, "structure", "structures")} du jeu de données.`,
    filter: "Filtrer par nom",
    none: "Aucune ligne ne correspond.",
    more: (count: number) => `Afficher ${formatCount(count)} lignes de plus`,
    csv: "Télécharger (CSV)",
    columns: {
      place: "Lieu",
      commune: "Commune",
      people: "Habitants",
      share: "Couverts",
      mean: "Temps moyen",
      worst: "Au pire",
      name: "Nom",
      kind: "Type",
    },
    unreached: "sans route",
    unknown: "—",
    gapPlace: (names: readonly string[]) => {
      const [first = "Hors commune", ...others] = names;
      if (others.length === 0) return first;
      return `${first} et ${others.length} ${others.length === 1 ? "autre" : "autres"}`;
    },
  },

  csv: {
    gaps: [
      "rang",
      "identifiant",
      "communes",
      "habitants",
      "minutes_au_pire",
      "minutes_moyennes",
      "structure_la_plus_proche",
    ],
    communes: ["code", "commune", "habitants", "couverts", "part_couverte", "minutes_moyennes", "structures"],
    structures: [
      "identifiant",
      "nom",
      "type",
      "format",
      "commune",
      "code_postal",
      "adresse",
      "labellisee_le",
    ],
  },

  structure: {
    close: "Fermer la fiche",
    types: { principal: "Structure principale", antenne: "Antenne" } satisfies Record<StructureType, string>,
    formats: {
      fixe: "lieu fixe",
      multisite: "plusieurs sites",
      bus: "bus",
      itinerante: "équipe itinérante",
    } satisfies Record<StructureFormat, string>,
    notCounted: "Non comptée dans le chiffre affiché.",
    labelled: (date: string) => `Labellisée le ${date}`,
    openToday: (hours: string) => `Aujourd’hui : ouverte ${hours}.`,
    closedToday: "Aujourd’hui : fermée.",
    unknownToday: "Horaires du jour non communiqués.",
    hours: "Horaires",
    weekly: (hours: string) => `${hours} h par semaine`,
    days: ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi"],
    closed: "fermée",
    unknown: "non communiqué",
    phone: "Téléphone",
    reach: "Qui peut y venir",
    band: (minutes: number) => `${formatMinutes(minutes)} ou moins`,
    bandPeople: (count: number | null) => (count === null ? "population inconnue" : people(count)),
    computing: "Tracé des isochrones…",
  },

  gap: {
    title: "Zone blanche",
    people: (count: number) => people(count),
    worst: (minutes: number | null) =>
      minutes === null
        ? "Une partie n’est reliée à aucune structure par la route."
        : `Trajet le plus long : ${formatMeanMinutes(minutes)}.`,
    mean: (minutes: number) => `Trajet moyen : ${formatMeanMinutes(minutes)}.`,
    nearest: (name: string, minutes: number) =>
      `Structure la plus proche : ${name}, à ${formatMeanMinutes(minutes)}.`,
    communes: "Communes concernées",
  },

  map: {
    label: "Carte du temps de route vers la structure France services la plus proche",
    help: "Flèches pour se déplacer, plus et moins pour zoomer. Le tableau dit la même chose que la carte.",
    legend: "Temps de route vers la plus proche",
    range: (from: number, to: number) => `${from} à ${to} min`,
    uncovered: (minutes: number) => `plus de ${formatMinutes(minutes)}, ou sans route`,
    structurePrincipal: "Structure",
    structureAntenne: "Antenne",
    structureMobile: "Bus, itinérante",
    cell: (minutes: number | null, count: number) =>
      minutes === null ? `Sans route, ${people(count)}` : `${formatMinutes(minutes)}, ${people(count)}`,
    cellHint: "Pointez un carreau habité pour lire son temps.",
    wholeTerritory: "Voir tout le territoire",
    failed: "La carte n’a pas pu démarrer (WebGL absent). Les tableaux disent la même chose.",
    ui: {
      "Map.Title": "Carte du temps de route vers la structure France services la plus proche",
      "NavigationControl.ZoomIn": "Zoomer",
      "NavigationControl.ZoomOut": "Dézoomer",
      "NavigationControl.ResetBearing": "Remettre le nord en haut",
      "ScaleControl.Meters": "m",
      "ScaleControl.Kilometers": "km",
      "CooperativeGesturesHandler.WindowsHelpText": "Ctrl et molette pour zoomer la carte",
      "CooperativeGesturesHandler.MacHelpText": "⌘ et molette pour zoomer la carte",
      "CooperativeGesturesHandler.MobileHelpText": "Deux doigts pour déplacer la carte",
    },
  },

  method: {
    title: "Comment ce chiffre est calculé",
    close: "Fermer",
    measure:
      "Pour chaque carreau habité, on cherche le trajet en voiture le plus court, en temps, jusqu’à une structure comptée : circulation fluide, sens uniques et interdictions de tourner respectés. Le carreau part de la route carrossable la plus proche de son centre. On additionne ensuite les habitants des carreaux qui arrivent à temps ; on ne mesure jamais la population en découpant des polygones.",
    figures: "Ce qui entre dans le compte",
    structures: (counted: number, inTerritory: number) =>
      `${plural(counted, "structure comptée", "structures comptées")}, dont ${formatCount(inTerritory)} dans le territoire.`,
    excluded: (count: number, reason: string) => `${formatCount(count)} non comptées : ${reason}.`,
    cells: (count: number, imputedShare: number) =>
      `${plural(count, "carreau habité", "carreaux habités")} ; ${formatShare(imputedShare)} des habitants dans des carreaux estimés par le producteur.`,
    unlinked: (cells: number, count: number) =>
      `${plural(cells, "carreau", "carreaux")} sans route à proximité (${people(count)}), compté comme non couvert.`,
    unreached: (cells: number, count: number) =>
      `${plural(cells, "carreau", "carreaux")} d’où aucune structure n’est joignable (${people(count)}), compté comme non couvert.`,
    snap: (median: number, p95: number) =>
      `Du centre du carreau à la route : moins de ${formatCount(median)} m pour la moitié, moins de ${formatCount(p95)} m pour 95 %.`,
    times: (mean: string, median: string, p95: string) =>
      `Parmi ceux qui en atteignent une : ${mean} en moyenne, la moitié en ${median}, 95 % en ${p95}.`,
    sources: "Sources et licences",
    vintage: (vintage: string) => `millésime : ${vintage}`,
    warnings: "À savoir",
    issues: "Anomalies relevées dans les données",
    issue: (issue: IssueCount) => `${issue.code} : ${formatCount(issue.count)}`,
    parameters: "Paramètres",
    profile: "Profil",
    engine: "Moteur",
    dataset: "Jeu de données",
    roles: {
      roads: "Routes",
      structures: "Structures",
      population: "Population",
      communes: "Communes",
      codes: "Codes officiels",
    } satisfies Record<Source["role"], string>,
  },
} as const;
