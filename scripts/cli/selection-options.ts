import { DEFAULT_MINUTES, MAX_MINUTES } from "../../isochrones/create-study.ts";
import type { CoverageQuery } from "../../isochrones/model/report.ts";
import type {
  OpeningWindow,
  StructureFormat,
  StructureSelection,
  StructureType,
} from "../../isochrones/model/structure.ts";
import { readOpeningWindow } from "../../isochrones/opening-hours/opening-window.ts";
import { UsageError } from "./command.ts";
import { numberOption, numbersOption, type Options, readChoice, textOption, type Values } from "./options.ts";

/** Options of every command that states a figure. */
export const QUERY_OPTIONS = {
  dataset: { type: "string" },
  minutes: { type: "string" },
  territoire: { type: "string" },
  exclure: { type: "string" },
  au: { type: "string" },
  "ouvert-le": { type: "string" },
  "realisation-min": { type: "string" },
  "sans-reorientation-min": { type: "string" },
} as const satisfies Options;

export const OPEN_ON_USAGE = `  --ouvert-le MOMENT    structures ouvertes à ce moment de la semaine : samedi, samedi-matin, lundi-apres-midi, mardi-17h30, jeudi-12h-14h, apres-17h (un jour au moins, du lundi au vendredi)`;

/** Of whom a figure is, and which structures it counts. */
export const SELECTION_USAGE = `  --territoire REF      france (tout le jeu, par défaut), reg:94, dep:2A, epci:…, com:2A004
  --exclure LISTE       types ou formats non comptés : bus,itinerante,antenne,principal,fixe,multisite
  --au AAAA-MM-JJ       réseau des structures labellisées à cette date
${OPEN_ON_USAGE}
  --realisation-min P   structures dont le taux de réalisation, s’il est connu, atteint P % ; --sans-reorientation-min P : de même, leur part d’actes sans réorientation`;

export const QUERY_USAGE = `  --dataset DIR         jeu de données ou dépôt (obligatoire)
  --minutes M           seuil en minutes, 30 par défaut
${SELECTION_USAGE}`;

const OPENING_WINDOW_EXAMPLES =
  "a day, a moment or both, such as samedi, samedi-matin, lundi-apres-midi, mardi-17h30, jeudi-12h-14h or apres-17h";

const EXCLUDABLE: readonly (StructureType | StructureFormat)[] = [
  "principal",
  "antenne",
  "fixe",
  "multisite",
  "bus",
  "itinerante",
];

/** Reads the options of `QUERY_OPTIONS`, all defaults filled in. @throws UsageError */
export function readQuery(values: Values): Required<CoverageQuery> {
  return {
    territory: textOption(values, "territoire") ?? "france",
    minutes: checkMinutes(numberOption(values, "minutes", DEFAULT_MINUTES)),
    selection: readSelection(values),
  };
}

/** The same for several limits: `--minutes 20,30`, each once, in the order given. @throws UsageError */
export function readSeveralMinutes(values: Values): number[] {
  return [...new Set(numbersOption(values, "minutes", [DEFAULT_MINUTES]).map(checkMinutes))];
}

/** @throws UsageError for minutes that no study answers */
export function checkMinutes(minutes: number): number {
  if (minutes > 0 && minutes <= MAX_MINUTES) return minutes;
  throw new UsageError(`option --minutes: got ${minutes}, expected more than 0 and at most ${MAX_MINUTES}`);
}

/** Reads the options that choose structures. @throws UsageError */
export function readSelection(values: Values): StructureSelection {
  const exclude = (textOption(values, "exclure") ?? "")
    .split(",")
    .map(plainWord)
    .filter((word) => word !== "")
    .map((word) => readChoice("exclure", word, EXCLUDABLE));
  const asOf = textOption(values, "au");
  if (asOf !== undefined && !isDay(asOf)) {
    throw new UsageError(`option --au: got "${asOf}", expected a day as YYYY-MM-DD`);
  }
  const openOn = readOpenOn(values);
  const minRealisation = readPercentage(values, "realisation-min");
  const minNoRedirection = readPercentage(values, "sans-reorientation-min");
  return {
    exclude,
    ...(asOf !== undefined && { asOf }),
    ...(openOn !== null && { openOn }),
    ...(minRealisation !== null && { minRealisation }),
    ...(minNoRedirection !== null && { minNoRedirection }),
  };
}

function readPercentage(values: Values, name: string): number | null {
  const percentage = numberOption(values, name, null);
  if (percentage === null || (percentage >= 0 && percentage <= 100)) return percentage;
  throw new UsageError(`option --${name}: got ${percentage}, expected a percentage from 0 to 100`);
}

function readOpenOn(values: Values): OpeningWindow | null {
  const text = textOption(values, "ouvert-le");
  if (text === undefined) return null;
  const window = readOpeningWindow(text);
  if (window !== null) return window;
  throw new UsageError(`option --ouvert-le: got "${text}", expected ${OPENING_WINDOW_EXAMPLES}`);
}

/** `Itinérante` as `itinerante`. */
function plainWord(word: string): string {
  return word.trim().toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
}

/** A day of the calendar: 30 February is none, though `Date` takes it for 2 March. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
