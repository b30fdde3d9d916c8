import type { DatasetAnswer } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import type { AppData } from "../app/data.ts";
import { figureKey, EVERYWHERE } from "../app/state.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { formatDate, formatShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { countedSentence } from "./counted-words.ts";
import { recount } from "./recount.ts";
import type { Recount } from "./recount.ts";

const words = messages.headline;

/** A screen reader hears the new figure once the slider rests, not at each step. */
const ANNOUNCE_AFTER_MS = 600;

/** The figure in one sentence, recounted from the curve at each move of the slider. */
export function createHeadline(context: AppContext): HTMLElement {
  const { dataset, state, data, reload } = context;
  const place = h("p", { class: "headline-place" });
  const figure = h("strong", { class: "headline-figure" });
  const rest = h("span", { class: "headline-rest" });
  const detail = h("p", { class: "headline-detail" });
  const choice = h("p", { class: "headline-choice" });
  const dates = h("span");
  const status = h("div", { class: "headline-status" });
  const live = h("p", { class: "visually-hidden", "aria-live": "polite", role: "status" });
  const section = h(
    "section",
    { class: "headline", id: "chiffre", tabindex: -1, "aria-labelledby": "headline-sentence" },
    place,
    h("h1", { class: "headline-sentence", id: "headline-sentence" }, figure, rest),
    detail,
    choice,
    h("p", { class: "headline-dates" }, dates, " ", methodLink(context)),
    status,
    live,
  );

  const counted = (): Recount | null => {
    const { report } = data.get();
    return report === null ? null : recount(report, state.get().minutes);
  };
  const announce = debounce(() => {
    const now = counted();
    if (now !== null) live.textContent = words.live(place.textContent, now);
  }, ANNOUNCE_AFTER_MS);
  const draw = (): void => {
    const now = counted();
    section.setAttribute("aria-busy", String(now === null));
    figure.textContent = now === null || now.population === 0 ? "" : formatShare(now.share);
    rest.textContent = restOfSentence(now, data.get());
    detail.textContent = now === null ? "" : words.detail(now);
    if (now !== null) announce();
  };
  state.watch(({ minutes }) => minutes, draw);
  data.watch(({ report }) => report, draw);
  data.watch(
    ({ failure }) => failure,
    (failure) => {
      draw();
      const notice = (why: string): HTMLElement =>
        data.get().isPlaceUnknown
          ? unknownPlaceNotice(context.navigation)
          : failureNotice(messages.failed(why), reload);
      replaceChildren(status, failure !== null && notice(failure));
    },
  );
  data.watch(
    ({ isLate }) => isLate,
    (isLate) => {
      if (isLate) replaceChildren(status, h("p", { class: "hint", role: "status" }, messages.late));
      else if (data.get().failure === null) replaceChildren(status);
    },
  );
  data.watch(
    (all) => (all.isPlaceUnknown ? messages.territory.unknown : (all.place?.territory.name ?? null)),
    (name) => {
      const { territory } = state.get();
      // Until the server says the name, what a link has said.
      const known = territory === EVERYWHERE ? dataset.name : context.navigation.nameOf(territory);
      place.textContent = name ?? known ?? "";
    },
  );
  state.watch(figureKey, (_, all) => {
    choice.textContent = countedSentence(all);
    choice.hidden = choice.textContent === "";
  });
  state.watch(
    ({ asOf }) => asOf,
    (asOf) => (dates.textContent = datesOf(dataset, asOf)),
  );
  return section;
}

/** From a frame it opens the whole page elsewhere: a document would not fit there. */
function methodLink({ state, navigation }: AppContext): HTMLElement {
  const { isEmbedded } = state.get();
  return navigation.link(
    { view: "method", isEmbedded: false },
    { class: "headline-method", ...(isEmbedded && { target: "_blank", rel: "noopener" }) },
    words.method,
  );
}

/** To ask again for a territory that is not in the data would not help: this leads to what is. */
function unknownPlaceNotice(navigation: AppContext["navigation"]): HTMLElement {
  const { unknownDetail, everywhere } = messages.territory;
  return h(
    "div",
    { class: "notice", role: "alert" },
    h("p", {}, unknownDetail),
    navigation.toTerritory({ ref: EVERYWHERE, name: everywhere }, { class: "unknown-home" }),
  );
}

/** What follows the figure, or stands in its place. */
function restOfSentence(now: Recount | null, { failure }: AppData): string {
  if (now === null) return failure === null ? messages.loading : words.unknown;
  return now.population === 0 ? words.nobody : words.after(now.minutes);
}

/** Of which days the data are: empty for invented ones, which have no date to trust. */
export function datesOf(dataset: DatasetAnswer, asOf: string | null): string {
  const network = asOf === null ? null : words.asOf(formatDate(asOf));
  if (dataset.fictitious) return network ?? "";
  const roles = ["structures", "population", "roads"] as const;
  const vintages = roles.flatMap((role) => {
    const source = dataset.sources.find((candidate) => candidate.role === role);
    return source === undefined || source.vintage === "" ? [] : [words.vintage(source)];
  });
  return [network, ...vintages].filter((part) => part !== null).join(" · ");
}
