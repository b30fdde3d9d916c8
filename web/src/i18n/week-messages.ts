import { language } from "./language.ts";
import { weekMessages as french } from "./week-messages.fr.ts";

/** Sentences of the opening hours, in the language of the page. English is fetched only where it is wanted. */
export const weekMessages: typeof french =
  language === "en" ? (await import("./week-messages.en.ts")).weekMessages : french;
