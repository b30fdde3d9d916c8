import type { OneStructureAnswer, PublicStructure } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { lazily } from "../dom/lazy.ts";
import type { Store } from "../dom/store.ts";
import { formatDate, formatShortDecimal } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { createStructurePlace } from "../scenario/places.ts";
import { createCatchment } from "./catchment.ts";
import { createClosure } from "./closure.ts";
import { followCounted } from "./counted-now.ts";
import type { CountedNow } from "./counted-now.ts";
import { intervalsText, phoneLink } from "./facts.ts";
import { dayStatus, weeklyHours } from "./opening-hours.ts";
import { localWeekday, openingNotes, openingSentence } from "./opening-words.ts";

type StructureNow = OneStructureAnswer["properties"];

/**
 * What the official list says of a structure, who reaches it, and who would miss it.
 *
 * @param reach of `createReach`; @param signal aborted when another is selected
 */
export function structureContent(
  structure: StructureNow,
  context: AppContext,
  reach: HTMLElement,
  signal: AbortSignal,
): Child[] {
  const words = messages.structure;
  const counted = followCounted(structure, context.state, signal);
  const kind = `${words.types[structure.type]}, ${words.formats[structure.format]}`;
  const address = [structure.address, `${structure.postcode} ${structure.communeName}`].filter(
    (part) => part.trim() !== "",
  );
  return [
    notCountedNotice(counted),
    h("p", { class: "card-kind" }, kind),
    ...openingLines(structure),
    h("p", {}, address.join(", ")),
    structure.phone !== "" && h("p", {}, `${words.phone} `, phoneLink(structure.phone)),
    h("h3", {}, words.reach),
    reach,
    createCatchment(structure.id, context, counted, signal),
    createClosure(structure.id, context, counted, signal),
    createStructurePlace(context, structure),
    context.dataset.counts.indicators !== undefined &&
      lazily("quality", async () => {
        const { createStructureQuality } = await import("../quality/structure-quality.ts");
        return createStructureQuality(structure.indicators ?? null, context.dataset.fictitious);
      }),
    h("details", {}, h("summary", {}, hoursTitle(structure)), hoursList(structure)),
    structure.labelledOn !== null &&
      h("p", { class: "hint" }, words.labelled(formatDate(structure.labelledOn))),
  ];
}

/** Says at the head of the card, as long as it is so, that the structure is left out of the figure. */
function notCountedNotice(counted: Store<CountedNow>): HTMLElement {
  const notice = h("p", { class: "notice", role: "status" }, messages.structure.notCounted);
  counted.watch(
    ({ isCounted }) => isCounted,
    (isCounted) => (notice.hidden = isCounted !== false),
  );
  return notice;
}

/** Open or not now, and the hours of the day, both where the structure is. */
function openingLines({ opening, openingHours }: StructureNow): HTMLElement[] {
  const now = Date.now();
  const today = dayStatus(openingHours, localWeekday(opening, now));
  return [
    h("p", { class: `card-today opening opening-${opening.state}` }, openingSentence(opening, now)),
    ...(today.kind === "open"
      ? [h("p", {}, messages.structure.todaysHours(intervalsText(today.intervals)))]
      : []),
    ...openingNotes(opening).map((note) => h("p", { class: "hint" }, note)),
  ];
}

function hoursTitle({ openingHours }: PublicStructure): string {
  const hours = weeklyHours(openingHours);
  if (hours === 0) return messages.structure.hours;
  const text = formatShortDecimal(hours);
  return `${messages.structure.hours} (${messages.structure.weekly(text)})`;
}

function hoursList({ openingHours }: PublicStructure): HTMLElement {
  const words = messages.structure;
  const rows = words.days.flatMap((day, index) => {
    const status = dayStatus(openingHours, index + 1);
    const unopened = status.kind === "closed" ? words.closed : words.unknown;
    return [
      h("dt", {}, day),
      h("dd", {}, status.kind === "open" ? intervalsText(status.intervals) : unopened),
    ];
  });
  return h("dl", { class: "facts" }, ...rows);
}
