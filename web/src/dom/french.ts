import { h } from "./dom.ts";
import type { Child } from "./dom.ts";

/** What the API and the official files say is in French, in whatever language the page is: screen readers are told. */
export function french(text: string): HTMLElement {
  return h("span", { lang: "fr" }, text);
}

/** A sentence of the page's language that holds texts in French, in this order, each marked as such. */
export function withFrench(sentence: string, ...texts: readonly string[]): Child[] {
  const parts: Child[] = [];
  let end = 0;
  for (const text of texts) {
    const start = sentence.indexOf(text, end);
    if (start < 0 || text === "") continue;
    parts.push(sentence.slice(end, start), french(text));
    end = start + text.length;
  }
  return [...parts, sentence.slice(end)];
}
