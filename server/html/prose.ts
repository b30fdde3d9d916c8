import { html } from "./markup.ts";
import type { Content } from "./markup.ts";

/** A text whose words between back quotes are code. */
export function prose(text: string): Content {
  return text.split("`").map((part, i) => (i % 2 === 0 ? part : html`<code>${part}</code>`));
}
