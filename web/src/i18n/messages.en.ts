/* oxlint-disable max-lines -- every sentence is in one file, in the order of the French one */
import type { Source } from "../../../isochrones/model/provenance.ts";
import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { Recount } from "../coverage/recount.ts";
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
import type { Exclusion } from "../app/state.ts";
import type { messages as french } from "./messages.fr.ts";
import { NO_BREAK, people, plural } from "./plural.en.ts";

/** `2.1 points more`, `the same`: a difference whose sign is said. `format` writes it without its sign. */
const moreOrLess = (value: number, format: (size: number) => string): string => {
  if (Math.abs(value) < 0.05) return "the same";
  return `${format(Math.abs(value))} ${value > 0 ? "more" : "less"}`;
};

/** `A, B and C`. */
const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

const ordinals = new Intl.PluralRules("en-GB", { type: "ordinal" });
const ORDINAL_ENDINGS: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = {
  one: "st",
  two: "nd",
  few: "rd",
};

/** `1st`, `22nd`, `113th`. */
const ordinal = (rank: number): string =>
  `${formatCount(rank)}${ORDINAL_ENDINGS[ordinals.select(rank)] ?? "th"}`;

/** Names that a sentence may list. */
const MOST_NAMED = 5;

/** The API names public holidays in French. */
const HOLIDAYS: Readonly<Record<string, string>> = {
  "jour de l’An": "New Year’s Day",
  "lundi de Pâques": "Easter Monday",
  "fête du Travail": "Labour Day",
  "victoire du 8 mai 1945": "Victory in Europe Day",
  Ascension: "Ascension Day",
  "lundi de Pentecôte": "Whit Monday",
  "fête nationale": "Bastille Day",
  Assomption: "Assumption Day",
  Toussaint: "All Saints’ Day",
  "armistice du 11 novembre 1918": "Armistice Day",
  Noël: "Christmas Day",
  "Vendredi saint": "Good Friday",
  "Saint-Étienne": "St Stephen’s Day",
  "abolition de l’esclavage": "Abolition of Slavery",
};

/** Every sentence that the reader sees, in English. */
export const messages: typeof french = {
  people,
  brand: "Trente",
  tagline: "Within thirty minutes of a France services desk?",
  unofficial: "Unofficial tool",
  unofficialDetail:
    "An independent tool, with no link to the administration. Its calculations bind no one else.",
  skipToDocument: "Skip to the content",
  skipToFigure: "Skip to the figure",
  skipToMap: "Skip to the map",
  skipToTable: "Skip to the table",
  skipLinks: "Skip links",

  fictitious: {
    title: "Fictitious data",
    detail: "A territory invented for demonstration: no place and no figure is real.",
  },

  scenario: { title: "Try a scenario" },

  loading: "Computing…",
  late: "The server is taking longer than usual…",
  failed: (detail: string) => `The answer did not come: ${detail}`,
  retry: "Try again",
  close: "Close",

  trouble: {
    stalled: "the server did not answer within a minute.",
    unreachable: "the server cannot be reached. Check the connection.",
    status: (status: number) => `the server answered with error ${status}.`,
  },

  header: {
    label: "Pages",
    method: "Method and quality",
    accessibility: "Accessibility",
    api: "API",
    otherLanguage: "Français",
  },

  frame: {
    open: "Open in Trente",
    opens: "in a new tab",
  },

  territory: {
    breadcrumb: "Breadcrumb",
    everywhere: "The whole territory",
    unknown: "Unknown territory",
    unknownDetail: "The territory of this address is not in the data served here.",
  },

  headline: {
    after: (minutes: number) =>
      ` of people live within ${formatMinutes(minutes)} by road of a France services desk.`,
    unknown: "The figure is not known.",
    nobody: "Nobody lives here, according to the population grid.",
    asOf: (date: string) => `network as of ${date}`,
    detail: (figure: Recount) =>
      figure.population === 0
        ? ""
        : `That is ${formatCount(figure.covered)} out of ${people(figure.population)}; ${formatCount(
            figure.uncovered,
          )} live farther away.`,
    live: (place: string, figure: Recount) =>
      `${place}: ${formatShare(figure.share)} of people within ${formatMinutes(figure.minutes)}.`,
    vintage: (source: Source) => `${messages.method.roles[source.role]}: ${formatVintage(source.vintage)}`,
    method: "Method and sources",
  },

  slider: {
    label: "Longest time by road",
    ticks: "Marks",
    preset: (minutes: number) => formatMinutes(minutes),
  },

  switches: {
    legend: "Structures counted",
    labels: {
      mobiles: "Buses and itinerant teams",
      antennes: "Branches",
    },
    kinds: {
      bus: "buses",
      itinerante: "travelling teams",
      antenne: "branches",
      principal: "main structures",
      fixe: "fixed places",
      multisite: "multi-site",
    } satisfies Record<Exclusion, string>,
    without: (kind: Exclusion): string => `Without: ${messages.switches.kinds[kind]}`,
    takeBack: (text: string) => `No longer apply “${text}”`,
    saturday: "Only those open on Saturdays",
    counted: (counted: number, total: number) =>
      counted === total
        ? `${plural(counted, "structure counted", "structures counted")}.`
        : `${plural(counted, "structure counted", "structures counted")} out of ${formatCount(total)}.`,
  },

  counted: {
    sentence: (choice: string) => `Structures counted: ${choice}.`,
    scenario: (name: string) => `scenario “${name}”`,
    openOn: (when: string) => `open ${when}`,
    openOnOther: (word: string) => `open “${word}”`,
    days: ["on Mondays", "on Tuesdays", "on Wednesdays", "on Thursdays", "on Fridays", "on Saturdays"],
    weekdays: "on weekdays",
    partsOfDay: { matin: "before noon", "apres-midi": "after noon" },
    morning: "before noon",
    afternoon: "after noon",
    at: (clock: string, _: string) => `at ${clock}`,
    after: (clock: string, _: string) => `after ${clock}`,
    between: (from: string, to: string) => `between ${from} and ${to}`,
    without: {
      mobiles: "without buses or itinerant teams",
      antennes: "without branches",
    },
    noRedirection: (percent: string) => `handling at least ${percent} of requests without re-direction`,
    realisation: (percent: string) => `completing at least ${percent} of the acts asked for`,
    withoutOnly: (kind: string) => `without ${kind}`,
    asOf: (date: string) => `network on ${date}`,
    scope: (counted: string) => counted.replace(/\.$/, " in the whole dataset."),
  },

  curve: {
    title: "People covered by time by road",
    label: (shares: readonly { minutes: number; share: number }[]) =>
      `Curve of the share of people covered: ${shares
        .map(({ minutes, share }) => messages.curve.point(share, minutes))
        .join(", ")}.`,
    point: (share: number, minutes: number) => `${formatShare(share)} within ${formatMinutes(minutes)}`,
    values: "Read the values",
    minutes: "Time by road",
    share: "People covered",
  },

  tables: {
    tabsLabel: "Tables",
    tabs: {
      region: "Régions",
      departement: "Départements",
      epci: "EPCI",
      commune: "Communes",
    },
    kinds: {
      france: "Everything",
      region: "Régions",
      departement: "Départements",
      epci: "Groups of communes",
      commune: "Communes",
    },
    kindNames: {
      france: "Territory",
      region: "Région",
      departement: "Département",
      epci: "Group of communes",
      commune: "Commune",
    },
    shortEpci: "EPCI",
    files: {
      france: "territoire",
      region: "regions",
      departement: "departements",
      epci: "intercommunalites",
      commune: "communes",
    },
    gaps: "Gaps",
    structures: "Structures",
    gapsCaption: (minutes: number, count: number) =>
      count === 0
        ? `No inhabited area is farther than ${formatMinutes(minutes)}.`
        : `${plural(count, "inhabited area", "inhabited areas")} farther than ${formatMinutes(minutes)}, the most peopled first.`,
    firstOnly: (count: number) => `The first ${formatCount(count)}.`,
    territoriesCaption: (kind: TerritoryKind, count: number, minutes: number): string =>
      `${messages.tables.kinds[kind]} (${formatCount(count)}): share of people within ${formatMinutes(minutes)}.`,
    structuresCaption: (count: number) =>
      `${plural(count, "structure counted", "structures counted")} in this territory.`,
    filter: "Filter by name",
    none: "No line matches.",
    more: (count: number) => `Show ${formatCount(count)} more lines`,
    csv: "Download (CSV)",
    columns: {
      place: "Place",
      commune: "Commune",
      people: "People",
      share: "Covered",
      uncovered: "Beyond",
      mean: "Mean",
      worst: "At worst",
      name: "Name",
      kind: "Type",
    },
    unreached: "no road",
    unknown: "—",
    gapPlace: (names: readonly string[]) => {
      const [first = "Outside any commune", ...others] = names;
      if (others.length === 0) return first;
      return `${first} and ${others.length} ${others.length === 1 ? "other" : "others"}`;
    },
  },

  // Files are the same in both languages.
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
    card: "Card",
    close: "Close the card",
    unknownTitle: "Unknown structure",
    types: { principal: "Principal structure", antenne: "Branch" },
    formats: {
      fixe: "fixed place",
      multisite: "several sites",
      bus: "bus",
      itinerante: "itinerant team",
    },
    notCounted: "Not counted in the figure shown.",
    labelled: (date: string) => `Labelled on ${date}`,
    todaysHours: (hours: string) => `Today’s hours: ${hours}.`,
    hours: "Opening hours",
    weekly: (hours: string) => `${hours} h a week`,
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    closed: "closed",
    unknown: "not given",
    phone: "Telephone:",
    reach: "Who can come here",
    band: (minutes: number) => `Within ${formatMinutes(minutes)}`,
    bandPeople: (count: number | null) => (count === null ? "population unknown" : people(count)),
    computing: "Drawing the isochrones…",
  },

  gap: {
    title: "Gap",
    gone: (minutes: number) =>
      `This area is not in the list of this territory at ${formatMinutes(minutes)}. It may be elsewhere, or beyond another time, from other structures.`,
    goneEverywhere: "Look for it in the whole territory",
    people: (count: number) => people(count),
    worst: (minutes: number | null) =>
      minutes === null
        ? "A part of it is linked to no structure by road."
        : `Longest trip: ${formatMeanMinutes(minutes)}.`,
    mean: (minutes: number) => `Mean trip: ${formatMeanMinutes(minutes)}.`,
    nearest: (name: string, minutes: number) =>
      `Nearest structure: ${name}, at ${formatMeanMinutes(minutes)}.`,
    communes: "Communes concerned",
  },

  map: {
    label: "Map of the time by road to the nearest France services desk",
    help: "Arrows to move, plus and minus to zoom. The table says the same as the map.",
    shading: "Colours of the map",
    shadings: { cells: "Cells", territories: "Territories" },
    ground: "Base map",
    grounds: { trente: "Plain", ign: "Plan IGN" },
    ignMissing: "IGN’s map does not answer: the simple one stands in for it meanwhile.",
    legend: "Time by road to the nearest",
    shareLegend: (minutes: number) => `People within ${formatMinutes(minutes)}`,
    shareRange: (from: number, to: number) =>
      from === 0
        ? `less than ${formatWholeShare(to)}`
        : `${formatWholeShare(from)} ${to === 1 ? "and more" : `to ${formatWholeShare(to)}`}`,
    territory: (name: string, share: number | null, minutes: number) =>
      share === null
        ? `${name}: nobody lives there`
        : `${name}: ${formatShare(share)} within ${formatMinutes(minutes)}`,
    range: (from: number, to: number) => `${from} to ${to}${NO_BREAK}min`,
    uncovered: (minutes: number) => `more than ${formatMinutes(minutes)}, or no road`,
    structurePrincipal: "Structure",
    structureAntenne: "Branch",
    structureMobile: "Bus, itinerant",
    cell: (minutes: number | null, count: number) =>
      minutes === null ? `No road, ${people(count)}` : `${formatMinutes(minutes)}, ${people(count)}`,
    cellHint: "Point at an inhabited cell to read its time. Right click: start from there.",
    wholeTerritory: "See the whole territory",
    failed: "The map could not start (no WebGL). The tables say the same.",
    ui: {
      "Map.Title": "Map of the time by road to the nearest France services desk",
      "NavigationControl.ZoomIn": "Zoom in",
      "NavigationControl.ZoomOut": "Zoom out",
      "NavigationControl.ResetBearing": "Turn north up again",
      "ScaleControl.Meters": "m",
      "ScaleControl.Kilometers": "km",
      "CooperativeGesturesHandler.WindowsHelpText": "Ctrl and scroll to zoom the map",
      "CooperativeGesturesHandler.MacHelpText": "⌘ and scroll to zoom the map",
      "CooperativeGesturesHandler.MobileHelpText": "Two fingers to move the map",
    },
  },

  out: {
    toolbar: "Take this view along",
    sheet: "Sheet to print",
    annex: "Annex",
    export: "Export",
    share: "Share",
    formatOf: (format: string, what: string) => `${format}, ${what}`,
  },

  search: {
    label: "Search for a commune, an address, a structure",
    placeholder: "Commune, address, structure…",
    results: "Results",
    groups: {
      territories: "Territories",
      places: "Places",
      structures: "Structures",
    },
    nearPlace: "structures nearby",
    searching: "Searching…",
    count: (count: number) => (count === 0 ? "No result." : `${plural(count, "result", "results")}.`),
    partly: "A part of the search did not succeed.",
    locate: "Locate me",
    locating: "Looking for your position…",
    locationTroubles: {
      insecure:
        "Your position can only be asked for over a secure connection (https). Type an address or a commune.",
      refused: "The browser may not give your position. Type an address or a commune.",
      unavailable: "Your position could not be found. Type an address or a commune.",
      late: "Your position was not found in time. Try again, or type an address or a commune.",
    },
  },

  near: {
    title: "Nearest by road",
    point: (lat: number, lon: number) => `Point ${formatPlace(lat, lon)}`,
    close: "Close “nearest by road”",
    summary: (count: number, name: string, minutes: number) =>
      `${plural(count, "structure", "structures")}; the nearest is ${name}, at ${formatMinutes(minutes)}.`,
    none: "No structure counted can be reached by road from this point.",
    noneOpen: (among: number) => `None is open now among the ${formatCount(among)} nearest.`,
    openOnly: "Open now only",
    snapped: (meters: number) =>
      `Trips counted from the nearest road, ${
        meters < 1000 ? formatMeters(meters) : formatKilometers(meters / 1000)
      } from this point.`,
    troubles: {
      "point-sans-route":
        "This point is more than 5 km from any road for cars. Choose another one, nearer to a road.",
      "point-hors-emprise": "This point is outside the territory computed.",
      "coordonnees-inversees":
        "This point is outside the territory computed: its latitude and longitude seem to be swapped.",
    },
  },

  opening: {
    open: "Open now",
    openUntil: (when: string) => `Open now, until ${when}`,
    closed: "Closed",
    opens: (when: string) => `Closed, opens ${when}`,
    perhapsOpens: (day: string, when: string | null) =>
      `Closed, perhaps open ${day}${when === null ? "" : `, opens ${when}`}`,
    holiday: (name: string | null) => {
      const known = HOLIDAYS[name ?? ""];
      return known === undefined
        ? "Public holiday: check that it is open"
        : `Public holiday (${known}): check that it is open`;
    },
    byAppointment: "By appointment",
    unknown: "Hours unknown",
    unknownUntil: (when: string) => `Today’s hours unknown, opens ${when}`,
    partlyByAppointment: "By appointment, at least in part.",
    onRounds: "On rounds: check place and day.",
    today: "today",
    tomorrow: "tomorrow",
    date: (date: string) => `on ${date}`,
    todayAt: (clock: string) => `at ${clock}`,
    at: (day: string, clock: string) => `${day} at ${clock}`,
  },

  catchment: {
    title: "Its catchment",
    people: (count: number) => `${people(count)} for whom it is the nearest.`,
    mean: (minutes: number) => `Mean trip: ${formatMeanMinutes(minutes)}.`,
  },

  closure: {
    title: "If it closed",
    beyond: "Covered by it alone, would then be farther than:",
    lost: (count: number) => (count > 0 ? people(count) : "nobody"),
    extra: (minutes: number) => `Trip ${formatMeanMinutes(minutes)} longer on average.`,
    stranded: (count: number) => `${people(count)} would have no structure within reach by road.`,
    communes: (minutes: number) => `Communes affected at ${formatMinutes(minutes)}`,
    more: (count: number) => `and ${plural(count, "other commune", "other communes")}.`,
  },

  sheet: {
    title: "Key figures",
    caption: (name: string) => `Key figures: ${name}`,
    captionCompared: (here: string, there: string) => `Key figures: ${here}, beside ${there}`,
    figure: "Figure",
    difference: "Difference",
    covered: (minutes: number) => `People within ${formatMinutes(minutes)}`,
    beyond: (minutes: number) => `People beyond ${formatMinutes(minutes)}`,
    mean: "Mean time",
    median: "Half within",
    p95: "95% within",
    structures: "Structures counted here",
    perStructure: "People per structure",
    gaps: (minutes: number) => `Gaps at ${formatMinutes(minutes)}`,
    unlinked: "People with no road nearby",
    unreached: "People with no possible trip",
    peopleAndShare: (count: number, share: number) => `${formatCount(count)} (${formatShare(share)})`,
    gapTotals: (total: number, count: number) =>
      total === 0 ? "none" : `${formatCount(total)} (${people(count)})`,
    waiting: "…",
    none: "—",
    pointsMore: (share: number) =>
      moreOrLess(share * 100, (size) => `${formatDecimal(size)}${NO_BREAK}points`),
    minutesMore: (minutes: number) => moreOrLess(minutes, formatMeanMinutes),
    countMore: (count: number) => moreOrLess(Math.round(count), formatCount),
    compare: "Compare with",
    compareNone: "No territory",
    compareHolding: "That hold it",
    compareNeighbours: "Neighbours",
    compareInside: "In this territory",
    compareOther: "Other territory",
    compareUnknown: "This dataset has no such territory to compare with: choose another.",
    compareStop: "Stop comparing",
    compareSearch: "Search for another territory to compare with",
    compareHint: "Name, Insee code or postcode",
    compareFound: (count: number) =>
      count === 0 ? "No territory found." : `${plural(count, "territory found", "territories found")}.`,
    rank: ({ rank, ties, count }: Rank, kind: TerritoryKind, within: string | null, minutes: number) => {
      const equal = ties === 0 ? "" : `, tied with ${plural(ties, "other", "others")}`;
      const where = within === null ? "" : ` (${within})`;
      return `${ordinal(rank)} of ${plural(count, messages.sheet.oneOf[kind], messages.sheet.manyOf[kind])}${where}${equal}, by share of people within ${formatMinutes(minutes)}.`;
    },
    manyOf: {
      france: "territories",
      region: "régions",
      departement: "départements",
      epci: "groups of communes",
      commune: "communes",
    },
    oneOf: {
      france: "territory",
      region: "région",
      departement: "département",
      epci: "group of communes",
      commune: "commune",
    },
    summary: ({ name, figure, gaps, inside }: Summary): string => {
      if (figure.population === 0) return `${name}: nobody lives there, according to the population grid.`;
      const first = `${name}: ${formatShare(figure.share)} of people live within ${formatMinutes(figure.minutes)} by road of a France services desk`;
      const isNobody = figure.uncovered < 0.5;
      const beyond = isNobody
        ? "nobody lives beyond"
        : `${people(figure.uncovered)} ${Math.round(figure.uncovered) === 1 ? "lives" : "live"} beyond`;
      const where = isNobody || gaps === null ? "" : messages.sheet.summaryGaps(gaps);
      return [
        `${first}; ${beyond}${where}.`,
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
        ? `, in one gap ${most}`
        : `, in ${formatCount(total)} gaps, of which the most peopled ${most}`;
    },
    summaryInside: ({ kind, names }: FarTerritories): string => {
      const count = names.length;
      if (count === 0) return `No ${messages.sheet.oneOf[kind]} has more than half of its people beyond.`;
      const subject = `${plural(count, messages.sheet.oneOf[kind], messages.sheet.manyOf[kind])} ${
        count === 1 ? "has more than half of its" : "have more than half of their"
      } people beyond`;
      if (count <= MOST_NAMED) return `${subject}: ${listed(names)}.`;
      return `${subject}, among them ${listed(names.slice(0, MOST_NAMED))}.`;
    },
  },

  national: {
    title: "What was said officially",
    caption: "Share of the people of France near a France services desk, according to statements",
    intro:
      "None of these statements publishes its method: neither the roads, nor the population, nor the structures counted.",
    date: "Date",
    who: "Who",
    within: (minutes: number) => `Within ${formatMinutes(minutes)}`,
    network: "Network",
    source: "Source",
    unsaid: "—",
    ours: "This calculation",
    oursDates: (vintages: readonly string[]) =>
      vintages.length === 0 ? "dates unknown" : formatList(vintages),
    oursNetwork: (count: number) => plural(count, "structure counted", "structures counted"),
    oursMethod: "Method and sources",
    fictitious:
      "The data shown are invented: this calculation does not compare with any of these statements.",
    partial: (names: readonly string[], departements: number) =>
      `The dataset covers only a part of France (${plural(departements, "département", "départements")}${
        names.length === 0 ? "" : `: ${listed(names)}`
      }): this calculation does not compare with these statements, which are about the whole country.`,
    selected: "This calculation counts only the structures chosen.",
    insets: "Départements away from the map",
    insetShare: (share: number | null) => (share === null ? "nobody lives there" : formatShare(share)),
    insetWaiting: "…",
    insetUnknown: "—",
  },

  robustness: { title: "If a structure closed" },

  week: { title: "When is it open?" },

  trend: { title: "Trend" },

  timeMachine: {
    title: "The network over time",
    label: "Date of the network",
    today: "Today",
    now: "today",
    previous: "Previous",
    next: "Next",
    play: "Play since 2020",
    pause: "Pause",
    noDates: "The list of structures does not say when they were labelled.",
    network: (counted: number, added: number, date: string) =>
      `${plural(counted, "structure labelled", "structures labelled")} as of ${date}, of which ${formatCount(added)} on that day, in the whole dataset.`,
    networkNow: (count: number) => `${plural(count, "structure", "structures")} in the whole dataset.`,
    survivors:
      "Only the structures of the present list count: those that have lost their label are no longer in it.",
    undated: (count: number) =>
      count === 1
        ? "One structure without a date of label is counted at no date."
        : `${plural(count, "structure", "structures")} without a date of label are counted at no date.`,
    chart: (minutes: number) => `People within ${formatMinutes(minutes)}, by date`,
    chartLabel: (minutes: number, first: string, last: string) =>
      `Share of people within ${formatMinutes(minutes)}: ${first}, ${last}.`,
    chartPoint: (share: number, date: string) => `${formatShare(share)} on ${date}`,
    chartEmpty: "Share of people by date: computing.",
    chartKnown: (known: number, all: number) =>
      `${plural(known, "date computed", "dates computed")} out of ${formatCount(all)}.`,
    values: "Read the values by date",
    date: "Date",
    structures: "Structures here",
    share: "Covered",
    pending: "…",
  },

  outdated: {
    text: "The data have been updated: the page still shows some of the old ones.",
    reload: "Reload the page",
  },

  title: {
    page: (what: string) => `${what} – Trente`,
    figure: (place: string, { share, minutes }: Recount) =>
      `${place}: ${formatShare(share)} within ${formatMinutes(minutes)}`,
    views: {
      method: "Method and quality",
      accessibility: "Accessibility",
      print: "Sheet",
      annex: "Annex",
      scenarios: "Compare scenarios",
    },
  },

  siting: { title: "Where to open the next ones?" },
  method: {
    title: "Method and quality",
    roles: {
      roads: "Roads",
      structures: "Structures",
      population: "Population",
      communes: "Communes",
      codes: "Official codes",
    },
  },
};
