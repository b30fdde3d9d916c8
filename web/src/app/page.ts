import { createCurve } from "../coverage/curve.ts";
import { createHeadline } from "../coverage/headline.ts";
import { createSlider } from "../coverage/slider.ts";
import { createSwitches } from "../coverage/switches.ts";
import { anchorTo } from "../dom/anchor.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { lazily } from "../dom/lazy.ts";
import { createToolbar } from "../export/toolbar.ts";
import { messages } from "../i18n/messages.ts";
import { createMapArea } from "../map/area.ts";
import type { MapToCome } from "../map/opened-map.ts";
import { createNearPlace } from "../near/near-place.ts";
import { createBarPlace, createEditorPlace, createNotePlace } from "../scenario/places.ts";
import { createBreadcrumb } from "../territory/breadcrumb.ts";
import type { AppContext } from "./context.ts";
import { createFreshnessNotice } from "./freshness.ts";
import { createHeader } from "./header.ts";
import { createRobustnessPlace, createSheetPlace, createStatementsPlace } from "./sheet-places.ts";
import {
  createSitingPlace,
  createTimeMachinePlace,
  createTrendPlace,
  createWeekPlace,
} from "./sheet-places.ts";
import type { AddressKeeper } from "./history.ts";
import { createDocuments } from "./documents.ts";

/** Skip links, header, banner for invented data, then panel and map, or a document in their place. */
export function createPage(
  context: AppContext,
  keeper: AddressKeeper,
  settleMap: MapToCome["settle"],
): Child[] {
  const { dataset, state } = context;
  const { isEmbedded } = state.get();
  const map = h(
    "main",
    { class: "main" },
    isEmbedded
      ? lazily("panel", async () => (await import("./framed-panel.ts")).createFramedPanel(context))
      : createPanel(context, createNearPlace(context, keeper)),
    createMapArea(context, keeper, settleMap),
  );
  if (isEmbedded) document.body.dataset["embedded"] = "";
  const documents = createDocuments(context);
  state.watch(
    ({ view }) => view,
    (view) => {
      map.hidden = view !== "map";
      document.body.dataset["view"] = view;
    },
  );
  return [
    skipLinks(context),
    !isEmbedded && createHeader(context),
    dataset.fictitious && fictitiousBanner(),
    createFreshnessNotice(context),
    !isEmbedded && createBarPlace(context),
    map,
    documents,
  ];
}

/** @param near what is near the place asked from, above the figure */
function createPanel(context: AppContext, near: HTMLElement): HTMLElement {
  return h(
    "div",
    { class: "panel" },
    near,
    h(
      "div",
      { class: "panel-top" },
      createBreadcrumb(context),
      createHeadline(context),
      createNotePlace(context),
      createToolbar(context),
      createSlider(context.state),
    ),
    h(
      "div",
      { class: "panel-rest" },
      createEditorPlace(context),
      createSheetPlace(context),
      createSitingPlace(context),
      createSwitches(context),
      createTimeMachinePlace(context),
      createTrendPlace(context),
      createWeekPlace(context),
      createRobustnessPlace(context),
      createCurve(context),
      createStatementsPlace(context),
      h(
        "section",
        { class: "block", id: "tableaux", tabindex: -1, "aria-label": messages.tables.tabsLabel },
        lazily("tables", async () => (await import("../tables/tables.ts")).createTables(context)),
      ),
    ),
  );
}

function skipLinks({ state }: AppContext): HTMLElement {
  const nav = h("nav", { class: "skip-links", "aria-label": messages.skipLinks });
  const toDocument = [anchorTo("document", {}, messages.skipToDocument)];
  const { isEmbedded } = state.get();
  const toMap = [
    anchorTo("chiffre", {}, messages.skipToFigure),
    ...(isEmbedded ? [] : [anchorTo("tableaux", {}, messages.skipToTable)]),
    anchorTo("carte", {}, messages.skipToMap),
  ];
  state.watch(
    ({ view }) => view,
    (view) => replaceChildren(nav, ...(view === "map" ? toMap : toDocument)),
  );
  return nav;
}

function fictitiousBanner(): HTMLElement {
  return h(
    "p",
    { class: "fictitious", role: "note" },
    h("strong", {}, messages.fictitious.title),
    h("span", {}, messages.fictitious.detail),
  );
}
