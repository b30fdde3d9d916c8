import { documentMessages as french } from "./document-messages.fr.ts";
import { language } from "./language.ts";

/** Sentences of the documents, in the language of the page. English is fetched only where it is wanted. */
export const documentMessages: typeof french =
  language === "en" ? (await import("./document-messages.en.ts")).documentMessages : french;
