import type { OpeningInterval } from "../../../isochrones/model/structure.ts";
import { h } from "../dom/dom.ts";
import { formatClock } from "../i18n/format.ts";

/** `9 h – 12 h, 13 h 30 – 17 h`. */
export function intervalsText(intervals: readonly OpeningInterval[]): string {
  return intervals.map(({ start, end }) => `${formatClock(start)} – ${formatClock(end)}`).join(", ");
}

/** A number as the list writes it, which a telephone calls. */
export function phoneLink(phone: string): HTMLElement {
  return h("a", { href: `tel:${phone.replaceAll(/[^\d+]/g, "")}` }, phone);
}
