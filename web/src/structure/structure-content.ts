import type { PublicStructure } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { formatClock, formatDate } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { dayStatus, weeklyHours } from "./opening-hours.ts";
import type { DayStatus } from "./opening-hours.ts";

/**
 * What the official list says of a structure, and who reaches it.
 *
 * @param reach of `createReach`; @param signal aborted when another is selected
 */
export function structureContent(
  structure: PublicStructure,
  _context: AppContext,
  reach: HTMLElement,
  _signal: AbortSignal,
): Child[] {
  const words = messages.structure;
  const kind = `${words.types[structure.type]}, ${words.formats[structure.format]}`;
  const address = [structure.address, `${structure.postcode} ${structure.communeName}`].filter(
    (part) => part.trim() !== "",
  );
  return [
    h("p", { class: "card-kind" }, kind),
    h("p", { class: "card-today" }, todaySentence(structure)),
    h("p", {}, address.join(", ")),
    structure.phone !== "" && h("p", {}, `${words.phone} : `, phoneLink(structure.phone)),
    h("h3", {}, words.reach),
    reach,
    h("details", {}, h("summary", {}, hoursTitle(structure)), hoursList(structure)),
    structure.labelledOn !== null &&
      h("p", { class: "hint" }, words.labelled(formatDate(structure.labelledOn))),
  ];
}

function todaySentence({ openingHours }: PublicStructure): string {
  const words = messages.structure;
  const status = dayStatus(openingHours, new Date().getDay());
  if (status.kind === "open") return words.openToday(intervalsText(status));
  return status.kind === "closed" ? words.closedToday : words.unknownToday;
}

function hoursTitle({ openingHours }: PublicStructure): string {
  const hours = weeklyHours(openingHours);
  if (hours === 0) return messages.structure.hours;
  const text = hours.toLocaleString("fr-FR", { maximumFractionDigits: 1 });
  return `${messages.structure.hours} (${messages.structure.weekly(text)})`;
}

function hoursList({ openingHours }: PublicStructure): HTMLElement {
  const words = messages.structure;
  const rows = words.days.flatMap((day, index) => {
    const status = dayStatus(openingHours, index + 1);
    const unopened = status.kind === "closed" ? words.closed : words.unknown;
    return [h("dt", {}, day), h("dd", {}, status.kind === "open" ? intervalsText(status) : unopened)];
  });
  return h("dl", { class: "facts" }, ...rows);
}

function intervalsText({ intervals }: Extract<DayStatus, { kind: "open" }>): string {
  return intervals.map(({ start, end }) => `${formatClock(start)} – ${formatClock(end)}`).join(", ");
}

function phoneLink(phone: string): HTMLElement {
  return h("a", { href: `tel:${phone.replaceAll(/[^\d+]/g, "")}` }, phone);
}
