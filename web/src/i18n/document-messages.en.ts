import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import type { Recount } from "../coverage/recount.ts";
import type { documentMessages as french } from "./document-messages.fr.ts";
import { formatCount, formatDate, formatDecimal, formatMinutes, formatShare } from "./format.ts";
import { NO_BREAK, people, plural } from "./plural.en.ts";

/** `: 12 lines`, where the number is known. */
const lines = (count: number | null): string => (count === null ? "" : `: ${plural(count, "line", "lines")}`);

/** `180 MB`, `1.5 GB`. */
const bytes = (megabytes: number): string =>
  megabytes < 1000
    ? `${formatCount(megabytes)}${NO_BREAK}MB`
    : `${formatDecimal(megabytes / 1000)}${NO_BREAK}GB`;

/** Sentences of the documents and dialogs, in English. */
export const documentMessages: typeof french = {
  exports: {
    title: "Export what is shown",
    scope: (name: string, minutes: number, counted: string) =>
      `${name}, within ${formatMinutes(minutes)}; ${counted}`,
    communes: "Communes",
    communesDetail: (count: number) =>
      `The figure of each commune: ${plural(count, "line", "lines")}. The GeoJSON has the outlines.`,
    gaps: "Gaps",
    gapsDetail: (minutes: number, count: number | null) =>
      `Each inhabited area farther than ${formatMinutes(minutes)}${lines(count)}. The GeoJSON has the outlines.`,
    structures: "Structures",
    structuresDetail: (count: number) =>
      `Those that are counted and lie in the territory, with address and opening hours: ${plural(count, "line", "lines")}.`,
    cells: "Cells",
    cellsDetail: (count: number) =>
      `Each inhabited cell, its people and its time by road: ${plural(count, "line", "lines")}.`,
    heavy: (megabytes: Readonly<Record<"csv" | "geojson" | "parquet", number>>) =>
      `Heavy files: about ${bytes(megabytes.parquet)} as Parquet, ${bytes(megabytes.csv)} as CSV, ${bytes(megabytes.geojson)} as GeoJSON.`,
    isochrones: "Isochrones",
    isochronesDetail: (minutes: readonly number[]) =>
      `From where the chosen structure is reached within ${minutes.join(", ")} min: ${formatCount(minutes.length)} areas and their people.`,
    curve: "Curve",
    curveDetail: (count: number) =>
      `The share of people covered by time by road, minute by minute: ${plural(count, "line", "lines")}.`,
    report: "Full report",
    reportDetail: "The figure, what is poorly known, the warnings, the sources and the parameters.",
    picture: "Picture of the map",
    pictureDetail: "The map as it is, with title, figure, legend, scale, sources and date.",
    pictureMaking: "Drawing the picture…",
    pictureDone: "The picture is saved.",
    pictureFailed: (detail: string) => `The picture could not be drawn: ${detail}`,
    noMap: "the map has not started.",
    // Files are the same in both languages.
    curveHeader: ["minutes", "part_couverte", "habitants_couverts"],
    files: { communes: "communes", gaps: "zones-blanches", structures: "structures", cells: "carreaux" },
    curveFile: "courbe",
    reportFile: "couverture",
    isochronesFile: "isochrones",
    pictureFile: "carte",
  },

  share: {
    title: "Share this view",
    link: "Address of the view",
    linkDetail: "All is in it: territory, time, structures counted, place on the map.",
    copyLink: "Copy the address",
    frame: "Embed in a page",
    frameDetail: "The map, the figure and the slider, in a frame. To be pasted into the code of a page.",
    code: "Code of the frame",
    copyCode: "Copy the code",
    width: "Width",
    height: "Height",
    size: (width: number, height: number) => `Frame of ${width} by ${height} pixels.`,
    tooSmall: (width: number, height: number) =>
      `It takes at least ${width} by ${height} to read everything.`,
    frameTitle: (place: string) => `Trente: time by road to a France services desk, ${place}`,
    copied: "Copied.",
    selected: "The text is selected: copy it with Ctrl+C, or ⌘C.",
  },

  printSheet: {
    label: "Sheet to print",
    print: "Print",
    back: "Back to the map",
    kicker: "Access by road to France services desks",
    fictitious: "Fictitious data: the territory is invented, no figure is real",
    drawing: "Drawing the map…",
    mapFailed: "The map could not be drawn; the figures do not depend on it.",
    mapLabel: (place: string, sentence: string) =>
      `Map of the time by road to the nearest France services desk, ${place}. ${sentence}`,
    north: "North",
    keyFigures: "Key figures",
    within: (minutes: number) => `Within ${formatMinutes(minutes)}`,
    beyond: (minutes: number) => `People farther than ${formatMinutes(minutes)}`,
    mean: "Mean time",
    p95: "Longest, for 95% of people",
    structures: "Structures counted in the territory",
    curve: "People covered by time",
    gaps: (minutes: number, shown: number, total: number) =>
      total === 0
        ? `Inhabited areas farther than ${formatMinutes(minutes)}: none`
        : `Inhabited areas farther than ${formatMinutes(minutes)}: ${formatCount(total)}${shown < total ? ", the most peopled first" : ""}`,
    least: (kind: TerritoryKind) =>
      ({
        france: "Least covered territories",
        region: "Least covered régions",
        departement: "Least covered départements",
        epci: "Least covered groups of communes",
        commune: "Least covered communes",
      })[kind],
    columns: {
      place: "Place",
      people: "People",
      worst: "At worst",
      nearest: "Nearest structure",
      // Names of structures are French.
      namePrefix: /^France services (?:d[eu] |d[’'])?/i,
      name: "Name",
      share: "Covered",
      uncovered: "Beyond",
    },
    method: "Method",
    methodText:
      "For each inhabited cell of the population grid, the trip by car that takes the least time to a structure that is counted, in free-flowing traffic, keeping to one-way streets and turn restrictions. The people of the cells that arrive in time are added up. A cell with no road counts as not covered.",
    sources: "Sources",
    warnings: "Good to know",
    stamp: (date: string, dataset: string) => `Document of ${date}. Dataset ${dataset}. Unofficial tool.`,
  },

  document: {
    back: "Back to the map",
    contents: "On this page",
    copy: "Copy",
    copied: "Copied.",
  },

  accessibility: {
    title: "Accessibility",
    lead: "State of conformity with RGAA 4.1: not assessed. This page says what has been checked, and what has not.",
    state: {
      title: "State of conformity",
      text: [
        "No audit has been carried out: the conformity of Trente with the general framework for the improvement of accessibility of French public services (RGAA, version 4.1) is not assessed. Trente is thus declared neither conforming nor partly conforming.",
        "A public service that installs Trente must have this audit carried out and publish its own declaration.",
      ],
    },
    map: {
      title: "The map and what stands in for it",
      text: [
        "Online maps are outside the scope of the obligation, provided that the essential information of those that serve to find a place or a route is given in an accessible form.",
        "All that the map shows can be read without it too:",
      ],
      stands: [
        "the figure, in one sentence, announced again when the slider rests;",
        "the territories, the gaps and the structures, as tables to be sorted and filtered, and downloaded as CSV;",
        "the curve, summed up in one sentence, and its values as a table;",
        "the card of each structure and of each gap, as text.",
      ],
      colours:
        "No information is given by colour alone: cells that are not covered are hatched, structures differ by their shape, isochrones by a line and a label.",
    },
    checked: {
      title: "What is checked",
      lead: "At each change, by automatic tests:",
      points: [
        "axe-core, in a Chromium browser, finds nothing serious or critical: on the map (large screen, dark theme, phone), on the page on the method and on this one (the same);",
        "by keyboard alone: skip links, slider, tabs, lines of the tables, there and back between the map and these pages;",
        "the contrasts of texts (4.5:1), of the borders of controls and of the focus outline (3:1), light and dark;",
        "the colours of the map, which must be told apart in simulated protan, deutan and tritan vision too.",
      ],
    },
    unchecked: {
      title: "What is not",
      points: [
        "no audit by a qualified person, and the 106 criteria have not been gone through one by one;",
        "no trial with people who use a screen reader;",
        "NVDA, JAWS, VoiceOver and TalkBack have not been tried;",
        "Firefox and Safari have not been tried with assistive technology.",
      ],
    },
    gaps: {
      title: "Known faults",
      points: [
        "the map itself cannot be read by a screen reader, and no cell can be chosen on it by keyboard: the tables stand in for it;",
        "reading a cell takes a pointer;",
        "tables of more than fifty lines are lengthened by a button, which is slow for a territory of thousands of communes: the filter or the CSV file are faster;",
        "the documentation of the API is a page of its own, which has not been checked in the same way.",
      ],
    },
    keys: {
      title: "Help for the keyboard",
      caption: "Keys and what they do",
      where: "Where",
      key: "Keys",
      effect: "Effect",
      rows: [
        ["Everywhere", ["Tab", "Shift + Tab"], "Go to the next element, to the previous one"],
        ["Top of the page", ["Tab", "Enter"], "Skip links: figure, table, map or content"],
        ["Slider of the minutes", ["←", "→"], "One minute less, more"],
        ["Slider of the minutes", ["Home", "End"], "5 minutes, 60 minutes"],
        ["Tabs", ["←", "→"], "Previous table, next table"],
        ["Line of a table", ["Enter"], "Open the card and go to the place on the map"],
        ["Title of a column", ["Enter"], "Sort, then sort the other way"],
        ["Map", ["←", "↑", "→", "↓"], "Move"],
        ["Map", ["+", "−"], "Zoom in, zoom out"],
        ["Card", ["Esc"], "Close"],
      ],
    },
    report: {
      title: "Report a problem",
      text: [
        "Trente is free software that anyone can install: it is for who runs this address to name a contact here, and they have not done so yet.",
        "If you cannot read a piece of information, tell them the page, what you were looking for, and the assistive technology that you use.",
        "If a public service does not answer, you can write to the Défenseur des droits (the French ombudsman), turn to its delegate near you, or telephone 09 69 39 00 00.",
      ],
    },
  },

  method: {
    title: "Method and quality",
    lead: "How the figure is made, from what, and how far it can be trusted.",
    waiting: "The figures of the territory are on their way…",
    unknown: "—",

    measured: {
      title: "What is measured",
      text: [
        "If every person left by car from the centre of the cell where they are recorded, along the roads of OpenStreetMap, without traffic, for the nearest labelled structure, how many would be there in time? That is what the figure says, and nothing else.",
      ],
      steps: (maxSnapMeters: string, profile: string) => [
        "Structures. The official list of France services desks (ANCT). A structure counts from the day of its label to the day it loses it; a bus counts at its base.",
        `People. Insee’s cells, or the European grid. Each inhabited cell is placed at its centre, then on the nearest road for cars, ${maxSnapMeters} away at most. The distance to that road is told, but costs nothing.`,
        `Roads. OpenStreetMap, with its one-way streets, turn restrictions, speed limits, private roads and ferries, by the rules of a car profile of OSRM (“${profile}”).`,
        "Times. For each cell, the exact time to the nearest structure, not an estimate as the crow flies. The areas drawn on the map help to read; people, though, are counted cell by cell.",
        "The share. The people of the cells within so many minutes, divided by all people, those whom no road reaches included: they count as not covered.",
      ],
    },

    figure: {
      title: (place: string) => `The figure: ${place}`,
      titlePlain: "The figure",
      sentence: ({ share, minutes }: Recount) =>
        `${formatShare(share)} of people live within ${formatMinutes(minutes)} by road.`,
      people: ({ covered, uncovered, population }: Recount) =>
        `That is ${formatCount(covered)} out of ${people(population)}; ${formatCount(uncovered)} live farther away or have no road.`,
      times: (mean: string, median: string, p95: string) =>
        `Among those who reach one: ${mean} on average, half within ${median}, 95% within ${p95}.`,
      structures: "Structures counted, and those that are not",
      counted: "Counted",
      inTerritory: "of which in this territory",
      excluded: (reason: string) => `Not counted: ${reason}`,
      count: "Structures",
      why: "Which",
      json: "Download the report (JSON)",
    },

    sources: {
      title: "Sources",
      caption: "Files that the dataset is made from",
      role: "Role",
      name: "Name",
      vintage: "Vintage",
      licence: "Licence",
      attribution: "Attribution",
      hash: "Fingerprint (SHA-256)",
      fictitious: "fictitious",
    },

    quality: {
      title: "Quality",
      caption: (place: string) => `What is uncertain in the data: ${place}`,
      measure: "Measure",
      cells: "Cells",
      people: "People",
      share: "Share of people",
      all: "All inhabited cells",
      imputed: "In cells estimated by the producer, to keep statistics secret",
      unlinked: (maxSnapMeters: string) => `No road within ${maxSnapMeters}: not covered`,
      unreached: "On a road from which no structure can be reached: not covered",
      nearCut: "Within 30 minutes of the edge of the known roads: times perhaps too long",
      snap: "From the centre of the cell to the road",
      snapMedian: "For half of the cells, at most",
      snapP95: "For 95% of the cells, at most",
      snapMax: "At most",
      meters: (meters: number) => `${formatCount(Math.ceil(meters))}${NO_BREAK}m`,
      warnings: "Good to know",
      issues: "Issues found in the data",
      noIssues: "No issue was found.",
      issuesLead:
        "What is strange is counted under a code and shown, never mended in silence. These counts are about the whole dataset.",
      issuesCaption: "Counts, by code",
      code: "Code",
      severity: "Severity",
      count: "Number",
      where: "Where",
      examples: (count: number) => plural(count, "example", "examples"),
      severities: {
        error: "error",
        warning: "warning",
        info: "for information",
      },
      issueNames: {
        "cell.commune.nearest": "cell put in the nearest commune",
        "cell.commune.none": "cell outside any commune",
        "cell.commune.straddling": "cell across several communes",
        "cell.commune.code_unknown": "cell of an unknown commune",
        "osm.way.missing_node": "road of which a point is missing in the extract",
        "osm.way.too_short": "road of a single point",
        "population.cell.empty": "cell without people",
        "population.cell.outside_network": "cell outside the road network",
        "population.cell.outside_territory": "cell outside the territories asked for",
        "population.cell.duplicate": "cell listed twice",
        "population.cell.border": "cell at the edge of the grid",
        "population.mixed": "populations from several sources",
        "structure.commune.moved": "commune whose code has changed",
        "structure.commune.unknown": "commune unknown to the official codes",
        "structure.coordinate.swapped": "latitude and longitude swapped",
        "structure.hours.missing": "opening hours missing",
        "structure.hours.unreadable": "opening hours unreadable",
        "structure.id.duplicate": "identifier listed twice",
        "structure.label_date.missing": "date of label missing",
        "structure.label_date.unreadable": "date of label unreadable",
        "structure.outside_network": "structure outside the road network",
        "structure.type.unknown": "type unknown",
      },
    },

    sensitivity: {
      title: "What moves it",
      text: "The same figure, with one assumption changed at a time. Read a figure of Trente to within a point, or more in the mountains; two figures made in the same way compare much more finely, because their assumptions are the same.",
      heavy:
        "For a territory of this size the calculation may take a minute or more: it starts only if you ask for it.",
      caption: (minutes: number) => `Share of people within ${formatMinutes(minutes)}, by assumption`,
      assumption: "Assumption",
      share: "Share",
      difference: "Difference, in points",
      reference: "reference",
      unavailable: (obstacle: string) => `not applicable: ${obstacle}`,
      start: "Compute",
      stop: "Stop",
      resume: "Resume",
      progress: "Progress",
      running: "Computing the assumptions…",
      done: (count: number) => `${plural(count, "assumption computed", "assumptions computed")}.`,
      stopped: (done: number, total: number) => `Stopped: ${done} of ${total} assumptions are computed.`,
    },

    engines: {
      title: "Another engine, another figure",
      measured: (date: string) =>
        `These differences were measured once, on ${formatDate(date)}, for Corsica, and not on the dataset served here: a reduced extract of OpenStreetMap of January 2022, a 1 km grid of 2021, 37 structures, 114,700 pairs of a cell and a structure.`,
      caption: "Trente, OSRM and Valhalla for Corsica",
      engine: "Engine",
      within: (minutes: number) => formatMinutes(minutes),
      median: "Median difference of durations",
      p95: "95% of durations differ by less than",
      names: {
        embedded: "Trente",
        osrm: "OSRM 6.0.0",
        valhalla: "Valhalla 3.6.1",
        valhallaSameSpeeds: "Valhalla, at our speeds",
      },
      text: [
        "OSRM is also the engine of Insee’s table of distances. What remains is due to one rule: between two structures, Trente keeps the route that the driver prefers, OSRM compares durations.",
        "Valhalla gives times that are 11.9% shorter (median): it supposes higher speeds where the map says none, and drives at the limit where the map says one, OSRM at 80%. The choice of speeds weighs far more than the calculation.",
      ],
    },

    limits: {
      title: "What it leaves out",
      points: [
        "Those who do not drive. Neither public transport, nor shared cars, nor walking.",
        "Traffic, weather, season. Times are those of a free road; in towns, at peak hours, they are too short.",
        "Capacity. Only the nearest structure counts, even if one waits there for long.",
        "Opening hours, unless they are asked for. A structure open 24 hours a week counts as much as another that is open 40.",
        "Rounds. A bus counts as a fixed point, at its base, and not at the places where it stops on certain days.",
        "What averages hide. 98% in a département may leave whole communes beyond: the tables and the gaps show them.",
        "The address. A cell is not a house, and a part of the cells is estimated by Insee.",
        "The edge of the map. A structure on the other side of a border counts only if its territory is in the data.",
        "Errors of OpenStreetMap and of the lists. What is strange in them is counted and shown, above.",
        "Guadeloupe, Guyane and Mayotte. Insee publishes no cells there.",
      ],
    },

    reproduce: {
      title: "Do it again and cite it",
      text: "The files are public and the program is free: with the files whose fingerprints are above, these commands give this figure again.",
      build: "Make the dataset",
      coverage: "Get the figure and put it to the test",
      cite: "Cite",
      citation: (one: {
        sentence: string;
        place: string;
        sources: string;
        dataset: string;
        date: string;
        address: string;
      }) =>
        `Trente, “${one.place}: ${one.sentence}”, computed on dataset ${one.dataset} (${one.sources}), accessed on ${one.date}, ${one.address}`,
      parameters: "Parameters of the calculation",
      parameterNames: {
        minComponent: "Least size of a piece of network, in edges",
        maxSnapMeters: "Greatest distance to the road, in metres",
        territory: "Territory",
        minutes: "Minutes",
        exclude: "Types and formats left out",
        asOf: "Network as of",
        openOn: "Open on",
      },
      none: "none",
      profile: "Road profile",
      engine: "Engine",
      dataset: "Dataset",
      format: "Version of the format",
    },
  },
};
