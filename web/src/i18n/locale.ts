import { language } from "./language.ts";

/** What formats need of a language. */
interface Locale {
  /** BCP 47. */
  readonly tag: string;
  readonly moreThan: string;
  readonly lessThan: string;
  /** A time of day from hours and, where there are some, two digits of minutes. */
  readonly clock: (hours: number, minutes: string | null) => string;
  /** A date as `Intl` writes it, mended. */
  readonly mendDate: (date: string) => string;
}

const NARROW_SPACE = "\u202f";

const LOCALES: Readonly<Record<typeof language, Locale>> = {
  fr: {
    tag: "fr-FR",
    moreThan: "plus de",
    lessThan: "moins de",
    clock: (hours, minutes) =>
      minutes === null ? `${hours}${NARROW_SPACE}h` : `${hours}${NARROW_SPACE}h${NARROW_SPACE}${minutes}`,
    // Intl knows no ordinal for the first of a month.
    mendDate: (date) => date.replace(/^1 /, "1er "),
  },
  en: {
    tag: "en-GB",
    moreThan: "more than",
    lessThan: "less than",
    clock: (hours, minutes) => `${hours}:${minutes ?? "00"}`,
    mendDate: (date) => date,
  },
};

/** How numbers, dates and times are written in the language of the page. */
export const locale: Locale = LOCALES[language];
