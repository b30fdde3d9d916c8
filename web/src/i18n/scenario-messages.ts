import { language } from "./language.ts";
import { scenarioMessages as french } from "./scenario-messages.fr.ts";

/** Sentences of the scenarios, in the language of the page. English is fetched only where it is wanted. */
export const scenarioMessages: typeof french =
  language === "en" ? (await import("./scenario-messages.en.ts")).scenarioMessages : french;
