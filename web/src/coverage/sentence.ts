import { formatShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import type { Recount } from "./recount.ts";

const words = messages.headline;

/** The figure as the sentence that goes with it wherever it leaves the page. */
export function sentenceOf(figure: Recount | null): string {
  if (figure === null) return words.unknown;
  if (figure.population === 0) return words.nobody;
  return formatShare(figure.share) + words.after(figure.minutes);
}
