import "@fontsource/public-sans/latin-400.css";
import "@fontsource/public-sans/latin-600.css";
import "@fontsource/public-sans/latin-800.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/tables.css";
import "./styles/map.css";

import { fetchDataset, fetchStructures } from "./api/client.ts";
import type { DatasetSummary, StructureCollection } from "./api/wire.ts";
import { createExclusions, createSlider } from "./coverage/controls.ts";
import { createCurve } from "./coverage/curve.ts";
import { createHeadline } from "./coverage/headline.ts";
import { followState } from "./data.ts";
import { debounce, h, replaceChildren } from "./dom.ts";
import { createMapArea } from "./map/area.ts";
import { messages } from "./messages.fr.ts";
import { createPage } from "./page.ts";
import { createStore } from "./store.ts";
import type { AppState } from "./state.ts";
import { createCommunesTable, createGapsTable, createStructuresTable } from "./tables/panels.ts";
import { createTabs } from "./tables/tabs.ts";
import { readState, writeState } from "./url.ts";

const ADDRESS_PAUSE_MS = 250;

const app = document.querySelector("#app");
if (app !== null) void boot(app);

/** Asks the server what it serves, then shows it; a failure is said in words, with a way to try again. */
async function boot(root: Element): Promise<void> {
  replaceChildren(root, h("p", { class: "boot", role: "status" }, messages.loading));
  try {
    const [dataset, structures] = await Promise.all([fetchDataset(), fetchStructures()]);
    start(root, dataset, structures);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const retry = h(
      "button",
      { type: "button", class: "button", onclick: () => void boot(root) },
      messages.retry,
    );
    replaceChildren(
      root,
      h("div", { class: "boot", role: "alert" }, h("p", {}, messages.failed(detail)), retry),
    );
  }
}

function start(root: Element, dataset: DatasetSummary, structures: StructureCollection): void {
  const state = createStore<AppState>(readState(location.search));
  const { data, reload } = followState(state);
  // Browsers refuse an address that changes at each step of a slider.
  const writeAddress = debounce(() => {
    history.replaceState(null, "", `${location.pathname}${writeState(state.get())}${location.hash}`);
  }, ADDRESS_PAUSE_MS);
  state.watch((all) => all, writeAddress);

  const tabs = createTabs(messages.tables.tabsLabel, [
    { id: "zones", title: messages.tables.gaps, content: createGapsTable(state, data) },
    { id: "communes", title: messages.tables.communes, content: createCommunesTable(state, data) },
    {
      id: "structures",
      title: messages.tables.structures,
      content: createStructuresTable(state, structures),
    },
  ]);
  const page = createPage(dataset, {
    top: [createHeadline(dataset, state, data, reload), createSlider(state)],
    mapArea: createMapArea({ dataset, structures, state, data }),
    rest: [
      createExclusions(state, data, structures.features.length),
      createCurve(state, data),
      h(
        "section",
        { class: "block", id: "tableaux", tabindex: -1, "aria-label": messages.tables.tabsLabel },
        tabs.element,
      ),
    ],
  });
  replaceChildren(root, ...page);
}
