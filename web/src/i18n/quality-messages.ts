import { language } from "./language.ts";
import { qualityMessages as french } from "./quality-messages.fr.ts";

/** Sentences of the quality of service, in the language of the page. English is fetched only where it is wanted. */
export const qualityMessages: typeof french =
  language === "en" ? (await import("./quality-messages.en.ts")).qualityMessages : french;
