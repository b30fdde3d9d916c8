import { language } from "./language.ts";
import { messages as french } from "./messages.fr.ts";

/** Every sentence that the reader sees, in the language of the page. English is fetched only where it is wanted. */
export const messages: typeof french =
  language === "en" ? (await import("./messages.en.ts")).messages : french;
