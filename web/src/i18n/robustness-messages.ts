import { language } from "./language.ts";
import { robustnessMessages as french } from "./robustness-messages.fr.ts";

/** Sentences of closings, in the language of the page. English is fetched only where it is wanted. */
export const robustnessMessages: typeof french =
  language === "en" ? (await import("./robustness-messages.en.ts")).robustnessMessages : french;
