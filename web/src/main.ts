import "@fontsource/public-sans/latin-400.css";
import "@fontsource/public-sans/latin-600.css";
import "@fontsource/public-sans/latin-800.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/tables.css";
import "./styles/map.css";

import { fetchDataset } from "./api/client.ts";
import { readAddress } from "./app/address.ts";
import type { AppContext } from "./app/context.ts";
import { followState, LATE_AFTER_MS } from "./app/data.ts";
import { keepAddress } from "./app/history.ts";
import { Navigation } from "./app/navigation.ts";
import { createPage } from "./app/page.ts";
import { followTitle } from "./app/title.ts";
import { Curves } from "./coverage/curves.ts";
import { h, replaceChildren } from "./dom/dom.ts";
import { failureNotice } from "./dom/lazy.ts";
import { createStore } from "./dom/store.ts";
import { language } from "./i18n/language.ts";
import { messages } from "./i18n/messages.ts";
import { awaitMap } from "./map/opened-map.ts";
import { settled } from "./app/state.ts";

document.documentElement.lang = language;
const app = document.querySelector("#app");
if (app !== null) void boot(app);

/** Asks the server what it serves, then shows it; a failure is said in words, with a way to try again. */
async function boot(root: Element): Promise<void> {
  const status = h("p", { class: "boot", role: "status" }, messages.loading);
  replaceChildren(root, status);
  const late = setTimeout(() => (status.textContent = messages.late), LATE_AFTER_MS);
  // The figure is asked for beside the dataset, not after it.
  const state = createStore(readAddress(location), settled);
  const { data, reload } = followState(state);
  const navigation = new Navigation(state);
  try {
    const dataset = await fetchDataset();
    const { opened: map, settle } = awaitMap();
    const context: AppContext = { dataset, state, data, reload, navigation, curves: new Curves(), map };
    const keeper = keepAddress(state, navigation.nameOf);
    data.watch(
      ({ place }) => place,
      (place) => {
        if (place === null) return;
        navigation.learn([place.territory, ...place.parents]);
        keeper.refresh();
      },
    );
    replaceChildren(root, ...createPage(context, keeper, settle));
    followTitle(context);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    replaceChildren(
      root,
      h(
        "div",
        { class: "boot" },
        failureNotice(messages.failed(detail), () => void boot(root)),
      ),
    );
  } finally {
    clearTimeout(late);
  }
}
