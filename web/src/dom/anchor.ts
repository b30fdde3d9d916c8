import { h } from "./dom.ts";
import type { Attributes } from "./dom.ts";

/**
 * A link to a place in the page, which must be able to take the focus. It leaves the address alone: what stands after `#`
 * there is the map's. Opened in another tab it is a link like others.
 */
export function anchorTo(id: string, attributes: Attributes, text: string): HTMLAnchorElement {
  const follow = (event: Event): void => {
    const target = document.getElementById(id);
    if (target === null) return;
    event.preventDefault();
    target.scrollIntoView();
    target.focus();
  };
  return h("a", { ...attributes, href: `#${id}`, onclick: follow }, text);
}
