import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import type { AppContext } from "../app/context.ts";
import { figureKey } from "../app/state.ts";
import { recount } from "../coverage/recount.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { farTerritories, summarisedKind, summaryGaps } from "./summary.ts";

/** A little longer than gaps take to be asked for: most often one text, not two. */
const PAUSE_MS = 400;

/** What map and tables say, in a few sentences, written anew when the slider rests. */
export function createSummaryText({ state, data, curves, map }: AppContext): HTMLElement {
  const text = h("p", { class: "sheet-summary" });
  const trouble = h("div");
  let rows: readonly TerritoryCurveRow[] | null = null;

  const show = (): void => {
    const { report, place, gaps } = data.get();
    const { minutes } = state.get();
    const figure = report === null ? null : recount(report, minutes);
    if (figure === null || place === null) {
      text.textContent = "";
      return;
    }
    const kind = summarisedKind(place);
    text.textContent = messages.sheet.summary({
      name: place.territory.name,
      figure,
      gaps: summaryGaps(gaps, minutes),
      inside: kind === null || rows === null ? null : farTerritories(kind, rows, minutes),
    });
  };
  const load = async (): Promise<void> => {
    rows = null;
    replaceChildren(trouble);
    const { place } = data.get();
    const kind = place === null ? null : summarisedKind(place);
    if (place === null || kind === null) return;
    const key = figureKey(state.get());
    const isOutdated = (): boolean => data.get().place !== place || figureKey(state.get()) !== key;
    try {
      // A country's rows weigh more than its figure and its map, which come first.
      await map;
      if (isOutdated()) return;
      const answer = await curves.inside(place.territory.ref, kind, state.get());
      if (isOutdated()) return;
      rows = answer;
      show();
    } catch (error) {
      if (!isOutdated())
        replaceChildren(
          trouble,
          noticeOf(error, () => void load()),
        );
    }
  };
  const showSoon = debounce(show, PAUSE_MS);
  state.watch(({ minutes }) => minutes, showSoon);
  state.watch(figureKey, () => void load());
  data.watch(({ report }) => report, show);
  data.watch(({ gaps }) => gaps, show);
  data.watch(
    ({ place }) => place,
    () => {
      show();
      void load();
    },
  );
  return h("div", {}, text, trouble);
}
