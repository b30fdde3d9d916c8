import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import type { AppContext } from "../app/context.ts";
import { figureKey, EVERYWHERE } from "../app/state.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import { rankedAmong, rankOf } from "./rank.ts";

/** How long the slider must rest before ranks are counted anew. */
const PAUSE_MS = 250;

/** Where the territory stands among its peers at the minutes of the slider; nothing where it has none. */
export function createRankLine({ state, data, curves }: AppContext): HTMLElement {
  const line = h("p", { class: "sheet-rank" });
  const trouble = h("div");
  let rows: readonly TerritoryCurveRow[] = [];

  const show = (): void => {
    const { place } = data.get();
    const peers = place === null ? null : rankedAmong(place);
    const { minutes, territory } = state.get();
    const rank = peers === null || place === null ? null : rankOf(rows, territory, minutes);
    const isRanked = rank !== null && peers !== null && rank.count > 1;
    line.hidden = !isRanked;
    if (!isRanked) return;
    const parent = place?.parents.find(({ ref }) => ref === peers.parent && ref !== EVERYWHERE);
    line.textContent = messages.sheet.rank(rank, peers.kind, parent?.name ?? null, minutes);
  };
  const load = async (): Promise<void> => {
    rows = [];
    show();
    replaceChildren(trouble);
    const { place } = data.get();
    const peers = place === null ? null : rankedAmong(place);
    if (peers === null) return;
    const key = figureKey(state.get());
    const isOutdated = (): boolean => data.get().place !== place || figureKey(state.get()) !== key;
    try {
      const answer = await curves.inside(peers.parent, peers.kind, state.get());
      if (isOutdated()) return;
      rows = answer;
      show();
    } catch (error) {
      if (isOutdated()) return;
      replaceChildren(
        trouble,
        noticeOf(error, () => void load()),
      );
    }
  };
  const showSoon = debounce(show, PAUSE_MS);
  state.watch(({ minutes }) => minutes, showSoon);
  state.watch(figureKey, () => void load());
  data.watch(
    ({ place }) => place,
    () => void load(),
  );
  return h("div", {}, line, trouble);
}
