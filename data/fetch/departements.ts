/** Where a département is, for who fetches roads: what lies within thirty minutes of its border is fetched too. */
export interface DepartementPlace {
  /** INSEE code. */
  readonly code: string;
  /** Geofabrik's extract that holds it: a région as they were until 2015, or an overseas département. */
  readonly extract: string;
  /** Other départements that come within 20 km of its border. */
  readonly near: readonly string[];
  /** Extracts of other countries that come within some 20 km of its border. */
  readonly foreign: readonly string[];
}

/**
 * Code, extract, départements near, foreign extracts near.
 *
 * Twenty kilometres rather than a common border, for thin départements: Saint-Denis does not touch the Oise, which is
 * eight kilometres away. Measured between the outlines of IGN's Admin Express, which a test measures again; foreign
 * countries are read off the map, for no outline of theirs is at hand.
 */
const ROWS: readonly (readonly [string, string, string, string])[] = [
  ["01", "rhone-alpes", "25 38 39 69 71 73 74", "switzerland"],
  ["02", "picardie", "08 51 59 60 62 77 80", "belgium"],
  ["03", "auvergne", "18 23 36 42 58 63 71", ""],
  ["04", "provence-alpes-cote-d-azur", "05 06 13 26 83 84", "nord-ovest"],
  ["05", "provence-alpes-cote-d-azur", "04 06 26 38 73 84", "nord-ovest"],
  ["06", "provence-alpes-cote-d-azur", "04 05 83", "nord-ovest monaco"],
  ["07", "rhone-alpes", "26 30 38 42 43 48 69 84", ""],
  ["08", "champagne-ardenne", "02 51 54 55 59", "belgium"],
  ["09", "midi-pyrenees", "11 31 65 66", "andorra cataluna"],
  ["10", "champagne-ardenne", "21 51 52 77 89", ""],
  ["11", "languedoc-roussillon", "09 31 34 66 81", ""],
  ["12", "midi-pyrenees", "15 30 34 46 48 81 82", ""],
  ["13", "provence-alpes-cote-d-azur", "04 30 34 83 84", ""],
  ["14", "basse-normandie", "27 50 61 76", ""],
  ["15", "auvergne", "12 19 43 46 48 63", ""],
  ["16", "poitou-charentes", "17 24 33 79 86 87", ""],
  ["17", "poitou-charentes", "16 24 33 79 85", ""],
  ["18", "centre", "03 23 36 41 45 58 89", ""],
  ["19", "limousin", "15 23 24 46 63 87", ""],
  ["21", "bourgogne", "10 25 39 52 58 70 71 89", ""],
  ["22", "bretagne", "29 35 56", ""],
  ["23", "limousin", "03 18 19 36 63 86 87", ""],
  ["24", "aquitaine", "16 17 19 33 46 47 87", ""],
  ["25", "franche-comte", "01 21 39 68 70 90", "switzerland"],
  ["26", "rhone-alpes", "04 05 07 30 38 42 69 84", ""],
  ["27", "haute-normandie", "14 28 60 61 76 78 95", ""],
  ["28", "centre", "27 41 45 61 72 78 91 95", ""],
  ["29", "bretagne", "22 56", ""],
  ["2A", "corse", "2B", ""],
  ["2B", "corse", "2A", ""],
  ["30", "languedoc-roussillon", "07 12 13 26 34 48 84", ""],
  ["31", "midi-pyrenees", "09 11 32 65 81 82", "cataluna aragon"],
  ["32", "midi-pyrenees", "31 40 47 64 65 82", ""],
  ["33", "aquitaine", "16 17 24 40 47", ""],
  ["34", "languedoc-roussillon", "11 12 13 30 48 81", ""],
  ["35", "bretagne", "22 44 49 50 53 56 61", ""],
  ["36", "centre", "03 18 23 37 41 86 87", ""],
  ["37", "centre", "36 41 49 72 79 86", ""],
  ["38", "rhone-alpes", "01 05 07 26 42 69 73", ""],
  ["39", "franche-comte", "01 21 25 70 71 74", "switzerland"],
  ["40", "aquitaine", "32 33 47 64 65", "pais-vasco"],
  ["41", "centre", "18 28 36 37 45 61 72", ""],
  ["42", "rhone-alpes", "03 07 26 38 43 63 69 71", ""],
  ["43", "auvergne", "07 15 42 48 63", ""],
  ["44", "pays-de-la-loire", "35 49 53 56 79 85", ""],
  ["45", "centre", "18 28 41 58 77 78 89 91", ""],
  ["46", "midi-pyrenees", "12 15 19 24 47 81 82", ""],
  ["47", "aquitaine", "24 32 33 40 46 82", ""],
  ["48", "languedoc-roussillon", "07 12 15 30 34 43", ""],
  ["49", "pays-de-la-loire", "35 37 44 53 72 79 85 86", ""],
  ["50", "basse-normandie", "14 35 53 61", ""],
  ["51", "champagne-ardenne", "02 08 10 52 55 77", ""],
  ["52", "champagne-ardenne", "10 21 51 55 70 88", ""],
  ["53", "pays-de-la-loire", "35 44 49 50 61 72", ""],
  ["54", "lorraine", "08 55 57 67 88", "belgium luxembourg"],
  ["55", "lorraine", "08 51 52 54 57 88", "belgium luxembourg"],
  ["56", "bretagne", "22 29 35 44", ""],
  ["57", "lorraine", "54 55 67 88", "belgium luxembourg saarland rheinland-pfalz"],
  ["58", "bourgogne", "03 18 21 45 71 89", ""],
  ["59", "nord-pas-de-calais", "02 08 62 80", "belgium"],
  ["60", "picardie", "02 27 76 77 78 80 93 95", ""],
  ["61", "basse-normandie", "14 27 28 35 41 50 53 72", ""],
  ["62", "nord-pas-de-calais", "02 59 80", "belgium"],
  ["63", "auvergne", "03 15 19 23 42 43", ""],
  ["64", "aquitaine", "32 40 65", "aragon navarra pais-vasco"],
  ["65", "midi-pyrenees", "09 31 32 40 64", "aragon cataluna"],
  ["66", "languedoc-roussillon", "09 11", "andorra cataluna"],
  ["67", "alsace", "54 57 68 88", "saarland rheinland-pfalz karlsruhe-regbez freiburg-regbez"],
  ["68", "alsace", "25 67 70 88 90", "freiburg-regbez switzerland"],
  ["69", "rhone-alpes", "01 07 26 38 42 71", ""],
  ["70", "franche-comte", "21 25 39 52 68 88 90", "switzerland"],
  ["71", "bourgogne", "01 03 21 39 42 58 69", ""],
  ["72", "pays-de-la-loire", "28 37 41 49 53 61", ""],
  ["73", "rhone-alpes", "01 05 38 74", "nord-ovest"],
  ["74", "rhone-alpes", "01 39 73", "switzerland nord-ovest"],
  ["75", "ile-de-france", "77 78 91 92 93 94 95", ""],
  ["76", "haute-normandie", "14 27 60 80 95", ""],
  ["77", "ile-de-france", "02 10 45 51 60 75 89 91 92 93 94 95", ""],
  ["78", "ile-de-france", "27 28 45 60 75 91 92 93 94 95", ""],
  ["79", "poitou-charentes", "16 17 37 44 49 85 86", ""],
  ["80", "picardie", "02 59 60 62 76", ""],
  ["81", "midi-pyrenees", "11 12 31 34 46 82", ""],
  ["82", "midi-pyrenees", "12 31 32 46 47 81", ""],
  ["83", "provence-alpes-cote-d-azur", "04 06 13 84", ""],
  ["84", "provence-alpes-cote-d-azur", "04 05 07 13 26 30 83", ""],
  ["85", "pays-de-la-loire", "17 44 49 79", ""],
  ["86", "poitou-charentes", "16 23 36 37 49 79 87", ""],
  ["87", "limousin", "16 19 23 24 36 86", ""],
  ["88", "lorraine", "52 54 55 57 67 68 70 90", ""],
  ["89", "bourgogne", "10 18 21 45 58 77", ""],
  ["90", "franche-comte", "25 68 70 88", "switzerland"],
  ["91", "ile-de-france", "28 45 75 77 78 92 93 94 95", ""],
  ["92", "ile-de-france", "75 77 78 91 93 94 95", ""],
  ["93", "ile-de-france", "60 75 77 78 91 92 94 95", ""],
  ["94", "ile-de-france", "75 77 78 91 92 93 95", ""],
  ["95", "ile-de-france", "27 28 60 75 76 77 78 91 92 93 94", ""],
  ["971", "guadeloupe", "", ""],
  ["972", "martinique", "", ""],
  ["973", "guyane", "", ""],
  ["974", "reunion", "", ""],
  ["976", "mayotte", "", ""],
];

const words = (text: string): string[] => text.split(" ").filter((word) => word !== "");

/** All 101 départements, by code. */
export const DEPARTEMENT_PLACES: ReadonlyMap<string, DepartementPlace> = new Map(
  ROWS.map(([code, extract, near, foreign]) => [
    code,
    { code, extract, near: words(near), foreign: words(foreign) },
  ]),
);

/** Those without a neighbour by road. INSEE's codes of overseas départements have three digits. */
export function isOverseas(code: string): boolean {
  return code.length === 3;
}

/** Overseas départements that INSEE's grid of 200 m lacks in every vintage: fiscal files match addresses too poorly there. */
export const WITHOUT_GRID: ReadonlySet<string> = new Set(["971", "973", "976"]);
