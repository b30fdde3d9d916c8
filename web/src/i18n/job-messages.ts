import { language } from "./language.ts";
import { jobMessages as french } from "./job-messages.fr.ts";

/** Sentences of long computations, in the language of the page. English is fetched only where it is wanted. */
export const jobMessages: typeof french =
  language === "en" ? (await import("./job-messages.en.ts")).jobMessages : french;
