import { language } from "./language.ts";
import { sitingMessages as french } from "./siting-messages.fr.ts";

/** Sentences of the siting screen, in the language of the page. English is fetched only where it is wanted. */
export const sitingMessages: typeof french =
  language === "en" ? (await import("./siting-messages.en.ts")).sitingMessages : french;
