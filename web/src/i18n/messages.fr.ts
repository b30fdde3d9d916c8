import type { IssueCount, Source } from "../../../isochrones/model/provenance.ts";
import type { StructureFormat, StructureType } from "../../../isochrones/model/structure.ts";
import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { ExclusionId, Ground, Shading } from "../app/state.ts";
import type { Recount } from "../coverage/recount.ts";
import type { SearchGroup } from "../search/groups.ts";
import {
  formatCount,
  formatDate,
  formatKilometers,
  formatMeanMinutes,
  formatMinutes,
  formatPlace,
  formatShare,
  formatWholeShare,
} from "./format.ts";

const NO_BREAK = "\u00a0";

const plural = (count: number, one: string, many: string): string =>
  `${formatCount(count)}${NO_BREAK}${Math.round(count) < 2 ? one : many}`;

/** `12 habitants`. */
const people = (count: number): string => plural(count, "habitant", "habitants");

/** Every sentence that the reader sees. Another language has a file of the same shape. */
export const messages = {
  people,
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
  late: "Le serveur met plus de temps que d’habitude…",
  failed: (detail: string) => `La réponse n’est pas venue : ${detail}`,
  retry: "Réessayer",
  close: "Fermer",

  trouble: {
    stalled: "le serveur n’a pas répondu en une minute.",
    unreachable: "le serveur est injoignable. Vérifiez la connexion.",
    status: (status: number) => `le serveur a répondu par l’erreur ${status}.`,
  },

  header: {
    label: "Pages",
    method: "Méthode et qualité",
    accessibility: "Accessibilité",
    api: "API",
    otherLanguage: "English",
  },

  frame: {
    open: "Ouvrir dans Trente",
  },

  territory: {
    breadcrumb: "Fil d’Ariane",
    everywhere: "Tout le territoire",
  },

  headline: {
    after: (minutes: number) =>
      ` des habitants sont à ${formatMinutes(minutes)} de route ou moins d’une structure France services.`,
    unknown: "Le chiffre n’est pas connu.",
    nobody: "Personne n’habite ici, d’après la grille de population.",
    asOf: (date: string) => `réseau au ${date}`,
    detail: (figure: Recount) =>
      figure.population === 0
        ? ""
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

  switches: {
    legend: "Structures comptées",
    labels: {
      mobiles: "Bus et équipes itinérantes",
      antennes: "Antennes",
    } satisfies Record<ExclusionId, string>,
    saturday: "Seulement celles qui ouvrent le samedi",
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
    kinds: {
      france: "Tout",
      region: "Régions",
      departement: "Départements",
      epci: "Intercommunalités",
      commune: "Communes",
    } satisfies Record<TerritoryKind, string>,
    kindNames: {
      france: "Territoire",
      region: "Région",
      departement: "Département",
      epci: "Intercommunalité",
      commune: "Commune",
    } satisfies Record<TerritoryKind, string>,
    /** Beginnings of file names. */
    files: {
      france: "territoire",
      region: "regions",
      departement: "departements",
      epci: "intercommunalites",
      commune: "communes",
    } satisfies Record<TerritoryKind, string>,
    gaps: "Zones blanches",
    structures: "Structures",
    gapsCaption: (minutes: number, count: number) =>
      count === 0
        ? `Aucune zone habitée à plus de ${formatMinutes(minutes)}.`
        : `${plural(count, "zone habitée", "zones habitées")} à plus de ${formatMinutes(minutes)}, de la plus peuplée à la moins peuplée.`,
    firstOnly: (count: number) => `Les ${formatCount(count)} premières.`,
    territoriesCaption: (kind: TerritoryKind, count: number, minutes: number): string =>
      `${messages.tables.kinds[kind]} (${formatCount(count)}) : part des habitants à ${formatMinutes(minutes)} ou moins.`,
    structuresCaption: (count: number) =>
      `${plural(count, "structure comptée", "structures comptées")} dans ce territoire.`,
    filter: "Filtrer par nom",
    none: "Aucune ligne ne correspond.",
    more: (count: number) => `Afficher ${formatCount(count)} lignes de plus`,
    csv: "Télécharger (CSV)",
    columns: {
      place: "Lieu",
      commune: "Commune",
      people: "Habitants",
      share: "Couverts",
      uncovered: "Au-delà",
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
    territories: [
      "code",
      "nom",
      "habitants",
      "couverts",
      "part_couverte",
      "minutes_moyennes",
      "minutes_95_pour_cent",
      "structures",
    ],
  },

  structure: {
    card: "Fiche",
    close: "Fermer la fiche",
    unknownTitle: "Structure inconnue",
    types: { principal: "Structure principale", antenne: "Antenne" } satisfies Record<StructureType, string>,
    formats: {
      fixe: "lieu fixe",
      multisite: "plusieurs sites",
      bus: "bus",
      itinerante: "équipe itinérante",
    } satisfies Record<StructureFormat, string>,
    notCounted: "Non comptée dans le chiffre affiché.",
    labelled: (date: string) => `Labellisée le ${date}`,
    todaysHours: (hours: string) => `Horaires du jour : ${hours}.`,
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
    gone: (minutes: number) =>
      `Cette zone n’est pas parmi celles de ${formatMinutes(minutes)} : un autre temps, d’autres structures la montrent.`,
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
    shading: "Couleurs de la carte",
    shadings: { cells: "Carreaux", territories: "Territoires" } satisfies Record<Shading, string>,
    ground: "Fond de carte",
    grounds: { trente: "Simple", ign: "Plan IGN" } satisfies Record<Ground, string>,
    legend: "Temps de route vers la plus proche",
    shareLegend: (minutes: number) => `Habitants à ${formatMinutes(minutes)} ou moins`,
    shareRange: (from: number, to: number) =>
      from === 0
        ? `moins de ${formatWholeShare(to)}`
        : `${formatWholeShare(from)} ${to === 1 ? "et plus" : `à ${formatWholeShare(to)}`}`,
    territory: (name: string, share: number | null, minutes: number) =>
      share === null
        ? `${name} : personne n’y habite`
        : `${name} : ${formatShare(share)} à ${formatMinutes(minutes)} ou moins`,
    range: (from: number, to: number) => `${from} à ${to} min`,
    uncovered: (minutes: number) => `plus de ${formatMinutes(minutes)}, ou sans route`,
    structurePrincipal: "Structure",
    structureAntenne: "Antenne",
    structureMobile: "Bus, itinérante",
    cell: (minutes: number | null, count: number) =>
      minutes === null ? `Sans route, ${people(count)}` : `${formatMinutes(minutes)}, ${people(count)}`,
    cellHint: "Pointez un carreau habité pour lire son temps. Clic droit : partir de là.",
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

  search: {
    label: "Chercher une commune, une adresse, une structure",
    placeholder: "Commune, adresse, structure…",
    results: "Résultats",
    groups: {
      territories: "Territoires",
      places: "Lieux",
      structures: "Structures",
    } satisfies Record<SearchGroup, string>,
    /** Beside a place: what choosing it shows. */
    nearPlace: "structures proches",
    searching: "Recherche…",
    count: (count: number) =>
      count === 0 ? "Aucun résultat." : `${plural(count, "résultat", "résultats")}.`,
    partly: "Une partie de la recherche n’a pas abouti.",
    locate: "Me localiser",
    locating: "Recherche de votre position…",
    locationTroubles: {
      insecure:
        "La position ne peut être demandée que par une connexion sécurisée (https). Tapez une adresse ou une commune.",
      refused: "Le navigateur n’a pas le droit de donner votre position. Tapez une adresse ou une commune.",
      unavailable: "Votre position n’a pas pu être trouvée. Tapez une adresse ou une commune.",
      late: "Votre position n’a pas été trouvée à temps. Réessayez, ou tapez une adresse ou une commune.",
    },
  },

  near: {
    title: "Au plus près, par la route",
    point: (lat: number, lon: number) => `Point ${formatPlace(lat, lon)}`,
    close: "Fermer « au plus près »",
    summary: (count: number, name: string, minutes: number) =>
      `${plural(count, "structure", "structures")} ; la plus proche est ${name}, à ${formatMinutes(minutes)}.`,
    none: "Aucune structure comptée n’est joignable par la route depuis ce point.",
    noneOpen: (among: number) =>
      `Aucune n’est ouverte maintenant parmi les ${formatCount(among)} plus proches.`,
    openOnly: "Ouvertes maintenant seulement",
    snapped: (meters: number) =>
      `Trajets comptés depuis la route la plus proche, à ${
        meters < 1000 ? `${formatCount(meters)}${NO_BREAK}m` : formatKilometers(meters / 1000)
      } de ce point.`,
    troubles: {
      "point-sans-route":
        "Ce point est à plus de 5 km de toute route carrossable. Choisissez-en un autre, plus près d’une route.",
      "point-hors-emprise": "Ce point est hors du territoire calculé.",
      "coordonnees-inversees":
        "Ce point est hors du territoire calculé : sa latitude et sa longitude semblent inversées.",
    },
  },

  opening: {
    open: "Ouverte maintenant",
    openUntil: (when: string) => `Ouverte maintenant, jusqu’à ${when}`,
    closed: "Fermée",
    opens: (when: string) => `Fermée, ouvre ${when}`,
    perhapsOpens: (day: string, when: string | null) =>
      `Fermée, peut-être ouverte ${day}${when === null ? "" : `, ouvre ${when}`}`,
    holiday: (name: string | null) =>
      name === null ? "Jour férié : ouverture à vérifier" : `Jour férié (${name}) : ouverture à vérifier`,
    byAppointment: "Sur rendez-vous",
    unknown: "Horaires inconnus",
    unknownUntil: (when: string) => `Horaires du jour inconnus, ouvre ${when}`,
    partlyByAppointment: "Sur rendez-vous, au moins en partie.",
    onRounds: "En tournée : lieu et jour à vérifier.",
    today: "aujourd’hui",
    tomorrow: "demain",
    date: (date: string) => `le ${date}`,
    todayAt: (clock: string) => `à ${clock}`,
    at: (day: string, clock: string) => `${day} à ${clock}`,
  },

  catchment: {
    title: "Son bassin",
    people: (count: number) => `${people(count)} dont elle est la plus proche.`,
    mean: (minutes: number) => `Trajet moyen : ${formatMeanMinutes(minutes)}.`,
  },

  closure: {
    title: "Si elle fermait",
    beyond: "Passeraient à plus de :",
    lost: (count: number) => (count > 0 ? people(count) : "personne"),
    extra: (minutes: number) => `Trajet allongé de ${formatMeanMinutes(minutes)} en moyenne.`,
    stranded: (count: number) => `${people(count)} n’auraient plus de structure joignable par la route.`,
    communes: (minutes: number) => `Communes touchées à ${formatMinutes(minutes)}`,
    more: (count: number) => `et ${plural(count, "autre commune", "autres communes")}.`,
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
};
