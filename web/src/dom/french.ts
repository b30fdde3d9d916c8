import { h } from "./dom.ts";
import type { Child } from "./dom.ts";

/** What the API and the official files say is in French, in whatever language the page is: screen readers are told. */
export function french(text: string): HTMLElement {
  return h("span", { lang: "fr" }, text);
}

/** A sentence of the page's language that holds a text in French, marked as such. */
export function withFrench(sentence: string, text: string): Child[] {
  const start = sentence.indexOf(text);
  if (start < 0 || text === "") return [sentence];
  return [sentence.slice(0, start), french(text), sentence.slice(start + text.length)];
}
