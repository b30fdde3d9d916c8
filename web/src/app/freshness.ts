import { fetchDataset } from "../api/client.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import type { AppContext } from "./context.ts";

const words = messages.outdated;

/** An answer from the browser's own store, confirmed by a few bytes, most of the time. */
const CHECK_AFTER_MS = 30_000;

/** Says that the server now has other data, once an answer shows it, with a way to see these; empty until then. */
export function createFreshnessNotice({ dataset, data }: AppContext): HTMLElement {
  const notice = h("div", { class: "outdated", role: "alert" });
  data.watch(
    ({ report }) => report?.provenance.dataset.id ?? dataset.id,
    (id) => {
      if (id !== dataset.id) data.set({ isOutdated: true });
    },
  );
  data.watch(
    ({ isOutdated }) => isOutdated,
    (isOutdated) => {
      if (!isOutdated) return;
      replaceChildren(
        notice,
        h("p", {}, words.text),
        h("button", { type: "button", class: "button", onclick: () => location.reload() }, words.reload),
      );
    },
  );
  return notice;
}

/**
 * Looks whether the server still has the data that the page was opened with; to be called whenever the map asks for tiles,
 * as those of former data are refused, and drawn as if nothing were there. Asks at most once in `CHECK_AFTER_MS`.
 */
export function createFreshnessCheck({ dataset, data }: AppContext): () => void {
  let last = Date.now();
  const check = async (): Promise<void> => {
    try {
      const { id } = await fetchDataset();
      if (id !== dataset.id) data.set({ isOutdated: true });
    } catch {
      // No answer is no sign of other data; whatever else is asked for tells of the failure.
    }
  };
  return () => {
    const now = Date.now();
    if (data.get().isOutdated || now - last < CHECK_AFTER_MS) return;
    last = now;
    void check();
  };
}
