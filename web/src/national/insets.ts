import "../styles/national.css";

import type { Inset } from "../../../server/schemas/answers.ts";
import type { TerritoryCurveRow } from "../../../server/schemas/figure-answers.ts";
import type { AppContext } from "../app/context.ts";
import { figureKey, EVERYWHERE } from "../app/state.ts";
import { shareAt } from "../coverage/curves.ts";
import { h, replaceChildren, svg } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import type { Palette } from "../map/palette.ts";
import { shareClasses } from "../map/scale.ts";
import { INSET_SIDE, insetPath } from "./inset-shape.ts";

const words = messages.national;

interface InsetView {
  readonly ref: string;
  readonly element: HTMLElement;
  /** @param share 0 to 1, null where nobody lives; or the words for what is not known */
  readonly show: (share: number | null | string, palette: Palette) => void;
}

/** Départements that lie apart, each a small map coloured by its share, which leads to the sheet with the real one. */
export function createInsets(context: AppContext, palette: Store<{ current: Palette }>): HTMLElement {
  const { state, data, curves } = context;
  const list = h("ul", { class: "inset-list" });
  const trouble = h("div");
  const strip = h("nav", { class: "insets", "aria-label": words.insets }, list, trouble);
  let views: readonly InsetView[] = [];
  let rows: ReadonlyMap<string, TerritoryCurveRow> | null = null;

  const recolor = (): void => {
    const { minutes } = state.get();
    for (const { ref, show } of views) {
      const row = rows?.get(ref);
      const unknown = rows === null ? words.insetWaiting : words.insetUnknown;
      show(row === undefined ? unknown : shareAt(row, minutes), palette.get().current);
    }
  };
  const load = async (): Promise<void> => {
    rows = null;
    recolor();
    replaceChildren(trouble);
    const key = figureKey(state.get());
    if (views.length === 0) return;
    try {
      const answer = await curves.inside(EVERYWHERE, "departement", state.get());
      if (key !== figureKey(state.get())) return;
      rows = new Map(answer.map((row) => [row.ref, row]));
      recolor();
    } catch (error) {
      replaceChildren(
        trouble,
        noticeOf(error, () => void load()),
      );
    }
  };
  data.watch(
    ({ place }) => place,
    (place) => {
      views = (place?.insets ?? []).map((inset) => createInset(context, inset));
      strip.hidden = views.length === 0;
      replaceChildren(list, ...views.map(({ element }) => element));
      void load();
    },
  );
  state.watch(figureKey, () => void load());
  state.watch(({ minutes }) => minutes, recolor);
  palette.watch(({ current }) => current, recolor);
  return strip;
}

function createInset({ navigation }: AppContext, { ref, name, bbox, outline }: Inset): InsetView {
  const shape = svg("path", {
    class: "inset-shape",
    "fill-rule": "evenodd",
    d: outline === null ? "" : insetPath(outline, bbox),
  });
  const drawing = svg(
    "svg",
    { class: "inset-drawing", viewBox: `0 0 ${INSET_SIDE} ${INSET_SIDE}`, "aria-hidden": "true" },
    shape,
  );
  const share = h("strong", { class: "inset-share" });
  navigation.learn([{ ref, name }]);
  const link = navigation.link(
    { view: "map", territory: ref, selection: null, origin: null },
    { class: "inset" },
    outline !== null && drawing,
    h("span", { class: "inset-name" }, name),
    " ",
    share,
  );
  return {
    ref,
    element: h("li", {}, link),
    show: (value, palette) => {
      share.textContent = typeof value === "string" ? value : words.insetShare(value);
      const found = shareClasses(palette).find(({ from }) => typeof value === "number" && value >= from);
      shape.style.fill = found?.color ?? "";
    },
  };
}
