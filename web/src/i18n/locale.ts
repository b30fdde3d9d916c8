import { language } from "./language.ts";

/** What formats need of a language. */
interface Locale {
  /** BCP 47. */
  readonly tag: string;
  readonly moreThan: string;
  readonly lessThan: string;
  /** Before the sign of per cent. */
  readonly percentSpace: string;
  /** Between parts that may hold commas. */
  readonly separator: string;
  /** A duration of an hour or more. */
  readonly duration: (hours: number, minutes: number) => string;
  /** A time of day from hours and, where there are some, two digits of minutes. */
  readonly clock: (hours: number, minutes: string | null) => string;
  /** A date as `Intl` writes it, mended. */
  readonly mendDate: (date: string) => string;
  /** The vintage of a source, whose words are French. */
  readonly vintage: (vintage: string) => string;
}

const NARROW_SPACE = "\u202f";
const UNIT_SPACE = "\u00a0";

const LOCALES: Readonly<Record<typeof language, Locale>> = {
  fr: {
    tag: "fr-FR",
    moreThan: "plus de",
    lessThan: "moins de",
    percentSpace: NARROW_SPACE,
    separator: " ; ",
    duration: (hours, minutes) => `${hours}${UNIT_SPACE}h${UNIT_SPACE}${String(minutes).padStart(2, "0")}`,
    clock: (hours, minutes) =>
      minutes === null ? `${hours}${UNIT_SPACE}h` : `${hours}${UNIT_SPACE}h${UNIT_SPACE}${minutes}`,
    // Intl knows no ordinal for the first of a month.
    mendDate: (date) => date.replace(/^1 /, "1er "),
    vintage: (vintage) => vintage,
  },
  en: {
    tag: "en-GB",
    moreThan: "more than",
    lessThan: "less than",
    percentSpace: "",
    separator: "; ",
    duration: (hours, minutes) =>
      `${hours}${UNIT_SPACE}h${minutes === 0 ? "" : ` ${minutes}${UNIT_SPACE}min`}`,
    clock: (hours, minutes) => `${hours}:${minutes ?? "00"}`,
    mendDate: (date) => date,
    vintage: (vintage) =>
      vintage
        .replace("date inconnue", "date unknown")
        .replace("sans date", "no date")
        .replace("labels jusqu’au", "labels up to"),
  },
};

/** How numbers, dates and times are written in the language of the page. */
export const locale: Locale = LOCALES[language];
