import { language } from "./language.ts";
import { trendMessages as french } from "./trend-messages.fr.ts";

/** Sentences of the trend, in the language of the page. English is fetched only where it is wanted. */
export const trendMessages: typeof french =
  language === "en" ? (await import("./trend-messages.en.ts")).trendMessages : french;
