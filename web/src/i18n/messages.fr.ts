/* oxlint-disable max-lines -- every sentence is in one file, so that a translation has one of the same shape */
import type { Source } from "../../../isochrones/model/provenance.ts";
import type { StructureFormat, StructureType } from "../../../isochrones/model/structure.ts";
import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { Exclusion, Ground, Kind, Shading } from "../app/state.ts";
import type { Recount } from "../coverage/recount.ts";
import type { SearchGroup } from "../search/groups.ts";
import type { FarTerritories, Rank, Summary, SummaryGaps } from "../territory/sheet-facts.ts";
import {
  formatCount,
  formatDecimal,
  formatKilometers,
  formatList,
  formatMeanMinutes,
  formatMeters,
  formatMinutes,
  formatPlace,
  formatShare,
  formatVintage,
  formatWholeShare,
} from "./format.ts";
import { NO_BREAK, people, plural } from "./plural.fr.ts";

/** `2,1 points de plus`, `autant`: a difference whose sign is said. `format` writes it without its sign. */
const moreOrLess = (value: number, format: (size: number) => string): string => {
  if (Math.abs(value) < 0.05) return "autant";
  return `${format(Math.abs(value))} de ${value > 0 ? "plus" : "moins"}`;
};

/** `A, B et C`. */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} et ${names.at(-1) ?? ""}`;

/** Names that a sentence may list. */
const MOST_NAMED = 5;

/** Every sentence that the reader sees. Another language has a file of the same shape. */
export const messages = {
  people,
  brand: "Trente",
  tagline: "À trente minutes d’une France services ?",
  unofficial: "Outil non officiel",
  unofficialDetail: "Outil indépendant, sans lien avec l’administration. Ses calculs n’engagent que lui.",
  skipToDocument: "Aller au contenu",
  skipToFigure: "Aller au chiffre",
  skipToMap: "Aller à la carte",
  skipToTable: "Aller au tableau",
  skipLinks: "Accès rapides",

  fictitious: {
    title: "Données fictives",
    detail: "Territoire inventé pour la démonstration : aucun lieu, aucun chiffre n’est réel.",
  },

  scenario: { title: "Essayer un scénario" },

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
    opens: "dans un nouvel onglet",
  },

  territory: {
    breadcrumb: "Fil d’Ariane",
    everywhere: "Tout le territoire",
    unknown: "Territoire inconnu",
    unknownDetail: "Le territoire de cette adresse n’est pas dans les données servies ici.",
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
    live: (place: string, figure: Recount) =>
      `${place} : ${formatShare(figure.share)} des habitants à ${formatMinutes(figure.minutes)} ou moins.`,
    vintage: (source: Source) => `${messages.method.roles[source.role]} : ${formatVintage(source.vintage)}`,
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
    } satisfies Record<Kind, string>,
    kinds: {
      bus: "bus",
      itinerante: "équipes itinérantes",
      antenne: "antennes",
      principal: "structures principales",
      fixe: "lieux fixes",
      multisite: "multisites",
    } satisfies Record<Exclusion, string>,
    without: (kind: Exclusion): string => `Sans : ${messages.switches.kinds[kind]}`,
    takeBack: (text: string) => `Ne plus appliquer « ${text} »`,
    saturday: "Seulement celles qui ouvrent le samedi",
    counted: (counted: number, total: number) =>
      counted === total
        ? `${plural(counted, "structure comptée", "structures comptées")}.`
        : `${plural(counted, "structure comptée", "structures comptées")} sur ${formatCount(total)}.`,
  },

  counted: {
    sentence: (choice: string) => `Structures comptées : ${choice}.`,
    scenario: (name: string) => `scénario « ${name} »`,
    openOn: (when: string) => `ouvertes ${when}`,
    openOnOther: (word: string) => `ouvertes « ${word} »`,
    days: ["le lundi", "le mardi", "le mercredi", "le jeudi", "le vendredi", "le samedi"],
    weekdays: "en semaine",
    partsOfDay: { matin: "matin", "apres-midi": "après-midi" } as Readonly<Record<string, string>>,
    morning: "le matin",
    afternoon: "l’après-midi",
    at: (clock: string, _: string) => `à ${clock}`,
    after: (clock: string, _: string) => `après ${clock}`,
    between: (from: string, to: string) => `entre ${from} et ${to}`,
    without: {
      mobiles: "sans bus ni équipes itinérantes",
      antennes: "sans antennes",
    } satisfies Record<Kind, string>,
    noRedirection: (percent: string) => `traitant au moins ${percent} des demandes sans réorientation`,
    realisation: (percent: string) => `réalisant au moins ${percent} des démarches demandées`,
    withoutOnly: (kind: string) => `sans ${kind}`,
    asOf: (date: string) => `réseau au ${date}`,
    scope: (counted: string) => counted.replace(/\.$/, " dans tout le jeu de données."),
  },

  curve: {
    title: "Habitants couverts selon le temps de route",
    label: (shares: readonly { minutes: number; share: number }[]): string =>
      `Courbe de la part des habitants couverts : ${shares
        .map(({ minutes, share }) => messages.curve.point(share, minutes))
        .join(", ")}.`,
    point: (share: number, minutes: number): string => `${formatShare(share)} à ${formatMinutes(minutes)}`,
    values: "Lire les valeurs",
    minutes: "Temps de route",
    share: "Habitants couverts",
  },

  tables: {
    tabsLabel: "Tableaux",
    /** Short, so that all of them stand in a line. */
    tabs: {
      region: "Régions",
      departement: "Départements",
      epci: "EPCI",
      commune: "Communes",
    } satisfies Record<Exclude<TerritoryKind, "france">, string>,
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
    /** Over a column, which long words would widen. */
    shortEpci: "EPCI",
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
      mean: "Moyenne",
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
    weekly: (hours: string) => `${hours}${NO_BREAK}h par semaine`,
    days: ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi"],
    closed: "fermée",
    unknown: "non communiqué",
    phone: "Téléphone :",
    reach: "Qui peut y venir",
    band: (minutes: number) => `${formatMinutes(minutes)} ou moins`,
    bandPeople: (count: number | null) => (count === null ? "population inconnue" : people(count)),
    computing: "Tracé des isochrones…",
  },

  gap: {
    title: "Zone blanche",
    gone: (minutes: number) =>
      `Cette zone n’est pas dans la liste de ce territoire à ${formatMinutes(minutes)}. Elle peut être ailleurs, ou au-delà d’un autre temps, d’autres structures.`,
    goneEverywhere: "La chercher dans tout le territoire",
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
    ignMissing: "Le plan IGN ne répond pas : le fond simple le remplace en attendant.",
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
    range: (from: number, to: number) => `${from} à ${to}${NO_BREAK}min`,
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

  out: {
    toolbar: "Emporter cette vue",
    sheet: "Fiche à imprimer",
    annex: "Annexe",
    export: "Exporter",
    share: "Partager",
    formatOf: (format: string, what: string) => `${format}, ${what}`,
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
        meters < 1000 ? formatMeters(meters) : formatKilometers(meters / 1000)
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
    beyond: "Couverts par elle seule, passeraient à plus de :",
    lost: (count: number) => (count > 0 ? people(count) : "personne"),
    extra: (minutes: number) => `Trajet allongé de ${formatMeanMinutes(minutes)} en moyenne.`,
    stranded: (count: number) => `${people(count)} n’auraient plus de structure joignable par la route.`,
    communes: (minutes: number) => `Communes touchées à ${formatMinutes(minutes)}`,
    more: (count: number) => `et ${plural(count, "autre commune", "autres communes")}.`,
  },

  sheet: {
    title: "Chiffres clés",
    caption: (name: string) => `Chiffres clés : ${name}`,
    captionCompared: (here: string, there: string) => `Chiffres clés : ${here}, à côté de ${there}`,
    figure: "Chiffre",
    difference: "Écart",
    covered: (minutes: number) => `Habitants à ${formatMinutes(minutes)} ou moins`,
    beyond: (minutes: number) => `Habitants au-delà de ${formatMinutes(minutes)}`,
    mean: "Temps moyen",
    median: "La moitié en",
    p95: "95\u00a0% en",
    structures: "Structures comptées ici",
    perStructure: "Habitants par structure",
    gaps: (minutes: number) => `Zones blanches à ${formatMinutes(minutes)}`,
    unlinked: "Habitants sans route à proximité",
    unreached: "Habitants sans trajet possible",
    peopleAndShare: (count: number, share: number) => `${formatCount(count)} (${formatShare(share)})`,
    gapTotals: (total: number, count: number) =>
      total === 0 ? "aucune" : `${formatCount(total)} (${formatCount(count)}${NO_BREAK}hab.)`,
    waiting: "…",
    none: "—",
    pointsMore: (share: number) =>
      moreOrLess(share * 100, (size) => `${formatDecimal(size)}${NO_BREAK}${size < 2 ? "point" : "points"}`),
    minutesMore: (minutes: number) => moreOrLess(minutes, formatMeanMinutes),
    countMore: (count: number) => moreOrLess(Math.round(count), formatCount),
    compare: "Comparer à",
    compareNone: "Aucun territoire",
    compareHolding: "Qui le contiennent",
    compareNeighbours: "Voisins",
    compareInside: "Dans ce territoire",
    compareOther: "Autre territoire",
    compareUnknown:
      "Ce jeu de données n’a pas ce territoire à côté duquel comparer : choisissez-en un autre.",
    compareStop: "Ne plus comparer",
    compareSearch: "Chercher un autre territoire à comparer",
    compareHint: "Nom, code Insee ou code postal",
    compareFound: (count: number) =>
      count === 0
        ? "Aucun territoire trouvé."
        : `${plural(count, "territoire trouvé", "territoires trouvés")}.`,
    rank: ({ rank, ties, count }: Rank, kind: TerritoryKind, within: string | null, minutes: number) => {
      const place = rank === 1 ? (kind === "departement" ? "1er" : "1re") : `${formatCount(rank)}e`;
      const equal = ties === 0 ? "" : `, ex æquo avec ${plural(ties, "autre", "autres")}`;
      const among = messages.sheet.manyOf[kind];
      const where = within === null ? "" : ` (${within})`;
      return `${place} sur ${formatCount(count)} ${among}${where}${equal}, par la part des habitants à ${formatMinutes(minutes)} ou moins.`;
    },
    manyOf: {
      france: "territoires",
      region: "régions",
      departement: "départements",
      epci: "intercommunalités",
      commune: "communes",
    } satisfies Record<TerritoryKind, string>,
    oneOf: {
      france: "territoire",
      region: "région",
      departement: "département",
      epci: "intercommunalité",
      commune: "commune",
    } satisfies Record<TerritoryKind, string>,
    summary: ({ name, figure, gaps, inside }: Summary): string => {
      if (figure.population === 0) return `${name} : personne n’y habite, d’après la grille de population.`;
      const first = `${name} : ${formatShare(figure.share)} des habitants sont à ${formatMinutes(figure.minutes)} de route ou moins d’une structure France services`;
      const isNobody = figure.uncovered < 0.5;
      const beyond = isNobody
        ? "personne n’est au-delà"
        : `${people(figure.uncovered)} ${Math.round(figure.uncovered) < 2 ? "est" : "sont"} au-delà`;
      const where = isNobody || gaps === null ? "" : messages.sheet.summaryGaps(gaps);
      return [
        `${first} ; ${beyond}${where}.`,
        inside === null || isNobody ? "" : messages.sheet.summaryInside(inside),
      ]
        .filter((sentence) => sentence !== "")
        .join(" ");
    },
    summaryGaps: ({ total, largest }: SummaryGaps): string => {
      if (largest === null) return "";
      const place = messages.tables.gapPlace(largest.communes);
      const most = `(${place}, ${people(largest.people)})`;
      return total === 1
        ? `, dans une zone blanche ${most}`
        : `, dans ${formatCount(total)} zones blanches, dont la plus peuplée ${most}`;
    },
    summaryInside: ({ kind, names }: FarTerritories): string => {
      const count = names.length;
      if (count === 0)
        return `${kind === "departement" ? "Aucun" : "Aucune"} ${messages.sheet.oneOf[kind]} n’a plus de la moitié de ses habitants au-delà.`;
      const subject = `${plural(count, messages.sheet.oneOf[kind], messages.sheet.manyOf[kind])} ${
        count === 1 ? "a plus de la moitié de ses" : "ont plus de la moitié de leurs"
      } habitants au-delà`;
      if (count <= MOST_NAMED) return `${subject} : ${listed(names)}.`;
      return `${subject}, dont ${listed(names.slice(0, MOST_NAMED))}.`;
    },
  },

  national: {
    title: "Ce qui a été dit officiellement",
    caption: "Part des habitants de France près d’une structure France services, selon les déclarations",
    intro:
      "Aucune de ces déclarations ne publie sa méthode : ni les routes, ni la population, ni les structures comptées.",
    date: "Date",
    who: "Qui",
    within: (minutes: number) => `À ${formatMinutes(minutes)}`,
    network: "Réseau",
    source: "Source",
    unsaid: "—",
    ours: "Ce calcul",
    oursDates: (vintages: readonly string[]) =>
      vintages.length === 0 ? "dates inconnues" : formatList(vintages),
    oursNetwork: (count: number) => plural(count, "structure comptée", "structures comptées"),
    oursMethod: "Méthode et sources",
    fictitious:
      "Les données affichées sont inventées : ce calcul ne se compare à aucune de ces déclarations.",
    partial: (names: readonly string[], departements: number) =>
      `Le jeu de données ne couvre qu’une partie de la France (${plural(departements, "département", "départements")}${
        names.length === 0 ? "" : ` : ${listed(names)}`
      }) : ce calcul ne se compare pas à ces déclarations, qui portent sur tout le pays.`,
    selected: "Ce calcul ne compte que les structures choisies.",
    insets: "Départements à l’écart de la carte",
    insetShare: (share: number | null) => (share === null ? "personne n’y habite" : formatShare(share)),
    insetWaiting: "…",
    insetUnknown: "—",
  },

  robustness: { title: "Si une structure fermait" },

  week: { title: "Quand est-ce ouvert ?" },

  trend: { title: "Évolution" },

  timeMachine: {
    title: "Le réseau au fil du temps",
    label: "Date du réseau",
    today: "Aujourd’hui",
    now: "aujourd’hui",
    previous: "Précédente",
    next: "Suivante",
    play: "Lire depuis 2020",
    pause: "Pause",
    noDates: "La liste des structures ne dit pas quand elles ont été labellisées.",
    network: (counted: number, added: number, date: string) =>
      `${plural(counted, "structure labellisée", "structures labellisées")} au ${date}, dont ${formatCount(added)} ce jour-là, dans tout le jeu de données.`,
    networkNow: (count: number) => `${plural(count, "structure", "structures")} dans tout le jeu de données.`,
    survivors:
      "Seules comptent les structures de la liste actuelle : celles qui ont perdu leur label n’y sont plus.",
    undated: (count: number) =>
      count === 1
        ? "Une structure sans date de label n’est comptée à aucune date."
        : `${plural(count, "structure", "structures")} sans date de label ne sont comptées à aucune date.`,
    chart: (minutes: number) => `Habitants à ${formatMinutes(minutes)} ou moins, par date`,
    chartLabel: (minutes: number, first: string, last: string) =>
      `Part des habitants à ${formatMinutes(minutes)} ou moins : ${first}, ${last}.`,
    chartPoint: (share: number, date: string) => `${formatShare(share)} au ${date}`,
    chartEmpty: "Part des habitants par date : calcul en cours.",
    chartKnown: (known: number, all: number) =>
      `${plural(known, "date calculée", "dates calculées")} sur ${formatCount(all)}.`,
    values: "Lire les valeurs par date",
    date: "Date",
    structures: "Structures ici",
    share: "Couverts",
    pending: "…",
  },

  outdated: {
    text: "Les données ont été mises à jour : la page en montre encore d’anciennes.",
    reload: "Recharger la page",
  },

  title: {
    page: (what: string) => `${what} – Trente`,
    figure: (place: string, { share, minutes }: Recount) =>
      `${place} : ${formatShare(share)} à ${formatMinutes(minutes)}`,
    views: {
      method: "Méthode et qualité",
      accessibility: "Accessibilité",
      print: "Fiche",
      annex: "Annexe",
      scenarios: "Comparer les scénarios",
    },
  },

  siting: { title: "Où ouvrir les prochaines ?" },
  method: {
    title: "Méthode et qualité",
    roles: {
      roads: "Routes",
      structures: "Structures",
      population: "Population",
      communes: "Communes",
      codes: "Codes officiels",
    } satisfies Record<Source["role"], string>,
  },
};
