import { fetchIsochrones } from "../api/client.ts";
import type { BandCollection, GapSummary, StructureCollection, StructureProperties } from "../api/wire.ts";
import type { AppData } from "../data.ts";
import { h, replaceChildren } from "../dom.ts";
import type { Child } from "../dom.ts";
import { formatClock, formatDate } from "../format.ts";
import { messages } from "../messages.fr.ts";
import { isCounted } from "../state.ts";
import type { AppState, Selection } from "../state.ts";
import type { Store } from "../store.ts";
import { dayStatus, weeklyHours } from "./opening-hours.ts";
import type { DayStatus } from "./opening-hours.ts";

/** Bands drawn around a chosen structure, minutes. */
const BANDS: readonly number[] = [10, 20, 30];

interface CardInputs {
  readonly state: Store<AppState>;
  readonly data: Store<AppData>;
  readonly structures: StructureCollection;
  /** Draws the isochrones of the structure, or none. */
  readonly showIsochrones: (bands: BandCollection | null) => void;
}

/** What is known of the structure or the gap that is selected; hidden when there is none. */
export function createCard({ state, data, structures, showIsochrones }: CardInputs): HTMLElement {
  const title = h("h2", { class: "card-title", "aria-live": "polite" });
  const body = h("div", { class: "card-body" });
  const close = (): void => state.set({ selection: null });
  const closeButton = h("button", { type: "button", class: "card-close", onclick: close }, "×");
  closeButton.setAttribute("aria-label", messages.structure.close);
  const card = h("aside", { class: "card", hidden: true });
  document.addEventListener("keydown", (event) => {
    // An open dialog takes the key for itself.
    if (event.key === "Escape" && document.querySelector("dialog[open]") === null) close();
  });
  card.append(h("div", { class: "card-head" }, title, closeButton), body);

  let asked: AbortController | null = null;
  const show = (heading: string, content: readonly Child[]): void => {
    card.hidden = false;
    title.textContent = heading;
    replaceChildren(body, ...content);
  };
  const drawSelection = (selection: Selection | null): void => {
    asked?.abort();
    asked = null;
    showIsochrones(null);
    card.hidden = true;
    if (selection?.kind === "structure") {
      const found = structures.features.find(({ properties }) => properties.id === selection.id);
      if (found === undefined) return;
      const bands = h("div", { class: "bands" }, messages.structure.computing);
      show(found.properties.name, structureContent(found.properties, state.get(), bands));
      asked = new AbortController();
      void drawBands(found.properties.id, bands, showIsochrones, asked.signal);
    } else if (selection?.kind === "gap") {
      const gap = data.get().gaps?.find(({ id }) => id === selection.id);
      if (gap !== undefined) show(messages.gap.title, gapContent(gap));
    }
  };
  state.watch(({ selection }) => selection, drawSelection);
  data.watch(
    ({ gaps }) => gaps,
    () => {
      const { selection } = state.get();
      if (selection?.kind === "gap") drawSelection(selection);
    },
  );
  return card;
}

async function drawBands(
  id: string,
  place: HTMLElement,
  showIsochrones: (bands: BandCollection | null) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const bands = await fetchIsochrones(id, BANDS, signal);
    if (signal.aborted) return;
    showIsochrones(bands);
    const rows = bands.features
      .map(({ properties }) => properties)
      .sort((a, b) => a.minutes - b.minutes)
      .flatMap(({ minutes, people }) => [
        h("dt", {}, messages.structure.band(minutes)),
        h("dd", {}, messages.structure.bandPeople(people)),
      ]);
    replaceChildren(place, h("dl", { class: "facts" }, ...rows));
  } catch (error) {
    if (signal.aborted) return;
    place.textContent = messages.failed(error instanceof Error ? error.message : String(error));
  }
}

function structureContent(
  structure: StructureProperties,
  { excluded }: AppState,
  bands: HTMLElement,
): Child[] {
  const words = messages.structure;
  const kind = `${words.types[structure.type]}, ${words.formats[structure.format]}`;
  const address = [structure.address, `${structure.postcode} ${structure.communeName}`].filter(
    (part) => part.trim() !== "",
  );
  return [
    h("p", { class: "card-kind" }, kind),
    !isCounted(structure, excluded) && h("p", { class: "notice" }, words.notCounted),
    h("p", { class: "card-today" }, todaySentence(structure)),
    h("p", {}, address.join(", ")),
    structure.phone !== "" && h("p", {}, `${words.phone} : `, phoneLink(structure.phone)),
    h("h3", {}, words.reach),
    bands,
    h("details", {}, h("summary", {}, hoursTitle(structure)), hoursList(structure)),
    structure.labelledOn !== null &&
      h("p", { class: "hint" }, words.labelled(formatDate(structure.labelledOn))),
  ];
}

function todaySentence({ openingHours }: StructureProperties): string {
  const words = messages.structure;
  const status = dayStatus(openingHours, new Date().getDay());
  if (status.kind === "open") return words.openToday(intervalsText(status));
  return status.kind === "closed" ? words.closedToday : words.unknownToday;
}

function hoursTitle({ openingHours }: StructureProperties): string {
  const hours = weeklyHours(openingHours);
  if (hours === 0) return messages.structure.hours;
  const text = hours.toLocaleString("fr-FR", { maximumFractionDigits: 1 });
  return `${messages.structure.hours} (${messages.structure.weekly(text)})`;
}

function hoursList({ openingHours }: StructureProperties): HTMLElement {
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

function gapContent(gap: GapSummary): Child[] {
  const words = messages.gap;
  return [
    h("p", { class: "card-today" }, words.people(gap.people)),
    h("p", {}, words.worst(gap.worstMinutes)),
    gap.meanMinutes !== null && h("p", {}, words.mean(gap.meanMinutes)),
    gap.nearest !== null && h("p", {}, words.nearest(gap.nearest.name, gap.nearest.minutes)),
    h("h3", {}, words.communes),
    h(
      "dl",
      { class: "facts" },
      ...gap.communes.flatMap(({ name, people }) => [h("dt", {}, name), h("dd", {}, words.people(people))]),
    ),
  ];
}
