import { annexMessages as french } from "./annex-messages.fr.ts";
import { language } from "./language.ts";

/** Sentences of the annex, in the language of the page. English is fetched only where it is wanted. */
export const annexMessages: typeof french =
  language === "en" ? (await import("./annex-messages.en.ts")).annexMessages : french;
