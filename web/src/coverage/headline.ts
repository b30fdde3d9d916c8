import type { DatasetSummary } from "../api/wire.ts";
import type { AppData } from "../data.ts";
import { debounce, h, replaceChildren } from "../dom.ts";
import { formatShare } from "../format.ts";
import { messages } from "../messages.fr.ts";
import type { AppState } from "../state.ts";
import type { Store } from "../store.ts";
import { openMethodDialog } from "./method-dialog.ts";
import { recount } from "./recount.ts";

/** A screen reader hears the new figure once the slider rests, not at each step. */
const ANNOUNCE_AFTER_MS = 600;

/** The figure in one sentence, recounted from the curve at each move of the slider. */
export function createHeadline(
  dataset: DatasetSummary,
  state: Store<AppState>,
  data: Store<AppData>,
  reload: () => void,
): HTMLElement {
  const place = h("p", { class: "headline-place" }, dataset.name);
  const figure = h("strong", { class: "headline-figure" });
  const rest = h("span", { class: "headline-rest" });
  const detail = h("p", { class: "headline-detail" });
  const status = h("div", { class: "headline-status" });
  const live = h("p", { class: "visually-hidden", "aria-live": "polite", role: "status" });
  const section = h(
    "section",
    { class: "headline", id: "chiffre", tabindex: -1, "aria-labelledby": "headline-sentence" },
    place,
    h("h1", { class: "headline-sentence", id: "headline-sentence" }, figure, rest),
    detail,
    h("p", { class: "headline-dates" }, datesOf(dataset), " ", methodButton(dataset, data)),
    status,
    live,
  );

  const announce = debounce(() => {
    const { report } = data.get();
    const counted = report && recount(report, state.get().minutes);
    if (counted) live.textContent = messages.headline.live(counted);
  }, ANNOUNCE_AFTER_MS);

  const draw = (): void => {
    const { report, busy, failure } = data.get();
    section.setAttribute("aria-busy", String(busy && report === null));
    const counted = report && recount(report, state.get().minutes);
    if (counted) {
      figure.textContent = formatShare(counted.share);
      rest.textContent = messages.headline.after(counted.minutes);
      detail.textContent = messages.headline.detail(counted);
      announce();
    } else if (failure === null) {
      rest.textContent = messages.loading;
    }
    replaceChildren(status, failure !== null && failureNotice(failure, reload));
  };
  state.watch(({ minutes }) => minutes, draw);
  data.watch((all) => all, draw);
  return section;
}

function datesOf(dataset: DatasetSummary): string {
  // Invented data have no date to trust.
  if (dataset.fictitious) return "";
  const roles = ["structures", "population", "roads"] as const;
  return roles
    .flatMap((role) => {
      const source = dataset.sources.find((candidate) => candidate.role === role);
      return source === undefined || source.vintage === "" ? [] : [messages.headline.vintage(source)];
    })
    .join(" · ");
}

function methodButton(dataset: DatasetSummary, data: Store<AppData>): HTMLElement {
  return h(
    "button",
    {
      type: "button",
      class: "link-button",
      "aria-haspopup": "dialog",
      onclick: () => openMethodDialog(dataset, data.get().report),
    },
    messages.headline.method,
  );
}

function failureNotice(failure: string, reload: () => void): HTMLElement {
  return h(
    "div",
    { class: "notice", role: "alert" },
    h("p", {}, messages.failed(failure)),
    h("button", { type: "button", class: "button", onclick: () => reload() }, messages.retry),
  );
}
